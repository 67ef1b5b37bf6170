using System.Buffers;
using System.Globalization;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Bench;

/// <summary>An Enhanced CT of many 512x512x16 frames (half a megabyte each) that is made while it is sent: neither side ever holds it whole.</summary>
internal static class LargeObject
{
    public const long FrameBytes = 512 * 512 * 2;
    private const string EnhancedCt = "1.2.840.10008.5.1.4.1.1.2.1";

    /// <summary>Sends it by C-STORE, as the device BENCH.</summary>
    /// <param name="number">Which one of its study.</param>
    public static async Task<DimseStatus> SendAsync(int port, int frames, int number, CancellationToken stop)
    {
        var uid = string.Create(CultureInfo.InvariantCulture, $"1.2.3.4.5.{number}");
        var syntax = TransferSyntax.ExplicitLittleEndian;
        await using var client = await DicomClient.ConnectAsync(
            new DicomClientOptions { Host = "127.0.0.1", Port = port, CallingAe = "BENCH", CalledAe = "PANDOK", Contexts = PresentationContext.Propose([(EnhancedCt, syntax)]) }, stop);
        var status = await client.StoreAsync(EnhancedCt, uid, syntax, (to, token) => WriteAsync(to, uid, frames, syntax, token), stop);
        await client.ReleaseAsync(stop);
        return status;
    }

    private static async Task WriteAsync(Stream to, string uid, int frames, TransferSyntax syntax, CancellationToken stop)
    {
        var set = new DataSet()
            .Set(Tags.SOPClassUID, Vr.UI, EnhancedCt).Set(Tags.SOPInstanceUID, Vr.UI, uid).Set(Tags.StudyDate, Vr.DA, "20260102").Set(Tags.Modality, Vr.CS, "CT")
            .Set(Tags.PatientName, Vr.PN, "DEMO^PATIENT").Set(Tags.PatientID, Vr.LO, "DEMO-1").Set(Tags.StudyInstanceUID, Vr.UI, "1.2.3.4.1").Set(Tags.SeriesInstanceUID, Vr.UI, "1.2.3.4.2")
            .SetIntegers(Tags.NumberOfFrames, Vr.IS, frames).SetIntegers(Tags.Rows, Vr.US, 512).SetIntegers(Tags.Columns, Vr.US, 512)
            .SetIntegers(Tags.BitsAllocated, Vr.US, 16).SetIntegers(Tags.SamplesPerPixel, Vr.US, 1);
        var head = new ArrayBufferWriter<byte>();
        DicomWriter.WriteDataSet(head, set, syntax);
        DicomWriter.WritePixelDataHead(head, new PixelDataHead(Tags.PixelData, Vr.OW, frames * FrameBytes), syntax);
        await to.WriteAsync(head.WrittenMemory, stop);
        var frame = new byte[FrameBytes];
        for (var i = 0; i < frames; i++)
        {
            frame.AsSpan().Fill((byte)i);
            await to.WriteAsync(frame, stop);
        }
    }
}

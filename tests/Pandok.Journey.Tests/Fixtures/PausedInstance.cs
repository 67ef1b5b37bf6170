using System.Buffers;
using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Journey.Tests.Fixtures;

/// <summary>An instance of an invented patient that its sender stops sending after two thirds of its pixels, until it may go on.</summary>
internal sealed class PausedInstance(string sopClass, string modality, int number, int frames, int side, bool isDocument)
{
    public const string Name = "ZZPLANTED^HONGGILDONG", PatientId = "ZZPID-9071";
    private readonly TaskCompletionSource paused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What its pixels say again and again: a needle that can be looked for in what lies on the disk.</summary>
    public byte[] Needle { get; } = [.. Enumerable.Repeat((byte)(number * 8 + 7), 64)];

    /// <summary>Two thirds are on their way.</summary>
    public Task Paused => paused.Task;

    /// <summary>An ultrasound loop without text: of high risk, so it is read whole before anything of it is kept.</summary>
    public static PausedInstance ThatIsReadWhole(int number) => new("1.2.840.10008.5.1.4.1.1.3.1", "US", number, 48, 256, isDocument: false);

    /// <summary>A CT slice that carries a document: its header alone says that it has to be held, so it flows into the quarantine as it comes.</summary>
    public static PausedInstance ThatIsHeld(int number) => new("1.2.840.10008.5.1.4.1.1.2", "CT", number, 1, 1792, isDocument: true);

    /// <param name="onward">Ends the pause; null: there is none.</param>
    public async Task<DimseStatus> SendAsync(Node node, Task? onward = null)
    {
        var syntax = TransferSyntax.ExplicitLittleEndian;
        await using var client = await DicomClient.ConnectAsync(
            new DicomClientOptions { Host = "127.0.0.1", Port = node.Dimse, CallingAe = "MOBILECT", CalledAe = "PANDOK", Contexts = PresentationContext.Propose([(sopClass, syntax)]) }, default);
        var status = await client.StoreAsync(sopClass, $"1.2.3.4.{number}", syntax, async (to, stop) =>
        {
            var bytes = Bytes();
            await to.WriteAsync(bytes.AsMemory(0, bytes.Length / 3 * 2), stop);
            await to.FlushAsync(stop);
            paused.TrySetResult();
            if (onward is not null) await onward;
            await to.WriteAsync(bytes.AsMemory(bytes.Length / 3 * 2), stop);
        }, default);
        await client.ReleaseAsync(default);
        return status;
    }

    private byte[] Bytes()
    {
        var set = new DataSet()
            .Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").Set(Tags.SOPClassUID, Vr.UI, sopClass).Set(Tags.SOPInstanceUID, Vr.UI, $"1.2.3.4.{number}").Set(Tags.StudyDate, Vr.DA, "20260102")
            .Set(Tags.Modality, Vr.CS, modality).Set(Tags.PatientName, Vr.PN, Name).Set(Tags.PatientID, Vr.LO, PatientId).Set(Tags.StudyInstanceUID, Vr.UI, "1.2.3.1").Set(Tags.SeriesInstanceUID, Vr.UI, $"1.2.3.2.{modality.Length}{frames}")
            .Set(Tags.InstanceNumber, Vr.IS, $"{number + 1}").SetIntegers(Tags.SamplesPerPixel, Vr.US, 1).Set(Tags.PhotometricInterpretation, Vr.CS, "MONOCHROME2")
            .SetIntegers(Tags.Rows, Vr.US, side).SetIntegers(Tags.Columns, Vr.US, side).SetIntegers(Tags.BitsAllocated, Vr.US, 8).SetIntegers(Tags.BitsStored, Vr.US, 8).SetIntegers(Tags.HighBit, Vr.US, 7)
            .SetIntegers(Tags.PixelRepresentation, Vr.US, 0);
        if (frames > 1) set.Set(Tags.NumberOfFrames, Vr.IS, $"{frames}");
        if (isDocument) set.Set(DataElement.Of(new Tag(0x00420011), Vr.OB, Encoding.UTF8.GetBytes("%PDF- ZZPLANTED ")));
        var bytes = new ArrayBufferWriter<byte>();
        DicomWriter.WriteDataSet(bytes, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WritePixelDataHead(bytes, new PixelDataHead(Tags.PixelData, Vr.OB, frames * side * side), TransferSyntax.ExplicitLittleEndian);
        var pixels = new byte[frames * side * side];
        Array.Fill(pixels, Needle[0]);
        return [.. bytes.WrittenSpan, .. pixels];
    }
}

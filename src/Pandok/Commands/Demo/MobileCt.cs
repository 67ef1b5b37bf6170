using System.Buffers;
using System.Globalization;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;
using Pandok.Imaging.Phantoms;
using Spectre.Console;

namespace Pandok.Commands.Demo;

/// <summary>A simulated mobile CT: generates a chest and sends it slice by slice over a real association.</summary>
internal sealed class MobileCt(int port)
{
    public const string AeTitle = "DEMOCT";

    public async Task SendAsync(int seed, bool emergency, CancellationToken stop)
    {
        var now = TimeProvider.System.GetLocalNow();
        var phantom = await Task.Run(() => ChestPhantom.Generate(new ChestPhantomSettings { Seed = seed }), stop);
        var study = new SyntheticStudy(phantom.Volume, now, "DEMO^PATIENT=洪^吉洞=홍^길동", string.Create(CultureInfo.InvariantCulture, $"DEMO-{seed:D4}"), emergency);
        await using var client = await DicomClient.ConnectAsync(new DicomClientOptions
        {
            Host = "127.0.0.1",
            Port = port,
            CallingAe = AeTitle,
            CalledAe = "PANDOK",
            Contexts = PresentationContext.Propose([(Uids.CTImageStorage, TransferSyntax.ExplicitLittleEndian)]),
        }, stop);
        await Terminal.Output.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask($"{(emergency ? "Emergency: mobile" : "Mobile")} CT sends 0 of {study.Count}", maxValue: study.Count);
            for (var slice = 0; slice < study.Count; slice++)
            {
                var bytes = new ArrayBufferWriter<byte>(1 << 20);
                var header = study.Header(slice);
                DicomWriter.WriteDataSet(bytes, header, TransferSyntax.ExplicitLittleEndian);
                DicomWriter.WritePixelDataHead(bytes, new PixelDataHead(Tags.PixelData, Vr.OW, study.Pixels(slice).Length), TransferSyntax.ExplicitLittleEndian);
                bytes.Write(study.Pixels(slice));
                using var stream = new MemoryStream(bytes.WrittenMemory.ToArray());
                var status = await client.StoreAsync(Uids.CTImageStorage, header.GetString(Tags.SOPInstanceUID)!, TransferSyntax.ExplicitLittleEndian, stream, stop);
                if (status.Code != DimseStatus.Success.Code) throw new InvalidOperationException($"The platform did not take slice {slice + 1}: {status.Code:X4}H {status.ErrorComment}");
                task.Increment(1);
                task.Description = $"{(emergency ? "Emergency: mobile" : "Mobile")} CT sends {slice + 1} of {study.Count}";
            }
        });
        await client.ReleaseAsync(stop);
    }
}

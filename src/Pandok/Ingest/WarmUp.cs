using System.Buffers;
using System.Security.Cryptography;
using Pandok.Archive;
using Pandok.Deidentification;
using Pandok.Deidentification.Verify;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Platform;

namespace Pandok.Ingest;

/// <summary>
/// Once at start, before the door opens: an instance of nobody goes through the stages that have no effect, often enough that the compiler has done its work when the first study comes. Nothing of it is kept.
/// </summary>
internal sealed class WarmUp(InstanceArchive archive, PandokOptions options, ILogger<WarmUp> log) : IHostedService
{
    private const int Rounds = 60;

    public async Task StartAsync(CancellationToken stop)
    {
        if (!options.WarmUp) return;
        try
        {
            await RehearseAsync(stop);
        }
#pragma warning disable CA1031 // a node that cannot warm up starts cold; whoever sends learns what is wrong
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.StartedCold(fault.GetType().Name);
        }
    }

    public Task StopAsync(CancellationToken stop) => Task.CompletedTask;

    private async Task RehearseAsync(CancellationToken stop)
    {
        var keys = new Keys(Key(), Key(), Key(), Key(), "warm-up", "WARMUP");
        var file = File();
        for (var round = 0; round < Rounds && !stop.IsCancellationRequested; round++)
        {
            var header = await new DicomReader(new MemoryStream(file)).ReadFileAsync(stop);
            if (IntakeCheck.Decide(header) is not null || Deidentifier.Apply(header.DataSet, Profile.Reading, keys) is not Outcome.Released released) return;
            var head = new ArrayBufferWriter<byte>(16 << 10);
            DicomWriter.WriteFileHead(head, released.DataSet, TransferSyntax.ExplicitLittleEndian);
            DicomWriter.WriteDataSet(head, released.DataSet, TransferSyntax.ExplicitLittleEndian);
            Verifier.Check(head.WrittenMemory, released.Identity);
            await archive.RehearseAsync(new NewInstance(released.DataSet, TransferSyntax.ExplicitLittleEndian, false, (to, token) => to.WriteAsync(head.WrittenMemory, token), Field.Of(header.DataSet), Urgency.Of(header.DataSet)), stop);
        }
    }

    private static byte[] Key() => RandomNumberGenerator.GetBytes(32);

    // A CT slice without pixels: the attributes that most objects have.
    private static byte[] File()
    {
        var set = new DataSet()
            .Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 100").Set(Tags.SOPClassUID, Vr.UI, "1.2.840.10008.5.1.4.1.1.2").Set(Tags.SOPInstanceUID, Vr.UI, "2.25.1").Set(Tags.StudyDate, Vr.DA, "20200101").Set(Tags.StudyTime, Vr.TM, "101500")
            .Set(Tags.AccessionNumber, Vr.SH, "A1").Set(Tags.Modality, Vr.CS, "CT").Set(Tags.StudyDescription, Vr.LO, "CHEST").Set(Tags.SeriesDescription, Vr.LO, "AXIAL").Set(Tags.PatientName, Vr.PN, "DEMO^PATIENT").Set(Tags.PatientID, Vr.LO, "DEMO-1")
            .Set(Tags.PatientBirthDate, Vr.DA, "19600101").Set(Tags.PatientSex, Vr.CS, "F").Set(Tags.PatientAge, Vr.AS, "060Y").Set(Tags.BodyPartExamined, Vr.CS, "CHEST").Set(Tags.StudyInstanceUID, Vr.UI, "2.25.2").Set(Tags.SeriesInstanceUID, Vr.UI, "2.25.3")
            .Set(Tags.StudyID, Vr.SH, "1").SetIntegers(Tags.SeriesNumber, Vr.IS, 1).SetIntegers(Tags.InstanceNumber, Vr.IS, 1).SetIntegers(Tags.Rows, Vr.US, 512).SetIntegers(Tags.Columns, Vr.US, 512);
        var file = new ArrayBufferWriter<byte>(2048);
        DicomWriter.WriteFileHead(file, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WriteDataSet(file, set, TransferSyntax.ExplicitLittleEndian);
        return file.WrittenSpan.ToArray();
    }
}

using Pandok.Archive;
using Pandok.Deidentify;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Studies;

namespace Pandok.Ingest;

/// <summary>
/// The recipe every door calls: receive, check, de-identify, archive; the door acknowledges.
/// Invariants: 1. success is said only when the bytes are durable and the row is committed; 3. nothing identifiable touches a disk, so pixels flow
/// straight into the archive behind a header that is already clean.
/// </summary>
internal sealed class InstanceIntake(InstanceDeidentifier deidentifier, InstanceArchive archive, IntakeDiary diary)
{
    /// <param name="bytes">A Part 10 file, or a bare data set if <paramref name="wire"/> says its syntax.</param>
    /// <param name="onlyStudy">The Study Instance UID the sender said all of them have, or null.</param>
    public async Task<ReceiveOutcome> ReceiveAsync(Stream bytes, TransferSyntax? wire, Origin origin, CancellationToken stop, string? onlyStudy = null)
    {
        var outcome = await TakeAsync(bytes, wire, origin, onlyStudy, stop);
        await diary.NoteAsync(outcome, origin, stop);
        return outcome;
    }

    private async Task<ReceiveOutcome> TakeAsync(Stream bytes, TransferSyntax? wire, Origin origin, string? onlyStudy, CancellationToken stop)
    {
        try
        {
            var reader = new DicomReader(bytes);
            var header = wire is null ? await reader.ReadFileAsync(stop) : await reader.ReadDataSetAsync(wire, stop);
            if (IntakeCheck.Decide(header, onlyStudy) is { } refusal) return refusal;
            return await deidentifier.ApplyAsync(header, origin, stop) switch
            {
                DeidentifyOutcome.Clean clean => await KeepAsync(clean, header, reader, origin, stop),
                DeidentifyOutcome.Withheld withheld => new ReceiveOutcome.Refused(withheld.Code, withheld.Detail),
                var other => throw new InvalidOperationException(other.GetType().Name),
            };
        }
        catch (DicomException fault)
        {
            return new ReceiveOutcome.Unreadable(fault.Error, fault.Message);
        }
        catch (IOException fault) when (DiskFault.IsOurs(fault))
        {
            return new ReceiveOutcome.OutOfResources("The archive cannot be written to");
        }
    }

    private async Task<ReceiveOutcome> KeepAsync(DeidentifyOutcome.Clean clean, DicomHeader header, DicomReader reader, Origin origin, CancellationToken stop)
    {
        var instance = new NewInstance(clean.DataSet, clean.Head, clean.Syntax, header.Pixels, CopyRestAsync, Field.Of(header.DataSet), Urgency.Of(header.DataSet));
        return await archive.AddAsync(instance, origin, db => Receipts.AddAsync(db, clean.DataSet.GetString(Tags.StudyInstanceUID)!, clean.Receipt), stop) switch
        {
            ArchiveOutcome.Added added => new ReceiveOutcome.Archived(added.Study, added.Instance),
            ArchiveOutcome.AlreadyThere there => new ReceiveOutcome.AlreadyThere(there.Study, there.Instance),
            ArchiveOutcome.Conflict => new ReceiveOutcome.Refused("uidConflict", "This UID is archived with other content; the first one was kept"),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };

        async ValueTask CopyRestAsync(Stream to, CancellationToken token)
        {
            if (header.Pixels is not null) await reader.CopyPixelDataAsync(to, token);
            await reader.FinishAsync(token);
        }
    }
}

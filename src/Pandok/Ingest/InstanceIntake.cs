using Pandok.Archive;
using Pandok.Deidentify;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Ingest;

/// <summary>
/// The recipe every door calls: receive, check, de-identify, archive; the door acknowledges.
/// Invariants: 1. success is said only when the bytes are durable and the row is committed; 3. nothing identifiable touches a disk, so pixels flow
/// straight into the archive behind a header that is already clean.
/// </summary>
internal sealed class InstanceIntake(InstanceDeidentifier deidentifier, InstanceArchive archive, IntakeDiary diary)
{
    private static readonly Tag DataSetTrailingPadding = new(0xFFFCFFFC);

    /// <param name="bytes">A Part 10 file, or a bare data set if <paramref name="wire"/> says its syntax.</param>
    /// <param name="announced">What the sender said beside the object, which must say the same.</param>
    public async Task<ReceiveOutcome> ReceiveAsync(Stream bytes, TransferSyntax? wire, Origin origin, CancellationToken stop, Announced announced = default)
    {
        var outcome = await TakeAsync(bytes, wire, origin, announced, stop);
        await diary.NoteAsync(outcome, origin, stop);
        return outcome;
    }

    private async Task<ReceiveOutcome> TakeAsync(Stream bytes, TransferSyntax? wire, Origin origin, Announced announced, CancellationToken stop)
    {
        try
        {
            var reader = new DicomReader(bytes);
            var header = wire is null ? await reader.ReadFileAsync(stop) : await reader.ReadDataSetAsync(wire, stop);
            if (IntakeCheck.Decide(header, announced) is { } refusal) return refusal;
            return await deidentifier.ApplyAsync(header, origin, stop) switch
            {
                DeidentifyOutcome.Clean clean => await KeepAsync(clean, header, reader, origin, stop),
                DeidentifyOutcome.Withheld withheld => new ReceiveOutcome.Refused(withheld.Code, withheld.Detail),
                var other => throw new InvalidOperationException(other.GetType().Name),
            };
        }
        catch (DicomException fault)
        {
            return new ReceiveOutcome.Unreadable(fault.Error, fault.Message, fault.Tag);
        }
        catch (Exception fault) when (DiskFault.IsOurs(fault))
        {
            return new ReceiveOutcome.OutOfResources("The archive cannot be written to");
        }
    }

    private async Task<ReceiveOutcome> KeepAsync(DeidentifyOutcome.Clean clean, DicomHeader header, DicomReader reader, Origin origin, CancellationToken stop)
    {
        var instance = new NewInstance(clean.DataSet, clean.Head, clean.Syntax, header.Pixels, CopyRestAsync, Field.Of(header.DataSet), Urgency.Of(header.DataSet));
        var dropped = 0;
        return await archive.AddAsync(instance, origin, db => Receipts.AddAsync(db, clean.DataSet.GetString(Tags.StudyInstanceUID)!, clean.Receipt), stop) switch
        {
            ArchiveOutcome.Added added => new ReceiveOutcome.Archived(added.Study, added.Instance, dropped),
            ArchiveOutcome.AlreadyThere there => new ReceiveOutcome.AlreadyThere(there.Study, there.Instance),
            ArchiveOutcome.Conflict => new ReceiveOutcome.Refused("uidConflict", "This UID is archived with other content; the first one was kept"),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };

        async ValueTask CopyRestAsync(Stream to, CancellationToken token)
        {
            if (header.Pixels is not null) await reader.CopyPixelDataAsync(to, token);
            // The head is verified before the pixels pass; what comes behind them would not be.
            dropped = (await reader.FinishAsync(token)).Count(element => element.Tag != DataSetTrailingPadding);
        }
    }
}

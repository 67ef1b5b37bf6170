using Pandok.Archive;
using Pandok.Deidentify;
using Pandok.Deidentify.Quarantine;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Platform.Database;
using Pandok.Platform.Telemetry;
using Pandok.Studies;

namespace Pandok.Ingest;

/// <summary>
/// The recipe every door calls: receive, check, de-identify, archive; the door acknowledges. What could not be proven clean is held, sealed; released by a person it comes here again.
/// Invariants: 1. success is said only when the bytes are durable and the row is committed; 3. nothing identifiable touches a disk in clear, so pixels flow
/// straight into the archive behind a header that is already clean, or into the quarantine, sealed on the way.
/// </summary>
internal sealed class InstanceIntake(InstanceDeidentifier deidentifier, InstanceArchive archive, Quarantine quarantine, DeviceRules rules, Receipts receipts, IntakeDiary diary)
{
    private static readonly Tag DataSetTrailingPadding = new(0xFFFCFFFC);

    /// <param name="bytes">A Part 10 file, or a bare data set if <paramref name="wire"/> says its syntax.</param>
    /// <param name="announced">What the sender said beside the object, which must say the same.</param>
    public async Task<ReceiveOutcome> ReceiveAsync(Stream bytes, TransferSyntax? wire, Origin origin, CancellationToken stop, Announced announced = default)
    {
        using var whole = Stages.Begin("whole");
        var outcome = await TakeAsync(bytes, wire, origin, announced, null, stop);
        await diary.NoteAsync(outcome, origin, stop);
        return outcome;
    }

    /// <summary>An instance that was held and that a person looked at: the same recipe, verified again. What is still in doubt is answered as held, and nothing was done.</summary>
    /// <param name="alsoSave">Saved in the same transaction as the row of the instance.</param>
    public Task<ReceiveOutcome> ReleaseAsync(Stream bytes, TransferSyntax? wire, Origin origin, PixelReview review, string receivedSha256, Func<Database, Task> alsoSave, CancellationToken stop) =>
        TakeAsync(bytes, wire, origin, default, new Release(review, receivedSha256, alsoSave), stop);

    private sealed record Release(PixelReview Review, string Sha256, Func<Database, Task> AlsoSave);

    private async Task<ReceiveOutcome> TakeAsync(Stream bytes, TransferSyntax? wire, Origin origin, Announced announced, Release? release, CancellationToken stop)
    {
        var work = receipts.Begin();
        try
        {
            await using var tap = new Tap(bytes);
            var reader = new DicomReader(tap);
            var header = await ReadAsync(reader, wire, stop);
            if (IntakeCheck.Decide(header, announced) is { } refusal) return refusal;
            switch (await CleanAsync(header, origin, release, stop))
            {
                case DeidentifyOutcome.Clean clean:
                    tap.Forget();
                    return await KeepAsync(clean, header, reader, tap, origin, release, work, stop);
                case DeidentifyOutcome.Held held:
                    return release is null ? await HoldAsync(held, header, wire, reader, tap, origin, stop) : Held(held, header);
                case DeidentifyOutcome.Withheld withheld:
                    return new ReceiveOutcome.Refused(withheld.Code, withheld.Detail);
                case var other:
                    throw new InvalidOperationException(other.GetType().Name);
            }
        }
        catch (DicomException fault)
        {
            return new ReceiveOutcome.Unreadable(fault.Error, fault.Message, fault.Tag);
        }
        catch (QuarantineFullException full)
        {
            return new ReceiveOutcome.OutOfResources(full.Message);
        }
        catch (Exception fault) when (DiskFault.IsOurs(fault))
        {
            return new ReceiveOutcome.OutOfResources("The archive cannot be written to");
        }
    }

    private static async ValueTask<DicomHeader> ReadAsync(DicomReader reader, TransferSyntax? wire, CancellationToken stop)
    {
        using var stage = Stages.Begin("header");
        return wire is null ? await reader.ReadFileAsync(stop) : await reader.ReadDataSetAsync(wire, stop);
    }

    private async ValueTask<DeidentifyOutcome> CleanAsync(DicomHeader header, Origin origin, Release? release, CancellationToken stop)
    {
        using var stage = Stages.Begin("clean");
        return await deidentifier.ApplyAsync(header, origin, release?.Review, stop);
    }

    private async Task<ReceiveOutcome> HoldAsync(DeidentifyOutcome.Held held, DicomHeader header, TransferSyntax? wire, DicomReader reader, Tap tap, Origin origin, CancellationToken stop) =>
        await quarantine.HoldAsync(await ProposedAsync(held, header, origin, stop), header, wire, tap, async () => await reader.FinishAsync(stop), origin, stop) switch
        {
            HoldOutcome.Held or HoldOutcome.AlreadyHeld => Held(held, header),
            HoldOutcome.Rejected => new ReceiveOutcome.Refused("rejected", "The privacy officer rejected this instance; nothing was kept"),
            HoldOutcome.Conflict => new ReceiveOutcome.Refused("uidConflict", "This UID is held for privacy review with other content; the first one was kept"),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };

    // Where the rule of its device would blank; the officer begins with these boxes.
    private async Task<DeidentifyOutcome.Held> ProposedAsync(DeidentifyOutcome.Held held, DicomHeader header, Origin origin, CancellationToken stop) =>
        header.Pixels is not null && await rules.FindAsync(origin.SiteId, header.DataSet, stop) is { } found ? held with { Boxes = [.. held.Boxes, .. found.Boxes] } : held;

    private static ReceiveOutcome.Held Held(DeidentifyOutcome.Held held, DicomHeader header) =>
        new(held.Study, held.Instance, held.Reasons, header.DataSet.GetString(Tags.SOPClassUID)!, held.Series);

    private async Task<ReceiveOutcome> KeepAsync(DeidentifyOutcome.Clean clean, DicomHeader header, DicomReader reader, Tap tap, Origin origin, Release? release, ReceiptWork work, CancellationToken stop)
    {
        var instance = new NewInstance(clean.DataSet, clean.Head, clean.Syntax, header.Pixels, CopyRestAsync, Field.Of(header.DataSet), Urgency.Of(header.DataSet));
        var dropped = 0;
        return await archive.AddAsync(instance, origin, AlsoSaveAsync, stop) switch
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

        async Task AlsoSaveAsync(Database db, string sha256Out)
        {
            await receipts.AddAsync(db, work.Done(clean, release?.Sha256 ?? tap.Sha256(), sha256Out, release?.Review));
            if (clean.IsLate) await VerifyAgain.AskAsync(db, clean.DataSet.GetString(Tags.StudyInstanceUID)!);
            if (release is not null) await release.AlsoSave(db);
        }
    }
}

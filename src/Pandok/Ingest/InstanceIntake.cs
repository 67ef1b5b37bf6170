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
/// Invariants: 1. success is said only when the bytes are durable and the row is committed; 3. nothing identifiable touches a disk in clear, so pixels flow straight into the archive behind a
/// header that is already clean, or into the quarantine, sealed on the way; those that have to be read wait in a sealed scratch until the whole new file is verified.
/// </summary>
internal sealed class InstanceIntake(InstanceDeidentifier deidentifier, ScratchFolder scratches, InstanceKeeper keeper, Quarantine quarantine, Receipts receipts, DroppedDocuments documents, IntakeDiary diary)
{
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
    /// <param name="file">A Part 10 file, seekable.</param>
    /// <param name="alsoSave">Saved in the same transaction as the row of the instance.</param>
    public Task<ReceiveOutcome> ReleaseAsync(Stream file, Origin origin, PixelReview review, string receivedSha256, Func<Database, Task> alsoSave, CancellationToken stop) =>
        TakeAsync(file, null, origin, default, new Release(review, receivedSha256, alsoSave), stop);

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
            var arrival = new Arrival(header, wire, origin, await deidentifier.ContextAsync(header, origin, stop), work);
            if (release is null && !deidentifier.MustRead(header, arrival.Context)) return await StreamAsync(arrival, reader, tap, stop);
            await using var received = release is null ? await ReceivedFile.TakeAsync(tap, header, wire, scratches, stop) : ReceivedFile.Of(bytes);
            return await WholeAsync(arrival, received, release, release?.Sha256 ?? tap.Sha256(), stop);
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

    private async Task<ReceiveOutcome> StreamAsync(Arrival arrival, DicomReader reader, Tap tap, CancellationToken stop)
    {
        var outcome = await CleanAsync(() => deidentifier.ApplyAsync(arrival.Header, arrival.Context, stop));
        if (outcome is not DeidentifyOutcome.Clean clean) return await NotKeptAsync(outcome, arrival, HoldAsync, stop);
        tap.Forget();
        return await keeper.KeepAsync(clean, arrival, new PassingPixels(arrival.Header, reader), tap.Sha256, stop);

        async Task<string> HoldAsync(Stream to)
        {
            tap.FlowInto(to);
            await reader.FinishAsync(stop);
            await tap.DrainAsync(stop);
            return tap.Sha256();
        }
    }

    private async Task<ReceiveOutcome> WholeAsync(Arrival arrival, ReceivedFile received, Release? release, string sha256, CancellationToken stop)
    {
        await using var written = scratches.Open();
        var outcome = await CleanAsync(() => deidentifier.ApplyAsync(received.File, written, arrival.Header, arrival.Context, release?.Review, stop));
        if (outcome is DeidentifyOutcome.Clean clean) return await keeper.KeepAsync(clean, arrival, written, sha256, release?.Review, release?.AlsoSave, stop);
        if (release is not null && outcome is DeidentifyOutcome.Held still) return Held(still, arrival);
        return await NotKeptAsync(outcome, arrival, HoldAsync, stop);

        async Task<string> HoldAsync(Stream to)
        {
            await received.CopyAsync(to, stop);
            return sha256;
        }
    }

    private static async Task<DeidentifyOutcome> CleanAsync(Func<Task<DeidentifyOutcome>> clean)
    {
        using var stage = Stages.Begin("clean");
        return await clean();
    }

    private async Task<ReceiveOutcome> NotKeptAsync(DeidentifyOutcome outcome, Arrival arrival, Func<Stream, Task<string>> copy, CancellationToken stop)
    {
        if (outcome is DeidentifyOutcome.Withheld withheld) return new ReceiveOutcome.Refused(withheld.Code, withheld.Detail);
        var held = (DeidentifyOutcome.Held)outcome;
        if (await documents.NoteAsync(held, arrival.Header.DataSet.GetString(Tags.SOPClassUID)!, arrival.Origin, stop) is { } dropped) return dropped;
        return await quarantine.HoldAsync(held, arrival.Header, arrival.Wire, copy, arrival.Origin, stop) switch
        {
            HoldOutcome.Held or HoldOutcome.AlreadyHeld => Held(held, arrival),
            HoldOutcome.Rejected => new ReceiveOutcome.Refused("rejected", "The privacy officer rejected this instance; nothing was kept"),
            HoldOutcome.Conflict => new ReceiveOutcome.Refused("uidConflict", "This UID is held for privacy review with other content; the first one was kept"),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }

    private static ReceiveOutcome.Held Held(DeidentifyOutcome.Held held, Arrival arrival) =>
        new(held.Study, held.Instance, held.Reasons, arrival.Header.DataSet.GetString(Tags.SOPClassUID)!, held.Series);
}

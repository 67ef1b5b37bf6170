using System.Buffers;
using Pandok.Archive;
using Pandok.Deidentify;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Platform.Database;

namespace Pandok.Ingest;

/// <summary>Archives a clean instance with its receipt in one transaction.</summary>
internal sealed class InstanceKeeper(InstanceArchive archive, Receipts receipts)
{
    /// <summary>The clean head, and behind it the pixels as they arrive.</summary>
    /// <param name="sha256">Of what was received, once it was.</param>
    public async Task<ReceiveOutcome> KeepAsync(DeidentifyOutcome.Clean clean, Arrival arrival, PassingPixels pixels, Func<string> sha256, CancellationToken stop)
    {
        var outcome = await AddAsync(clean, arrival, WriteAsync, sha256Out => arrival.Work.Done(clean, pixels.IsStripped, sha256(), sha256Out, null), null, sha256, stop);
        return outcome is ReceiveOutcome.Archived archived ? archived with { Dropped = pixels.Dropped } : outcome;

        async ValueTask WriteAsync(Stream to, CancellationToken token)
        {
            await to.WriteAsync(clean.Head!.Value, token);
            if (arrival.Header.Pixels is { } value)
            {
                var head = new ArrayBufferWriter<byte>(16);
                DicomWriter.WritePixelDataHead(head, value, clean.Syntax);
                await to.WriteAsync(head.WrittenMemory, token);
            }
            await pixels.CopyAsync(to, token);
        }
    }

    /// <summary>The new file that the verifier read.</summary>
    /// <param name="sha256">Of what was received.</param>
    /// <param name="alsoSave">Saved in the same transaction.</param>
    public async Task<ReceiveOutcome> KeepAsync(DeidentifyOutcome.Clean clean, Arrival arrival, Stream written, string sha256, PixelReview? review, Func<Database, Task>? alsoSave, CancellationToken stop)
    {
        var outcome = await AddAsync(clean, arrival, WriteAsync, sha256Out => arrival.Work.Done(clean, false, sha256, sha256Out, review), alsoSave, () => sha256, stop);
        return outcome is ReceiveOutcome.Archived archived ? archived with { Dropped = clean.Dropped } : outcome;

        async ValueTask WriteAsync(Stream to, CancellationToken token)
        {
            written.Position = 0;
            await written.CopyToAsync(to, token);
        }
    }

    private async Task<ReceiveOutcome> AddAsync(
        DeidentifyOutcome.Clean clean, Arrival arrival, Func<Stream, CancellationToken, ValueTask> write, Func<string, InstanceReceipt> receipt, Func<Database, Task>? alsoSave, Func<string> sha256, CancellationToken stop)
    {
        var set = arrival.Header.DataSet;
        var instance = new NewInstance(clean.DataSet, clean.Syntax, arrival.Header.Pixels is not null, write, Field.Of(set), Urgency.Of(set));
        return await archive.AddAsync(instance, arrival.Origin, SaveAsync, stop) switch
        {
            ArchiveOutcome.Added added => new ReceiveOutcome.Archived(added.Study, added.Instance),
            ArchiveOutcome.AlreadyThere there => new ReceiveOutcome.AlreadyThere(there.Study, there.Instance),
            // The same bytes come out otherwise when the study knows more by now, or its device got a rule.
            ArchiveOutcome.Conflict when await receipts.HasTakenAsync(UidOf(Tags.SOPInstanceUID), sha256(), stop) => new ReceiveOutcome.AlreadyThere(UidOf(Tags.StudyInstanceUID), UidOf(Tags.SOPInstanceUID)),
            ArchiveOutcome.Conflict => new ReceiveOutcome.Refused("uidConflict", "This UID is archived with other content; the first one was kept"),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };

        async Task SaveAsync(Database db, string sha256Out)
        {
            await receipts.AddAsync(db, receipt(sha256Out));
            if (clean.IsLate) await VerifyAgain.AskAsync(db, UidOf(Tags.StudyInstanceUID));
            if (alsoSave is not null) await alsoSave(db);
        }

        string UidOf(Tag tag) => clean.DataSet.GetString(tag)!;
    }
}

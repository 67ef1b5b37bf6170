using System.Buffers;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Platform.Database;
using Pandok.Platform.Objects;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>
/// Puts a clean instance into the object store, then its row into the database, in this order: an instance is invisible until its row is committed,
/// and a row never points to bytes that are not durable. An object without a row (a kill between the two) is harmless: the same instance sent again has the same key.
/// </summary>
internal sealed class InstanceArchive(ObjectFiles objects, DatabaseFactory databases, StudyIndex index, Announcer announcer)
{
    /// <param name="alsoSave">Saved in the same transaction as the row of a new instance.</param>
    /// <exception cref="DicomException">The source is not whole; nothing was kept.</exception>
    public async Task<ArchiveOutcome> AddAsync(NewInstance instance, Origin origin, Func<Database, CancellationToken, Task> alsoSave, CancellationToken stop)
    {
        var uid = instance.DataSet.GetString(Tags.SOPInstanceUID)!;
        var study = instance.DataSet.GetString(Tags.StudyInstanceUID)!;
        await using var db = databases.Create();
        await using var written = await objects.WriteAsync((file, token) => WriteAsync(instance, file, token), stop);
        if (await StudyIndex.FindAsync(db, uid, stop) is { } existing) return Same(existing, study, written);

        var stored = written.Publish($"{study[^2..]}/{study}/{uid}-{written.Sha256[..8]}.dcm");
        var outcome = await db.InTransactionAsync(async token =>
        {
            // Another association may have brought it meanwhile.
            if (await StudyIndex.FindAsync(db, uid, token) is { } meanwhile) return Same(meanwhile, study, written);
            if (!await index.AddAsync(db, instance, stored, origin, token)) return new ArchiveOutcome.Conflict(uid);
            await alsoSave(db, token);
            await db.SaveChangesAsync(token);
            return new ArchiveOutcome.Added(study, uid);
        }, stop);
        if (outcome is ArchiveOutcome.Added) announcer.Arrived(study, origin.SiteId);
        return outcome;
    }

    private static ArchiveOutcome Same(Instance existing, string study, WrittenObject written) =>
        existing.StudyUid == study && existing.Sha256 == written.Sha256 ? new ArchiveOutcome.AlreadyThere(study, existing.Uid) : new ArchiveOutcome.Conflict(existing.Uid);

    private static async Task WriteAsync(NewInstance instance, Stream file, CancellationToken stop)
    {
        await file.WriteAsync(instance.Head, stop);
        if (instance.Pixels is { } pixels)
        {
            var head = new ArrayBufferWriter<byte>(16);
            DicomWriter.WritePixelDataHead(head, pixels, instance.Syntax);
            await file.WriteAsync(head.WrittenMemory, stop);
        }
        await instance.CopyRestAsync(file, stop);
    }
}

using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Platform.Database;
using Pandok.Platform.Objects;
using Pandok.Platform.Telemetry;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>
/// Puts a clean instance into the object store and its row into the database: an instance is invisible until its row is committed, and the commit waits until the
/// bytes are durable. An object without a row (a kill between the two) is harmless: the same instance sent again has the same key.
/// </summary>
internal sealed class InstanceArchive(ObjectFiles objects, GroupCommit commits, StudyIndex index, Announcer announcer)
{
    /// <param name="alsoSave">Saved in the same transaction as the row of a new instance; it is told the SHA-256 of the archived bytes.</param>
    /// <exception cref="DicomException">The source is not whole; nothing was kept.</exception>
    public async Task<ArchiveOutcome> AddAsync(NewInstance instance, Origin origin, Func<Database, string, Task> alsoSave, CancellationToken stop)
    {
        var uids = InstanceUids.Of(instance.DataSet);
        await using var written = await objects.WriteAsync((file, token) => WriteAsync(instance, file, token), stop);
        var stored = StoredAs(uids, written);
        var outcome = await commits.RunAsync<ArchiveOutcome>(async db =>
        {
            var known = await LoadAsync(db, uids);
            if (StudyIndex.Decide(known, uids, stored.Sha256, origin.SiteId) is { } refusal) return new(refusal, Task.CompletedTask);
            var durable = written.PublishAsync(stored.Key);
            using var stage = Stages.Begin("rows");
            await index.AddAsync(db, known, uids, instance, stored, origin);
            await alsoSave(db, stored.Sha256);
            return new(new ArchiveOutcome.Added(uids.Study, uids.Instance), durable);
        });
        if (outcome is ArchiveOutcome.Added) announcer.Arrived(uids.Study, origin.SiteId);
        return outcome;
    }

    /// <summary>Writes an object that is made here. It has no name, and is gone when it is disposed, unless it joins its study and is published.</summary>
    public Task<WrittenObject> WriteAsync(NewInstance instance, CancellationToken stop) => objects.WriteAsync((file, token) => WriteAsync(instance, file, token), stop);

    /// <summary>Adds the rows of an object that was made here to the study it was made of, in the caller's transaction, which saves the study. The caller publishes it under the key as the last before the commit.</summary>
    public async Task<StoredObject> JoinAsync(Database db, Study study, NewInstance instance, WrittenObject written, CancellationToken stop)
    {
        var uids = InstanceUids.Of(instance.DataSet);
        var stored = StoredAs(uids, written);
        await index.JoinAsync(db, study, uids, instance, stored, stop);
        return stored;
    }

    /// <summary>Does what <see cref="AddAsync"/> does up to the point where something would stay: the bytes get no name, and no row is written.</summary>
    public async Task RehearseAsync(NewInstance instance, CancellationToken stop)
    {
        var uids = InstanceUids.Of(instance.DataSet);
        await using var written = await objects.WriteAsync((file, token) => WriteAsync(instance, file, token), stop);
        await commits.RunAsync<ArchiveOutcome?>(async db => new(StudyIndex.Decide(await LoadAsync(db, uids), uids, written.Sha256, Guid.Empty), Task.CompletedTask));
    }

    private static StoredObject StoredAs(InstanceUids uids, WrittenObject written) => written.As($"{uids.Study[^2..]}/{uids.Study}/{uids.Instance}-{written.Sha256[..8]}.dcm");

    private static async Task<StudyRows.Known> LoadAsync(Database db, InstanceUids uids)
    {
        using var stage = Stages.Begin("load");
        return await StudyRows.LoadAsync(db, uids);
    }

    private static async Task WriteAsync(NewInstance instance, Stream file, CancellationToken stop)
    {
        using var stage = Stages.Begin("write");
        await instance.WriteAsync(file, stop);
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentification;
using Pandok.Deidentify.Vaults;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Platform.Database;
using Pandok.Platform.Live;
using Pandok.Studies;

namespace Pandok.Deidentify.Quarantine;

/// <summary>
/// What could not be proven clean, kept sealed until a person decides. Order of a hold: the sealed file is durable, its key is durable in the vault, its row is committed; then the
/// sender hears of it. A kill leaves a file and a key without a row, which open nothing and are swept. An end goes the other way: the row first, then key and file.
/// </summary>
internal sealed class Quarantine(SealedFiles files, VaultBoxes boxes, DatabaseFactory databases, AuditTrail trail, LiveHub live, TimeProvider time)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="copy">Writes the object as it was received, and answers its SHA-256; throws if it is not whole.</param>
    /// <exception cref="QuarantineFullException">No room; nothing was kept.</exception>
    /// <exception cref="DicomException">The object is not whole; nothing was kept.</exception>
    public async Task<HoldOutcome> HoldAsync(DeidentifyOutcome.Held held, DicomHeader header, TransferSyntax? wire, Func<Stream, Task<string>> copy, Origin origin, CancellationToken stop)
    {
        var (id, key) = (Guid.NewGuid(), RandomNumberGenerator.GetBytes(SealedFormat.KeySize));
        var sha256 = "";
        var size = await files.WriteAsync(id, key, async to => sha256 = await copy(to));
        var row = RowOf(id, held, header, wire, sha256, size, origin);
        HoldOutcome? outcome = null;
        try
        {
            if (await KnownAsync(row, stop) is { } before) return outcome = before;
            await boxes.PutAsync(origin.SiteId, PlaceOf(id), key, stop);
            await SaveAsync(row, origin, stop);
            return outcome = new HoldOutcome.Held(id);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            if (outcome is not HoldOutcome.Held) files.Delete(id);
        }
    }

    /// <summary>The original, opened in memory chunk by chunk. The caller has written down who looks.</summary>
    /// <returns>Null if it is gone.</returns>
    public async Task<OpenedStream?> OpenAsync(HeldInstance held, CancellationToken stop)
    {
        if (held.State != HeldState.Held || !files.Has(held.Id)) return null;
        return (await boxes.OpenAsync(held.SiteId, [PlaceOf(held.Id)], stop)).TryGetValue(PlaceOf(held.Id), out var key) ? files.Open(held.Id, key) : null;
    }

    /// <summary>After the row said so: key first, then file.</summary>
    public async Task DiscardAsync(HeldInstance held, CancellationToken stop)
    {
        await boxes.RemoveAsync(held.SiteId, PlaceOf(held.Id), stop);
        files.Delete(held.Id);
    }

    /// <summary>Held instances of a site whose keys were destroyed.</summary>
    public async Task EraseSiteAsync(Guid site, CancellationToken stop)
    {
        await using var db = databases.Create();
        var ids = await db.Set<HeldInstance>().Where(row => row.SiteId == site && row.State == HeldState.Held).Select(row => row.Id).ToListAsync(stop);
        var now = time.GetUtcNow();
        await db.InTransactionAsync(token => db.Set<HeldInstance>().Where(row => ids.Contains(row.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.State, HeldState.Erased).SetProperty(r => r.DecidedAt, now).SetProperty(r => r.Version, r => r.Version + 1), token), stop);
        foreach (var id in ids) files.Delete(id);
    }

    public static string PlaceOf(Guid id) => $"held/{id:D}";

    private async Task<HoldOutcome?> KnownAsync(HeldInstance row, CancellationToken stop)
    {
        await using var db = databases.Create();
        var before = await db.Set<HeldInstance>().AsNoTracking().Where(known => known.InstanceUid == row.InstanceUid && known.SiteId == row.SiteId).OrderByDescending(known => known.HeldAt).ToListAsync(stop);
        if (before.Find(known => known.Sha256 == row.Sha256) is { } same)
            return same.State switch { HeldState.Held or HeldState.Released => new HoldOutcome.AlreadyHeld(same.Id), HeldState.Rejected => new HoldOutcome.Rejected(), _ => null };
        return before.Exists(known => known.State == HeldState.Held) ? new HoldOutcome.Conflict() : null;
    }

    private async Task SaveAsync(HeldInstance row, Origin origin, CancellationToken stop)
    {
        await using var db = databases.Create();
        await db.InTransactionAsync(async token =>
        {
            db.Add(row);
            await db.SaveChangesAsync(token);
            await trail.AppendAsync(db, Actor.Device(origin.DeviceId, origin.CallingAe ?? "stow"), AuditAction.Held, row.StudyUid, row.SiteId, new { held = row.Id, reasons = row.Reasons.Split(' ') }, token);
        }, stop);
        live.Publish(new LiveEvent("worklist", null, row.SiteId));
        live.Publish(new LiveEvent("study", row.StudyUid, row.SiteId));
    }

    private HeldInstance RowOf(Guid id, DeidentifyOutcome.Held held, DicomHeader header, TransferSyntax? wire, string sha256, long size, Origin origin) => new()
    {
        Id = id,
        SiteId = origin.SiteId,
        DeviceId = origin.DeviceId,
        StudyUid = held.Study,
        SeriesUid = held.Series,
        InstanceUid = held.Instance,
        Door = origin.Door,
        CallingAe = origin.CallingAe,
        Peer = origin.Peer,
        Wire = wire?.Uid,
        SopClass = header.DataSet.GetString(Tags.SOPClassUID) is { } sopClass && Uids.IsStorage(sopClass) ? sopClass : "",
        Modality = Modalities.Of(header.DataSet.GetString(Tags.Modality)),
        Frames = header.Pixels is null ? 0 : (int)Math.Clamp(header.DataSet.GetInteger(Tags.NumberOfFrames) ?? 1, 1, 1_000_000),
        Rows = (int?)header.DataSet.GetInteger(Tags.Rows),
        Columns = (int?)header.DataSet.GetInteger(Tags.Columns),
        Reasons = string.Join(' ', held.Reasons),
        FindingsJson = JsonSerializer.Serialize(held.Receipt.Findings.Select(finding => new { code = finding.Code.ToCode(), at = finding.At }), Json),
        BoxesJson = JsonSerializer.Serialize(held.Boxes, Json),
        Profile = held.Receipt.Profile,
        Size = size,
        Sha256 = sha256,
        State = HeldState.Held,
        HeldAt = time.GetUtcNow(),
    };
}

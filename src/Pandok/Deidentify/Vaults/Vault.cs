using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Deidentification;
using Pandok.Deidentification.Mapping;
using Pandok.Platform;
using Pandok.Studies;

namespace Pandok.Deidentify.Vaults;

/// <summary>
/// The sealed store that maps pseudonym and mapped study back to the identity.
/// Invariants: 1. no identity is on disk in clear; 2. a box opens only in the row it was sealed for; 3. what is known is never blanked or changed;
/// 4. who asks is written down, and that is committed, before the identity is read; 5. a site's roots never leave, and with the root its rows are gone.
/// </summary>
internal sealed class Vault(VaultFactory vaults, VaultKeyring keyring, VaultAudit audit, ResolveBudget budget, TimeProvider time) : IDisposable
{
    private const string ForReading = "reading";
    private readonly SealedMemory memory = new();
    private readonly SemaphoreSlim writer = new(1);

    public async Task<SiteKeys> KeysOfAsync(Guid site, CancellationToken stop) => (await keyring.OfAsync(site, stop)).Keys;

    /// <summary>The keys for an instance of a study: those of a former generation if the study began under one, else the present ones.</summary>
    public async Task<SiteKeys> KeysForStudyAsync(Guid site, string originalStudyUid, CancellationToken stop)
    {
        var ring = await keyring.RingOfAsync(site, stop);
        if (ring.Former.Count == 0) return ring.Current.Keys;
        await using var db = vaults.Create();
        foreach (var secrets in ring.Former)
        {
            var mapped = Mapped.Uid(new Keys(secrets.Keys.Uid, secrets.Keys.Date, secrets.Keys.Patient, secrets.Keys.Accession, secrets.Keys.KeyId, "-"), originalStudyUid);
            if (await db.Rows.AnyAsync(row => row.SiteId == site && row.StudyUid == mapped, stop)) return secrets.Keys;
        }
        return ring.Current.Keys;
    }

    /// <summary>Keys and pseudonyms that studies were sealed with, for the check before a report leaves; studies the vault does not hold are absent. Nothing of the identity is read.</summary>
    public async Task<IReadOnlyDictionary<string, (SiteKeys Keys, string Pseudonym)>> MappingsOfAsync(IReadOnlyList<Study> studies, CancellationToken stop)
    {
        await using var db = vaults.Create();
        var uids = studies.Select(study => study.Uid).ToList();
        var rows = (await db.Rows.AsNoTracking().Where(row => uids.Contains(row.StudyUid)).Select(row => new { row.SiteId, row.StudyUid, row.KeyId, row.Pseudonym }).ToListAsync(stop)).ToDictionary(row => (row.SiteId, row.StudyUid));
        var found = new Dictionary<string, (SiteKeys, string)>(studies.Count);
        foreach (var study in studies)
        {
            if (rows.TryGetValue((study.SiteId, study.Uid), out var row)) found[study.Uid] = ((await keyring.ForRowAsync(study.SiteId, row.KeyId, stop)).Keys, row.Pseudonym);
        }
        return found;
    }

    /// <summary>Whether the site's keys were destroyed.</summary>
    public async Task<bool> IsErasedAsync(Guid site, CancellationToken stop)
    {
        await using var db = vaults.Create();
        return await db.Sites.AnyAsync(row => row.SiteId == site && row.ErasedAt != null, stop);
    }

    /// <summary>Call for every instance, before it is archived. Durable when it returns <see cref="SealOutcome.Sealed"/>; costs nothing when nothing is new.</summary>
    public async Task<SealOutcome> SealAsync(Guid site, string pseudonym, StudyIdentity identity, string mappedStudyUid, CancellationToken stop)
    {
        if (memory.Holds(site, pseudonym, identity, mappedStudyUid)) return new SealOutcome.Sealed();
        var secrets = await keyring.OfAsync(site, stop);
        await writer.WaitAsync(stop);
        try
        {
            var outcome = await StoreAsync(site, pseudonym, identity, mappedStudyUid, secrets, stop);
            if (outcome is SealOutcome.Sealed) memory.Add(site, pseudonym, identity, mappedStudyUid);
            return outcome;
        }
        finally
        {
            writer.Release();
        }
    }

    /// <summary>Call outside any transaction: the audit row has its own, committed before the identity is read.</summary>
    public async Task<ResolveOutcome> ResolveAsync(Study study, string purpose, Actor actor, CancellationToken stop) =>
        await ResolveManyAsync([study], purpose, actor, stop) switch
        {
            ResolveManyOutcome.TooMany refused => new ResolveOutcome.TooMany(refused.RetryAfter),
            ResolveManyOutcome.Resolved { Identities: var found } when found.TryGetValue(study.Uid, out var identity) => new ResolveOutcome.Resolved(identity),
            _ => new ResolveOutcome.NotSealed(),
        };

    /// <summary>Call outside any transaction. One audit row names all the studies.</summary>
    public async Task<ResolveManyOutcome> ResolveManyAsync(IReadOnlyList<Study> studies, string purpose, Actor actor, CancellationToken stop)
    {
        if (studies.Count == 0) return new ResolveManyOutcome.Resolved(new Dictionary<string, StudyIdentity>());
        if (budget.Take(actor, [.. studies.Select(study => study.Uid)]) is { } wait) return new ResolveManyOutcome.TooMany(wait);
        await audit.ResolvingAsync(studies, purpose, actor, stop);
        return new ResolveManyOutcome.Resolved(await ReadAsync(studies, stop));
    }

    /// <summary>Destroys the site's keys and rows: what was archived of it is anonymous from now on. Cannot be undone.</summary>
    public async Task EraseAsync(Guid site, Actor actor, CancellationToken stop, EraseReason? reason = null)
    {
        await audit.ErasingAsync(site, actor, reason, stop);
        await using var db = vaults.Create();
        await using (var transaction = await db.Database.BeginTransactionAsync(stop))
        {
            await db.LockSiteAsync(site, stop);
            await db.Rows.Where(row => row.SiteId == site).ExecuteDeleteAsync(stop);
            await db.Boxes.Where(box => box.SiteId == site).ExecuteDeleteAsync(stop);
            await db.FormerRoots.Where(root => root.SiteId == site).ExecuteDeleteAsync(stop);
            await db.Merges.Where(merge => merge.SiteId == site).ExecuteDeleteAsync(stop);
            var now = time.GetUtcNow();
            await db.Sites.Where(row => row.SiteId == site && row.ErasedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(erased => erased.WrappedRoot, (byte[]?)null).SetProperty(erased => erased.ErasedAt, now), stop);
            await transaction.CommitAsync(stop);
        }
        keyring.Forget(site);
        memory.Clear();
        await db.ScrubAsync(stop);
    }

    public void Dispose()
    {
        memory.Dispose();
        writer.Dispose();
    }

    private async Task<SealOutcome> StoreAsync(Guid site, string pseudonym, StudyIdentity identity, string study, SiteSecrets secrets, CancellationToken stop)
    {
        await using var db = vaults.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.LockSiteAsync(site, stop);
        // The keys in memory may be older than an erasure by another node.
        if (await db.Sites.AnyAsync(row => row.SiteId == site && row.ErasedAt != null, stop)) throw new ErasedSiteException(site);

        var row = await db.Rows.SingleOrDefaultAsync(row => row.SiteId == site && row.StudyUid == study, stop);
        if (row is null)
        {
            var namesake = await db.Rows.AsNoTracking().Where(row => row.SiteId == site && row.Pseudonym == pseudonym).OrderByDescending(row => row.CreatedAt).FirstOrDefaultAsync(stop);
            if (namesake is not null && !IdentityMerge.MaybeSamePatient((await OpenAsync(namesake, stop)).PatientId, identity.PatientId)) return new SealOutcome.Collision();
            db.Rows.Add(new VaultRow { SiteId = site, StudyUid = study, Pseudonym = pseudonym, Sealed = Seal(identity, site, study, pseudonym, secrets), KeyId = secrets.Keys.KeyId, CreatedAt = time.GetUtcNow(), Purpose = ForReading });
        }
        else
        {
            var known = await OpenAsync(row, stop);
            if (row.Pseudonym != pseudonym || IdentityMerge.Merge(known, identity) is not { } merged) return new SealOutcome.Collision();
            if (merged == known) return new SealOutcome.Sealed();
            row.Sealed = Seal(merged, site, study, pseudonym, await keyring.ForRowAsync(site, row.KeyId, stop));
        }
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new SealOutcome.Sealed();
    }

    private async Task<Dictionary<string, StudyIdentity>> ReadAsync(IReadOnlyList<Study> studies, CancellationToken stop)
    {
        await using var db = vaults.Create();
        var uids = studies.Select(study => study.Uid).ToList();
        var rows = (await db.Rows.AsNoTracking().Where(row => uids.Contains(row.StudyUid)).ToListAsync(stop)).ToDictionary(row => (row.SiteId, row.StudyUid));
        var found = new Dictionary<string, StudyIdentity>(studies.Count);
        foreach (var study in studies)
        {
            // A row under another pseudonym is not this study's patient, whatever the study UID says.
            if (!rows.TryGetValue((study.SiteId, study.Uid), out var row) || row.Pseudonym != study.Pseudonym) continue;
            found[study.Uid] = await OpenAsync(row, stop);
        }
        return found;
    }

    private static byte[] Seal(StudyIdentity identity, Guid site, string study, string pseudonym, SiteSecrets secrets) =>
        SealedBox.Seal(secrets.RowKey, JsonSerializer.SerializeToUtf8Bytes(identity), PlaceOf(site, study, pseudonym));

    private async Task<StudyIdentity> OpenAsync(VaultRow row, CancellationToken stop) =>
        JsonSerializer.Deserialize<StudyIdentity>(SealedBox.Open((await keyring.ForRowAsync(row.SiteId, row.KeyId, stop)).RowKey, row.Sealed, PlaceOf(row.SiteId, row.StudyUid, row.Pseudonym)))!;

    private static byte[] PlaceOf(Guid site, string study, string pseudonym) => Encoding.UTF8.GetBytes($"pandok vault_rows\n{site:D}\n{study}\n{pseudonym}");
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform;
using Pandok.Platform.Database;

namespace Pandok.Audit;

/// <summary>
/// Who did what, when: rows in a chain, each in the transaction of the deed it tells of (architecture, invariant 5). One writer at a time: SQLite
/// has only one, PostgreSQL takes an advisory lock until the commit.
/// </summary>
internal sealed class AuditTrail(AuditChain chain, TimeProvider time)
{
    private const long PostgresLock = 0x70616e646f6b0001;
    private static readonly JsonSerializerOptions DetailJson = new(JsonSerializerDefaults.Web)
    {
        Converters = { new UtcTimeConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>
    /// Writes one row at once, without saving anything else the caller has pending. Must run inside
    /// <see cref="Transactions.InTransactionAsync{T}"/>. <paramref name="detail"/> is a small object, never identity.
    /// </summary>
    public async Task AppendAsync(Database db, Actor actor, AuditAction action, string? study, Guid? site, object? detail, CancellationToken stop)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("An audit row belongs into the transaction of the deed it tells of.");

        if (db is PostgresDatabase)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({PostgresLock})", stop);
        var head = await db.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == AuditHead.Only, stop);
        var unsealed = new AuditEntry
        {
            Seq = (head?.Seq ?? 0) + 1,
            At = time.GetUtcNow(),
            ActorId = actor.Id,
            ActorName = actor.Name,
            ActorRole = actor.Role,
            Action = action,
            Study = study,
            Site = site,
            Detail = detail is null ? null : JsonSerializer.Serialize(detail, DetailJson),
            PreviousHash = head?.Hash ?? AuditChain.Genesis,
            Hash = "",
        };
        var hash = chain.HashOf(unsealed);
        await InsertAsync(db, unsealed, hash, stop);
        await MoveHeadAsync(db, unsealed.Seq, hash, stop);
    }

    /// <summary>Walks the whole trail, row after row.</summary>
    public async Task<ChainVerdict> VerifyAsync(Database db, CancellationToken stop)
    {
        var head = await db.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == AuditHead.Only, stop);
        AuditEntry? previous = null;
        long count = 0;
        await foreach (var entry in db.Set<AuditEntry>().AsNoTracking().OrderBy(row => row.Seq).AsAsyncEnumerable().WithCancellation(stop))
        {
            count++;
            if (!chain.Follows(previous, entry) || (entry.Seq == head?.Seq && entry.Hash != head.Hash))
                return new ChainVerdict(count, Intact: false, BrokenAt: (previous?.Seq ?? 0) + 1);
            previous = entry;
        }

        // Rows younger than the head just read are fine: they were appended while we walked.
        var ends = head is null ? previous is null : chain.IsSealed(head) && previous is not null && previous.Seq >= head.Seq;
        return ends ? new ChainVerdict(count, Intact: true, BrokenAt: null) : new ChainVerdict(count, Intact: false, BrokenAt: (previous?.Seq ?? 0) + 1);
    }

    private static Task<int> InsertAsync(Database db, AuditEntry entry, string hash, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO audit_entries ("Seq", "At", "ActorId", "ActorName", "ActorRole", "Action", "Study", "Site", "Detail", "PreviousHash", "Hash")
            VALUES ({entry.Seq}, {entry.At.UtcTicks}, {entry.ActorId}, {entry.ActorName}, {entry.ActorRole}, {entry.Action.ToString()}, {entry.Study}, {entry.Site}, {entry.Detail}, {entry.PreviousHash}, {hash})
            """, stop);

    private Task<int> MoveHeadAsync(Database db, long seq, string hash, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO audit_heads ("Id", "Seq", "Hash", "Seal") VALUES ({AuditHead.Only}, {seq}, {hash}, {chain.SealOf(seq, hash)})
            ON CONFLICT ("Id") DO UPDATE SET "Seq" = excluded."Seq", "Hash" = excluded."Hash", "Seal" = excluded."Seal"
            """, stop);
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pandok.Audit;
using Pandok.Platform.Database;

namespace Pandok.Access;

/// <summary>Makes, lists, revokes and recognizes the tokens of accounts.</summary>
internal sealed class AccessTokens(Database db, AuditTrail trail, TimeProvider time)
{
    public const string Prefix = "pdt_";
    private const int Most = 20, LongestName = 60, MostDays = 366;

    /// <returns>The row and the token, which is shown once; or why there is none.</returns>
    public Task<(AccessToken? Row, string Secret, string Refusal)> AddAsync(CurrentUser user, string? name, int days, CancellationToken stop) => db.InTransactionAsync<(AccessToken?, string, string)>(async token =>
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > LongestName) return (null, "", "nameMissing");
        if (days is < 1 or > MostDays) return (null, "", "badDays");
        var now = time.GetUtcNow();
        if (await db.Set<AccessToken>().CountAsync(row => row.AccountId == user.Id && row.RevokedAt == null && row.ExpiresAt > now, token) >= Most) return (null, "", "tooManyTokens");
        var secret = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var made = new AccessToken { Id = Guid.CreateVersion7(now), AccountId = user.Id, Name = name.Trim(), Sha256 = HashOf(secret), CreatedAt = now, ExpiresAt = now.AddDays(days) };
        db.Add(made);
        await db.SaveChangesAsync(token);
        await trail.AppendAsync(db, user.Actor, AuditAction.Administered, null, null, new { what = "tokenAdded", id = made.Id, made.ExpiresAt }, token);
        return (made, secret, "");
    }, stop);

    public Task<List<AccessToken>> ListAsync(CurrentUser user, CancellationToken stop) =>
        db.Set<AccessToken>().AsNoTracking().Where(row => row.AccountId == user.Id && row.RevokedAt == null).OrderByDescending(row => row.CreatedAt).ToListAsync(stop);

    /// <summary>False when the account has no such token, or revoked it before.</summary>
    public Task<bool> RevokeAsync(CurrentUser user, Guid id, CancellationToken stop) => db.InTransactionAsync(async token =>
    {
        if (await db.Set<AccessToken>().SingleOrDefaultAsync(row => row.Id == id && row.AccountId == user.Id && row.RevokedAt == null, token) is not { } known) return false;
        known.RevokedAt = time.GetUtcNow();
        await db.SaveChangesAsync(token);
        await trail.AppendAsync(db, user.Actor, AuditAction.Administered, null, null, new { what = "tokenRevoked", id }, token);
        return true;
    }, stop);

    /// <summary>Whose token this is, if it is valid; its first use of a day is written down before anything is answered.</summary>
    public async Task<(CurrentUser User, Guid Token)?> FindAsync(string secret, CancellationToken stop)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var hash = HashOf(secret);
        var row = await db.Set<AccessToken>().AsNoTracking().SingleOrDefaultAsync(one => one.Sha256 == hash, stop);
        // The index compared already, up to a hash that nobody can steer; this one tells nothing by its time.
        if (row is null || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(row.Sha256), Encoding.ASCII.GetBytes(hash)) || !row.IsValid(time.GetUtcNow())) return null;
        if (await AccountLoader.LoadAsync(db, row.AccountId, stop) is not { } user) return null;
        await UsedAsync(row, user, stop);
        return (user, row.Id);
    }

    /// <summary>The account of a token as both are now, for what outlives its request.</summary>
    public static async Task<CurrentUser?> LookAgainAsync(Database db, Guid id, DateTimeOffset now, CancellationToken stop) =>
        await db.Set<AccessToken>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, stop) is { } known && known.IsValid(now) ? await AccountLoader.LoadAsync(db, known.AccountId, stop) : null;

    private async Task UsedAsync(AccessToken row, CurrentUser user, CancellationToken stop)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (row.UsedOn == today) return;
        await db.InTransactionAsync(async token =>
        {
            // Of many first requests at once, one writes it down.
            if (await db.Set<AccessToken>().Where(one => one.Id == row.Id && (one.UsedOn == null || one.UsedOn < today)).ExecuteUpdateAsync(one => one.SetProperty(known => known.UsedOn, today), token) == 1)
                await trail.AppendAsync(db, user.Actor, AuditAction.SignedIn, null, null, new { token = row.Id }, token);
        }, stop);
    }

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

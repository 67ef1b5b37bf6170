using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Deidentify.Vaults;

/// <summary>
/// The identities of many studies at once need two persons: one asks and says why, another agrees, and only then, for an hour, the first one gets them.
/// Asking, agreeing and getting are each written down.
/// </summary>
internal sealed class BulkResolve(VaultFactory vaults, Vault vault, VaultAudit audit, DatabaseFactory databases, TimeProvider time)
{
    public const int Most = 500;
    private static readonly TimeSpan AgreedFor = TimeSpan.FromHours(1), AskedFor = TimeSpan.FromDays(1);

    internal enum Answer
    {
        NotFound,
        /// <summary>The second person is the first.</summary>
        SamePerson,
        /// <summary>Nobody agreed yet, or the hour is over.</summary>
        NotAgreed,
        TooMany,
        Done,
    }

    /// <param name="studies">Already limited to what the account may see.</param>
    public async Task<VaultAsk> AskAsync(IReadOnlyList<string> studies, string reason, CurrentUser user, CancellationToken stop)
    {
        await using var db = vaults.Create();
        var ask = new VaultAsk { Id = Guid.NewGuid(), AskedById = user.Id, AskedBy = user.DisplayName, AskedAt = time.GetUtcNow(), Reason = reason, Studies = string.Join(' ', studies) };
        await audit.AdministeredAsync(user.Actor, null, new { deed = "identitiesAsked", ask = ask.Id, studies }, stop);
        db.Asks.Add(ask);
        await db.SaveChangesAsync(stop);
        return ask;
    }

    public async Task<Answer> AgreeAsync(Guid id, CurrentUser user, CancellationToken stop)
    {
        await using var db = vaults.Create();
        if (await FindAsync(db, id, user, stop) is not { } ask) return Answer.NotFound;
        if (ask.AskedById == user.Id) return Answer.SamePerson;
        await audit.AdministeredAsync(user.Actor, null, new { deed = "identitiesAgreed", ask = id }, stop);
        (ask.AgreedById, ask.AgreedBy, ask.AgreedAt) = (user.Id, user.DisplayName, time.GetUtcNow());
        await db.SaveChangesAsync(stop);
        return Answer.Done;
    }

    /// <summary>The identities, for who asked and nobody else.</summary>
    public async Task<(Answer Answer, IReadOnlyDictionary<string, StudyIdentity>? Identities)> ResolveAsync(Guid id, CurrentUser user, CancellationToken stop)
    {
        await using var db = vaults.Create();
        if (await FindAsync(db, id, user, stop) is not { } ask || ask.AskedById != user.Id) return (Answer.NotFound, null);
        if (ask.AgreedAt is not { } agreed || ask.AgreedById == ask.AskedById || time.GetUtcNow() - agreed > AgreedFor) return (Answer.NotAgreed, null);
        await using var main = databases.Create();
        var uids = ask.Studies.Split(' ');
        var studies = await main.Set<Study>().AsNoTracking().ReviewableBy(user).Where(study => uids.Contains(study.Uid)).ToListAsync(stop);
        return await vault.ResolveManyAsync(studies, $"bulk {id:D}", user.Actor, stop) is ResolveManyOutcome.Resolved resolved ? (Answer.Done, resolved.Identities) : (Answer.TooMany, null);
    }

    /// <summary>Asked within a day, of studies that the account may all see.</summary>
    public async Task<IReadOnlyList<VaultAsk>> OpenAsync(CurrentUser user, CancellationToken stop)
    {
        await using var db = vaults.Create();
        var since = time.GetUtcNow() - AskedFor;
        var asks = await db.Asks.AsNoTracking().Where(ask => ask.AskedAt > since).OrderByDescending(ask => ask.AskedAt).ToListAsync(stop);
        await using var main = databases.Create();
        var named = asks.SelectMany(ask => ask.Studies.Split(' ')).ToHashSet();
        var visible = (await main.Set<Study>().ReviewableBy(user).Where(study => named.Contains(study.Uid)).Select(study => study.Uid).ToListAsync(stop)).ToHashSet();
        return [.. asks.Where(ask => ask.Studies.Split(' ').All(visible.Contains))];
    }

    /// <summary>Until when the identities of an ask are given out; null while nobody has agreed.</summary>
    public static DateTimeOffset? EndsAt(VaultAsk ask) => ask.AgreedAt + AgreedFor;

    private async Task<VaultAsk?> FindAsync(VaultDatabase db, Guid id, CurrentUser user, CancellationToken stop)
    {
        var since = time.GetUtcNow() - AskedFor;
        if (await db.Asks.SingleOrDefaultAsync(ask => ask.Id == id && ask.AskedAt > since, stop) is not { } found) return null;
        await using var main = databases.Create();
        var uids = found.Studies.Split(' ');
        // Who does not see all of the studies does not see the ask.
        return await main.Set<Study>().ReviewableBy(user).CountAsync(study => uids.Contains(study.Uid), stop) == uids.Length ? found : null;
    }
}

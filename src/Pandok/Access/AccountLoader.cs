using Microsoft.EntityFrameworkCore;
using Pandok.Platform.Database;

namespace Pandok.Access;

/// <summary>The account behind a session, as the database has it now.</summary>
internal static class AccountLoader
{
    /// <summary>Null when the account is gone, disabled, or its stamp was renewed since the session began.</summary>
    public static async Task<CurrentUser?> LoadAsync(Database db, Guid id, string? stamp, CancellationToken stop)
    {
        var found = await db.Set<Account>().AsNoTracking()
            .Where(account => account.Id == id && !account.Disabled)
            .Select(account => new { Account = account, Sites = db.Set<AccountSite>().Where(member => member.AccountId == id).Select(member => member.SiteId).ToList() })
            .SingleOrDefaultAsync(stop);
        return found is null || found.Account.SecurityStamp != stamp ? null : Of(found.Account, found.Sites);
    }

    public static CurrentUser Of(Account account, IEnumerable<Guid> sites) => new(
        account.Id, account.UserName ?? "", account.DisplayName, account.Role, sites.ToHashSet(), account.Specialties, account.Language, account.TimeZone);
}

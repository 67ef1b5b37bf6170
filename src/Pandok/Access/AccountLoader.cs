using Microsoft.EntityFrameworkCore;
using Pandok.Platform.Database;

namespace Pandok.Access;

/// <summary>The account behind a session, as the database has it now.</summary>
internal static class AccountLoader
{
    /// <summary>Null when the account is gone, disabled, or its stamp was renewed since the session began.</summary>
    public static async Task<CurrentUser?> LoadAsync(Database db, Guid id, string? stamp, CancellationToken stop)
    {
        var rows = await (
            from account in db.Set<Account>().AsNoTracking()
            where account.Id == id && !account.Disabled
            join member in db.Set<AccountSite>() on account.Id equals member.AccountId into members
            from member in members.DefaultIfEmpty()
            select new { Account = account, Site = (Guid?)member!.SiteId }).ToListAsync(stop);
        return rows.Count == 0 || rows[0].Account.SecurityStamp != stamp ? null : Of(rows[0].Account, rows.Select(row => row.Site).OfType<Guid>());
    }

    /// <summary>Null when the account is gone or disabled.</summary>
    public static async Task<CurrentUser?> LoadAsync(Database db, Guid id, CancellationToken stop) =>
        await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(account => account.Id == id && !account.Disabled, stop) is { } account
            ? Of(account, await db.Set<AccountSite>().Where(member => member.AccountId == id).Select(member => member.SiteId).ToListAsync(stop)) : null;

    public static CurrentUser Of(Account account, IEnumerable<Guid> sites) => new(
        account.Id, account.UserName ?? "", account.DisplayName, account.Role, sites.ToHashSet(), account.Specialties, account.Language, account.TimeZone);
}

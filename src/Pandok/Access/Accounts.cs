using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Pandok.Audit;
using Pandok.Platform.Database;

namespace Pandok.Access;

/// <summary>Adds, lists and disables accounts, for the admin page and for the command line.</summary>
internal sealed class Accounts(UserManager<Account> users, Database db, AuditTrail trail, TimeProvider time)
{
    // Without 0 O 1 l I, for a password is sometimes read out on the telephone.
    private const string PasswordLetters = "23456789abcdefghijkmnpqrstuvwxyz";

    internal sealed record AccountItem(Guid Id, string UserName, string DisplayName, Role Role, IReadOnlyList<Guid> Sites, IReadOnlyList<string> Specialties, bool Disabled);

    public async Task<AddAccountOutcome> AddAsync(NewAccount wanted, Actor actor, CancellationToken stop)
    {
        if (wanted.Check() is { } refusal)
            return refusal;
        var password = NewPassword();
        var passwordHash = users.PasswordHasher.HashPassword(Blank(wanted), password);
        return await db.InTransactionAsync<AddAccountOutcome>(async token =>
        {
            var sites = wanted.Sites?.Distinct().ToArray() ?? [];
            if (await db.Set<Site>().CountAsync(site => sites.Contains(site.Id), token) != sites.Length)
                return new AddAccountOutcome.Refused("unknownSite", "There is no such site.");
            if (await users.FindByNameAsync(wanted.UserName) is not null)
                return new AddAccountOutcome.Refused("userNameTaken", "Another account has this user name.");

            var account = Blank(wanted);
            account.PasswordHash = passwordHash;
            var created = await users.CreateAsync(account);
            if (!created.Succeeded)
                return new AddAccountOutcome.Refused("badUserName", string.Join(' ', created.Errors.Select(error => error.Description)));
            db.AddRange(sites.Select(site => new AccountSite { AccountId = account.Id, SiteId = site }));
            await db.SaveChangesAsync(token);
            await trail.AppendAsync(db, actor, AuditAction.Administered, null, null, new { what = "userAdded", id = account.Id, account.Role, sites }, token);
            return new AddAccountOutcome.Added(account, password);
        }, stop);
    }

    public async Task<IReadOnlyList<AccountItem>> ListAsync(CancellationToken stop)
    {
        var accounts = await db.Set<Account>().AsNoTracking().OrderBy(account => account.UserName).ToListAsync(stop);
        var members = await db.Set<AccountSite>().AsNoTracking().ToListAsync(stop);
        var sites = members.ToLookup(member => member.AccountId, member => member.SiteId);
        return [.. accounts.Select(one => new AccountItem(one.Id, one.UserName ?? "", one.DisplayName, one.Role, [.. sites[one.Id]], one.Specialties, one.Disabled))];
    }

    /// <summary>False when there is no such account. Its sessions end with their next request.</summary>
    public Task<bool> DisableAsync(Guid id, Actor actor, CancellationToken stop) => db.InTransactionAsync(async token =>
    {
        if (await db.Set<Account>().SingleOrDefaultAsync(row => row.Id == id, token) is not { } account)
            return false;
        account.Disabled = true;
        // A new stamp: should the account ever be enabled again, the old cookies stay dead.
        var saved = await users.UpdateSecurityStampAsync(account);
        if (!saved.Succeeded)
            throw new DbUpdateConcurrencyException("The account changed meanwhile.");
        await trail.AppendAsync(db, actor, AuditAction.Administered, null, null, new { what = "userDisabled", id }, token);
        return true;
    }, stop);

    private Account Blank(NewAccount wanted) => new()
    {
        Id = Guid.CreateVersion7(),
        UserName = wanted.UserName,
        DisplayName = wanted.DisplayName.Trim(),
        Role = wanted.Role,
        Language = wanted.Language,
        TimeZone = wanted.TimeZone,
        Specialties = [.. wanted.Specialties?.Distinct() ?? []],
        LockoutEnabled = true,
        CreatedAt = time.GetUtcNow(),
    };

    private static string NewPassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(PasswordLetters, 5)));
}

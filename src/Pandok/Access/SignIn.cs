using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Pandok.Audit;
using Pandok.Platform.Database;

namespace Pandok.Access;

/// <summary>
/// Checks name and password. The slow hash is computed before the transaction, so that guessing never holds the writer's lock, and for unknown
/// names too, so that time does not tell which names exist. Every attempt is in the trail, without the name that was typed.
/// </summary>
internal sealed class SignIn(UserManager<Account> users, Database db, AuditTrail trail)
{
    private static readonly Actor Stranger = new(Guid.Empty, "?", "stranger");
    private static readonly Account Nobody = new() { DisplayName = "", Role = Role.Referrer };
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<Account>().HashPassword(Nobody, Guid.NewGuid().ToString()));

    public async Task<SignInOutcome> TryAsync(string userName, string password, CancellationToken stop)
    {
        var found = await users.FindByNameAsync(userName);
        var verified = users.PasswordHasher.VerifyHashedPassword(found ?? Nobody, found?.PasswordHash ?? NobodysHash.Value, password) != PasswordVerificationResult.Failed;
        var hash = found?.PasswordHash;
        db.ChangeTracker.Clear();
        return await db.InTransactionAsync(async token =>
        {
            if (found is null)
                return await RefusedAsync(Stranger, "unknown", new SignInOutcome.BadCredentials(), token);
            var account = await db.Set<Account>().SingleAsync(row => row.Id == found.Id, token);
            var actor = AccountLoader.Of(account, []).Actor;
            if (account.Disabled)
                return await RefusedAsync(actor, "disabled", new SignInOutcome.BadCredentials(), token);
            if (await users.IsLockedOutAsync(account))
                return await RefusedAsync(actor, "lockedOut", new SignInOutcome.LockedOut(), token);
            return verified && account.PasswordHash == hash
                ? await AcceptedAsync(account, actor, token)
                : await FailedAsync(account, actor, token);
        }, stop);
    }

    private async Task<SignInOutcome> AcceptedAsync(Account account, Actor actor, CancellationToken stop)
    {
        Saved(await users.ResetAccessFailedCountAsync(account));
        await trail.AppendAsync(db, actor, AuditAction.SignedIn, null, null, null, stop);
        return new SignInOutcome.SignedIn(account);
    }

    private async Task<SignInOutcome> FailedAsync(Account account, Actor actor, CancellationToken stop)
    {
        Saved(await users.AccessFailedAsync(account));
        return await users.IsLockedOutAsync(account)
            ? await RefusedAsync(actor, "nowLockedOut", new SignInOutcome.LockedOut(), stop)
            : await RefusedAsync(actor, "password", new SignInOutcome.BadCredentials(), stop);
    }

    private async Task<SignInOutcome> RefusedAsync(Actor actor, string reason, SignInOutcome outcome, CancellationToken stop)
    {
        await trail.AppendAsync(db, actor, AuditAction.SignInFailed, null, null, new { reason }, stop);
        return outcome;
    }

    // Identity reports a lost race as a value; the transaction starts over on an exception.
    private static void Saved(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new DbUpdateConcurrencyException(string.Join(' ', result.Errors.Select(error => error.Code)));
    }
}

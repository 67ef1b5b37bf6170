using Microsoft.EntityFrameworkCore;
using Pandok.Audit;
using Pandok.Platform.Database;

namespace Pandok.Access;

/// <summary>Signing in and out, and what an account sees and sets of itself.</summary>
internal static class SessionEndpoints
{
    internal sealed record Credentials(string UserName, string Password);

    internal sealed record NamedSite(Guid Id, string Name);

    internal sealed record Me(Guid Id, string UserName, string DisplayName, Role Role, string Language, string TimeZone, IReadOnlyList<string> Specialties, IReadOnlyList<NamedSite> Sites);

    internal sealed record LanguageChoice(string Language);

    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/session", SignInAsync).AllowAnonymous().WithName("SignIn").Produces<Me>();
        routes.MapDelete("/api/session", SignOutAsync).Requires(Permission.UseOwnAccount).WithName("SignOut");
        routes.MapGet("/api/me", MeAsync).Requires(Permission.UseOwnAccount).WithName("Me");
        routes.MapPut("/api/me/language", SetLanguageAsync).Requires(Permission.UseOwnAccount).WithName("SetLanguage");
    }

    private static async Task<IResult> SignInAsync(Credentials credentials, SignIn signIn, Database db, HttpContext context, CancellationToken stop)
    {
        switch (await signIn.TryAsync(credentials.UserName ?? "", credentials.Password ?? "", stop))
        {
            case SignInOutcome.SignedIn(var account):
                await Session.BeginAsync(context, account);
                var sites = await db.Set<AccountSite>().Where(member => member.AccountId == account.Id).Select(member => member.SiteId).ToListAsync(stop);
                return Results.Ok(await MeAsync(AccountLoader.Of(account, sites), db, stop));
            case SignInOutcome.LockedOut:
                return Problems.Problem(StatusCodes.Status423Locked, "lockedOut", "Too many failures. Wait a quarter of an hour, or ask the coordinator.");
            default:
                return Problems.Problem(StatusCodes.Status401Unauthorized, "badCredentials", "This user name and this password do not belong together.");
        }
    }

    private static async Task<IResult> SignOutAsync(CurrentUser user, Database db, AuditTrail trail, HttpContext context, CancellationToken stop)
    {
        await db.InTransactionAsync(token => trail.AppendAsync(db, user.Actor, AuditAction.SignedOut, null, null, null, token), stop);
        await Session.EndAsync(context);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return Results.NoContent();
    }

    private static async Task<Me> MeAsync(CurrentUser user, Database db, CancellationToken stop)
    {
        var all = user.AllSites;
        var mine = user.Sites.ToArray();
        var sites = await db.Set<Site>().Where(site => all || mine.Contains(site.Id)).OrderBy(site => site.Name).Select(site => new NamedSite(site.Id, site.Name)).ToListAsync(stop);
        return new Me(user.Id, user.UserName, user.DisplayName, user.Role, user.Language, user.TimeZone, user.Specialties, sites);
    }

    private static async Task<IResult> SetLanguageAsync(LanguageChoice choice, CurrentUser user, Database db, CancellationToken stop)
    {
        if (choice.Language is not ("ko" or "en"))
            return Problems.Problem(StatusCodes.Status422UnprocessableEntity, "badLanguage", "The languages are ko and en.");
        await db.Set<Account>().Where(account => account.Id == user.Id).ExecuteUpdateAsync(row => row.SetProperty(account => account.Language, choice.Language), stop);
        return Results.NoContent();
    }
}

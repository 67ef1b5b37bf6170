using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Pandok.Platform.Database;

namespace Pandok.Access;

/// <summary>
/// The cookie says only which account, and with which stamp. Everything else is read anew at each request, so a disabled account or a changed role
/// takes effect at once.
/// </summary>
internal static class Session
{
    public const string Scheme = "pandok";
    private const string StampClaim = "stamp";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = Scheme;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = Lifetime;
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        cookie.Events.OnRedirectToLogin = context => RefuseAsync(context.HttpContext, StatusCodes.Status401Unauthorized, "notSignedIn", "Sign in first.");
        cookie.Events.OnRedirectToAccessDenied = context => RefuseAsync(context.HttpContext, StatusCodes.Status403Forbidden, "notAllowed", "This account may not do that.");
    }

    public static Task BeginAsync(HttpContext context, Account account) => context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()), new Claim(StampClaim, account.SecurityStamp ?? "")], Scheme)));

    public static Task EndAsync(HttpContext context) => context.SignOutAsync(Scheme);

    /// <summary>The account of this request as the database has it now, for a response that outlives the request's first moment.</summary>
    public static async Task<CurrentUser?> LookAgainAsync(HttpContext context, Database db, CancellationToken stop) =>
        TokenScheme.TokenOf(context) is { } token ? await AccessTokens.LookAgainAsync(db, token, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), stop)
        : Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? await AccountLoader.LoadAsync(db, id, context.User.FindFirstValue(StampClaim), stop)
            : null;

    public static Task RefuseAsync(HttpContext context, int status, string code, string title) =>
        Problems.Problem(status, code, title).ExecuteAsync(context);

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var claims = context.Principal;
        var user = Guid.TryParse(claims?.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? await AccountLoader.LoadAsync(context.HttpContext.RequestServices.GetRequiredService<Database>(), id, claims.FindFirstValue(StampClaim), context.HttpContext.RequestAborted)
            : null;
        if (user is null)
        {
            context.RejectPrincipal();
            await EndAsync(context.HttpContext);
            return;
        }

        context.HttpContext.Items[typeof(CurrentUser)] = user;
    }
}

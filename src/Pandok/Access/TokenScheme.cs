using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Pandok.Access;

/// <summary>
/// Bearer tokens (RFC 6750), on DICOMweb only: the pages and their interface need a session, so a token cannot make another token. Who sends a token is who the token says, whatever
/// cookie came along.
/// </summary>
internal sealed class TokenScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "pandok-token", Chooser = "pandok-any";
    private const string TokenClaim = "token", Bearer = "Bearer ";

    /// <summary>Which scheme a request is for.</summary>
    public static string Choose(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/dicom-web") && context.Request.Headers.Authorization.Count > 0 ? Name : Session.Scheme;

    /// <summary>The token that this request came with; null for a session.</summary>
    public static Guid? TokenOf(HttpContext context) => Guid.TryParse(context.User.FindFirstValue(TokenClaim), out var id) ? id : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        if (await Context.RequestServices.GetRequiredService<AccessTokens>().FindAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is not { } found) return AuthenticateResult.Fail("No such token.");
        Context.Items[typeof(CurrentUser)] = found.User;
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, found.User.Id.ToString()), new Claim(TokenClaim, found.Token.ToString())], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer realm=\"pandok\", error=\"invalid_token\"";
        return Session.RefuseAsync(Context, StatusCodes.Status401Unauthorized, "badToken", "This token is unknown, revoked or past its time.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Session.RefuseAsync(Context, StatusCodes.Status403Forbidden, "notAllowed", "This account may not do that.");
}

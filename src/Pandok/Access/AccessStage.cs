using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Pandok.Platform;
using Pandok.Platform.Database;

namespace Pandok.Access;

internal static class AccessStage
{
    private const int FailuresBeforeLockout = 5;
    private static readonly TimeSpan Lockout = TimeSpan.FromMinutes(15);

    public static IServiceCollection AddAccess(this IServiceCollection services, PandokOptions options)
    {
        services.AddIdentityCore<Account>(identity =>
        {
            identity.Lockout.MaxFailedAccessAttempts = FailuresBeforeLockout;
            identity.Lockout.DefaultLockoutTimeSpan = Lockout;
            identity.User.AllowedUserNameCharacters = "";
        });
        services.AddScoped<IUserStore<Account>, UserOnlyStore<Account, Database, Guid>>();
        services.AddScoped<SignIn>().AddScoped<Accounts>().AddScoped<Sites>().AddScoped<EventStream>().AddScoped<AccessTokens>();
        services.AddSingleton<StudyAccess>();

        var sessionKeys = Path.Combine(options.KeyFolder, "sessions");
        MasterKey.PrivateFolder(sessionKeys);
        services.AddDataProtection().SetApplicationName("pandok").PersistKeysToFileSystem(new DirectoryInfo(sessionKeys));
        services.AddAuthentication(TokenScheme.Chooser)
            .AddPolicyScheme(TokenScheme.Chooser, null, any => any.ForwardDefaultSelector = TokenScheme.Choose)
            .AddCookie(Session.Scheme, Session.Configure)
            .AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.Name, null);
        // A route that says nothing is closed, not open.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapSession();
        routes.MapTokens();
        routes.MapAdmin();
        EventStream.MapEvents(routes);
        return routes;
    }
}

using Pandok.Access;
using Pandok.Platform;
using Pandok.Platform.Database;

namespace Pandok;

/// <summary>The hull of the web application: what stands before and behind the stages that <see cref="Program"/> lists.</summary>
internal static class Server
{
    /// <param name="options">How the node runs.</param>
    /// <param name="webRoot">The folder of the built pages; null for <c>wwwroot</c> beside the program.</param>
    /// <param name="configure">Changes to the services, for tests.</param>
    public static WebApplication Build(PandokOptions options, string? webRoot = null, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = webRoot ?? Path.Combine(AppContext.BaseDirectory, "wwwroot"),
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseUrls(options.Http).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // A failed command is thrown as well; the log would only tell it twice, with its parameters' names.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddOpenApi("v1");
        builder.Services.AddRequestDecompression();
        builder.Services.AddProblemDetails(problem => problem.CustomizeProblemDetails = context =>
            context.ProblemDetails.Extensions.TryAdd("code", CodeOf(context.ProblemDetails.Status)));

        Program.AddStages(builder.Services, options);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = static fault => DiskFault.IsOurs(fault) ? StatusCodes.Status507InsufficientStorage : StatusCodes.Status500InternalServerError });
        app.UseStatusCodePages();
        app.UsePageSecurity();
        app.UsePages();
        app.UseWebSockets(new() { KeepAliveInterval = TimeSpan.FromSeconds(15) });
        app.UseRouting();
        app.UseAntiForgery();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRouteGuard();
        app.UseWhen(context => context.GetEndpoint()?.Metadata.GetMetadata<CompressedBody>() is not null, branch => branch.UseRequestDecompression());

        app.MapOpenApi().AllowAnonymous();
        Program.MapStages(app);
        app.MapPages();
        return app;
    }

    /// <summary>The address the server really listens on, once started.</summary>
    public static Uri AddressOf(WebApplication app) => new(app.Urls.First());

    private static string CodeOf(int? status) => status switch
    {
        StatusCodes.Status400BadRequest => "badRequest",
        StatusCodes.Status401Unauthorized => "notSignedIn",
        StatusCodes.Status403Forbidden => "notAllowed",
        StatusCodes.Status404NotFound => "notFound",
        StatusCodes.Status405MethodNotAllowed => "methodNotAllowed",
        StatusCodes.Status413PayloadTooLarge => "tooLarge",
        StatusCodes.Status415UnsupportedMediaType => "unsupportedMediaType",
        StatusCodes.Status507InsufficientStorage => "outOfResources",
        >= 500 => "fault",
        _ => "refused",
    };
}

using System.CommandLine;
using System.Globalization;
using Pandok.Access;
using Pandok.Platform.Database;

namespace Pandok.Commands;

/// <summary>The platform's parts without a running server, for one administrative command.</summary>
internal static class AdminSession
{
    /// <summary>Who did it, in the trail: the shell has no account.</summary>
    public static readonly Actor Shell = new(Guid.Empty, "pandok admin", "shell");

    public static async Task<int> RunAsync(NodeOptions node, ParseResult parsed, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken stop)
    {
        await using var app = Server.Build(node.Read(parsed), configure: services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)));
        await app.Services.GetRequiredService<DatabaseFactory>().MigrateAsync(stop);
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider, stop);
    }

    public static string Text(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "never";
}

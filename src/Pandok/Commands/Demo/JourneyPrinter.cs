using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pandok.Audit;
using Pandok.Platform.Database;
using Spectre.Console;

namespace Pandok.Commands.Demo;

/// <summary>Prints the events of all studies as they are written down.</summary>
internal sealed class JourneyPrinter : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly CancellationTokenSource life;
    private readonly IServiceProvider services;
    private readonly Task printing;
    private readonly HashSet<(AuditAction, string, string?)> told = [];
    private long printed;

    private JourneyPrinter(IServiceProvider services, CancellationToken stop)
    {
        this.services = services;
        life = CancellationTokenSource.CreateLinkedTokenSource(stop);
        printing = PrintAsync(life.Token);
    }

    public static JourneyPrinter Start(IServiceProvider services, CancellationToken stop) => new(services, stop);

    /// <summary>Waits until what is written down now is printed.</summary>
    public async Task CatchUpAsync(CancellationToken stop)
    {
        await using var db = services.GetRequiredService<DatabaseFactory>().Create();
        var last = await db.Set<AuditEntry>().MaxAsync(entry => (long?)entry.Seq, stop) ?? 0;
        while (Interlocked.Read(ref printed) < last) await Task.Delay(Pause, stop);
    }

    public async ValueTask DisposeAsync()
    {
        await life.CancelAsync();
        await printing;
        life.Dispose();
    }

    private async Task PrintAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await using (var db = services.GetRequiredService<DatabaseFactory>().Create())
                {
                    var since = Interlocked.Read(ref printed);
                    foreach (var entry in await db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.Seq > since).OrderBy(entry => entry.Seq).ToListAsync(stop))
                    {
                        // Who looks again and again is told once.
                        if (Words(entry) is { } words && (told.Add((entry.Action, entry.ActorName, entry.Study)) || entry.Action is not (AuditAction.Viewed or AuditAction.IdentityResolved)))
                            Terminal.Output.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]{entry.At.ToLocalTime():HH:mm:ss}[/]  {words,-14} [grey]{(entry.Study is { } uid ? "…" + uid[^6..] : "")}[/]  {entry.ActorName}  [grey]{entry.Detail}[/]");
                        Interlocked.Exchange(ref printed, entry.Seq);
                    }
                }
                await Task.Delay(Pause, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The demo ends.
        }
    }

    private static string? Words(AuditEntry entry) => entry.Action switch
    {
        AuditAction.Administered or AuditAction.DraftSaved or AuditAction.Measured or AuditAction.KeyImage => null,
        AuditAction.IdentityResolved => "identity asked",
        AuditAction.SignedIn => "signed in",
        AuditAction.SignInFailed => "sign-in failed",
        var action => action.ToString().ToLowerInvariant(),
    };
}

using Microsoft.EntityFrameworkCore;
using Pandok.Platform.Database;
using Pandok.Platform.Live;
using Pandok.Studies;

namespace Pandok.Ingest;

/// <summary>
/// A line for the coordinator for everything that was not taken. The same trouble from the same peer within ten minutes is one line with a count,
/// so that a device that goes on trying neither hides the others nor fills the disk.
/// </summary>
internal sealed class IntakeDiary(DatabaseFactory databases, LiveHub live, TimeProvider time, ILogger<IntakeDiary> log)
{
    private static readonly TimeSpan SameTrouble = TimeSpan.FromMinutes(10);

    public Task NoteAsync(ReceiveOutcome outcome, Origin origin, CancellationToken stop) => outcome switch
    {
        ReceiveOutcome.Unreadable unreadable => WriteAsync(origin.Door, origin.Peer, origin.CallingAe, origin.SiteId, Camel(unreadable.Error.ToString()), unreadable.Detail, stop),
        ReceiveOutcome.Refused refused => WriteAsync(origin.Door, origin.Peer, origin.CallingAe, origin.SiteId, refused.Code, refused.Detail, stop),
        ReceiveOutcome.OutOfResources full => WriteAsync(origin.Door, origin.Peer, origin.CallingAe, origin.SiteId, "outOfResources", full.Detail, stop),
        ReceiveOutcome.Held held => WriteAsync(origin.Door, origin.Peer, origin.CallingAe, origin.SiteId, "held", $"Held for privacy review: {string.Join(", ", held.Reasons)}", stop),
        ReceiveOutcome.Archived { Dropped: > 0 and var count } => WriteAsync(origin.Door, origin.Peer, origin.CallingAe, origin.SiteId, "behindPixelsDropped", $"The object was taken; {count} elements behind Pixel Data were not kept", stop),
        _ => Task.CompletedTask,
    };

    /// <summary>Somebody without a name was at the door.</summary>
    public Task NoteStrangerAsync(Door door, string peer, string? callingAe, string code, CancellationToken stop) =>
        WriteAsync(door, peer, callingAe, null, code, "Refused before anything was read", stop);

    // A full disk takes no line either: then the log alone has it, and the sender hears what became of its object.
    private async Task WriteAsync(Door door, string peer, string? callingAe, Guid? site, string code, string detail, CancellationToken stop)
    {
        try
        {
            await AddAsync(door, peer, callingAe, site, code, detail, stop);
        }
        catch (Exception fault) when (DiskFault.IsOurs(fault))
        {
            log.NotNoted(code);
        }
    }

    private async Task AddAsync(Door door, string peer, string? callingAe, Guid? site, string code, string detail, CancellationToken stop)
    {
        var host = peer.LastIndexOf(':') is var colon and > 0 ? peer[..colon] : peer; // the port changes with every try
        callingAe = Clean(callingAe);
        var source = Camel(door.ToString());
        log.NotTaken(code, source, host);
        var now = time.GetUtcNow();
        await using var db = databases.Create();
        await db.InTransactionAsync(async token =>
        {
            var since = now - SameTrouble;
            var known = await db.Set<IntakeProblem>().Where(problem => problem.Code == code && problem.Peer == host && problem.CallingAe == callingAe && problem.Source == source && problem.At > since)
                .OrderByDescending(problem => problem.At).FirstOrDefaultAsync(token);
            if (known is null) db.Add(new IntakeProblem { Id = Guid.NewGuid(), At = now, SiteId = site, Source = source, Peer = host, CallingAe = callingAe, Code = code, Detail = detail, Count = 1 });
            else known.Count++;
            await db.SaveChangesAsync(token);
        }, stop);
        live.Publish(new LiveEvent("worklist", null, site));
    }

    // An AE title comes from a stranger: printable characters only, at most sixteen (PS3.5 section 6.2).
    private static string? Clean(string? ae) => ae is null ? null : string.Concat(ae.Where(c => c is >= ' ' and <= '~').Take(16));

    private static string Camel(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}

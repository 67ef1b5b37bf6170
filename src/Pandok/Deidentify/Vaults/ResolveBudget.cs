using System.Collections.Concurrent;

namespace Pandok.Deidentify.Vaults;

/// <summary>
/// How many different studies one actor may resolve in a minute. Looking again at the same study costs nothing, so a page that refreshes is not punished;
/// somebody who copies the vault is.
/// </summary>
internal sealed class ResolveBudget(TimeProvider time, int perMinute = 600)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(Guid, string), Spent> actors = new();

    /// <summary>Null when allowed and booked; else how long to wait. Nothing is booked then.</summary>
    public TimeSpan? Take(Access.Actor actor, IReadOnlyCollection<string> studies)
    {
        var now = time.GetUtcNow();
        var spent = actors.GetOrAdd((actor.Id, actor.Name), _ => new Spent());
        lock (spent)
        {
            if (now - spent.Since >= Window) (spent.Since, spent.Studies) = (now, []);
            var fresh = studies.Where(study => !spent.Studies.Contains(study)).Distinct().ToList();
            if (spent.Studies.Count + fresh.Count > perMinute) return spent.Since + Window - now;
            spent.Studies.UnionWith(fresh);
            return null;
        }
    }

    private sealed class Spent
    {
        public DateTimeOffset Since;
        public HashSet<string> Studies = [];
    }
}

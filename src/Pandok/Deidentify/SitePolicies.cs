using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform.Database;

namespace Pandok.Deidentify;

/// <summary>What a site wants done with its documents. Asked of the database once in ten seconds.</summary>
internal sealed class SitePolicies(DatabaseFactory databases, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, (DateTimeOffset At, DocumentPolicy Documents)> known = new();

    public async ValueTask<DocumentPolicy> OfAsync(Guid site, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(site, out var policy) && now - policy.At <= Fresh) return policy.Documents;
        await using var db = databases.Create();
        var documents = await db.Set<Site>().Where(row => row.Id == site).Select(row => row.Documents).SingleOrDefaultAsync(stop);
        known[site] = (now, documents);
        return documents;
    }

    public void Forget(Guid site) => known.TryRemove(site, out _);
}

using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Studies;
using Pandok.Worklist.Workitems;

namespace Pandok.Worklist;

/// <summary>A study inside the transaction that may change it.</summary>
internal sealed class StudyChange(Database db, Study study, DateTimeOffset now, AuditTrail audit)
{
    public Database Db => db;
    public Study Study => study;
    public DateTimeOffset Now => now;
    public bool Saved { get; private set; }

    /// <summary>Nobody who has the study open has anything to fetch anew: a draft saved, a lease made longer. Lists are told all the same.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>
    /// Saves the study, then writes what happened, and its workitems follow. Its row is written first: the version decides between two who change it at once, and the
    /// loser loads again before it adds anything. Rows added afterwards are saved with the commit.
    /// </summary>
    /// <param name="action">Null for what belongs on no trail, such as a longer lease.</param>
    public async Task SaveAsync(Actor actor, AuditAction? action, object? detail, CancellationToken stop)
    {
        study.Version++;
        Saved = true;
        await db.SaveChangesAsync(stop);
        if (action is { } what)
            await audit.AppendAsync(db, actor, what, study.Uid, study.SiteId, detail, stop);
        await WorkitemFollow.RunAsync(this, stop);
    }
}

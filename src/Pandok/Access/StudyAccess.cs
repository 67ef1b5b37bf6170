using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Access;

/// <summary>A study as this account may see it. Null means 404: not existing and not allowed look the same.</summary>
internal sealed class StudyAccess(ILogger<StudyAccess> log)
{
    private const int Remembered = 100_000;
    private readonly ConcurrentDictionary<string, Guid?> sites = new();
    private readonly ConcurrentDictionary<string, string?> studies = new();

    public Task<Study?> FindAsync(Database db, CurrentUser user, string studyUid, CancellationToken stop) =>
        FindAsync(db.Set<Study>().Where(study => study.Uid == studyUid), user, stop);

    /// <summary>The study of a series.</summary>
    public Task<Study?> FindBySeriesAsync(Database db, CurrentUser user, string seriesUid, CancellationToken stop) =>
        FindAsync(db.Set<Study>().Where(study => db.Set<Series>().Any(series => series.Uid == seriesUid && series.StudyUid == study.Uid)), user, stop);

    /// <summary>
    /// The same question for the guard: nothing is loaded, so the handler's own look finds the row of its own moment. A study never changes its site nor a series its study, so
    /// where one belongs is asked once; whether the account may see that site is asked each time.
    /// </summary>
    public async ValueTask<bool> MaySeeAsync(Database db, CurrentUser user, string? studyUid, string? seriesUid, CancellationToken stop)
    {
        if (seriesUid is not null)
        {
            var study = studies.GetValueOrDefault(seriesUid) ?? Remember(studies, seriesUid, await db.Set<Series>().Where(series => series.Uid == seriesUid).Select(series => series.StudyUid).FirstOrDefaultAsync(stop));
            if (study is null || (studyUid is not null && study != studyUid)) return false;
            studyUid = study;
        }
        var site = sites.TryGetValue(studyUid!, out var known) ? known : Remember(sites, studyUid!, await db.Set<Study>().Where(study => study.Uid == studyUid).Select(study => (Guid?)study.SiteId).FirstOrDefaultAsync(stop));
        return site is { } its && Permissions.MaySee(user, its);
    }

    // What is not there may come; only what is there is remembered.
    private static T Remember<T>(ConcurrentDictionary<string, T> known, string uid, T found)
    {
        if (found is null) return found;
        if (known.Count >= Remembered) known.Clear();
        return known[uid] = found;
    }

    private async Task<Study?> FindAsync(IQueryable<Study> wanted, CurrentUser user, CancellationToken stop)
    {
        var study = await wanted.VisibleTo(user).SingleOrDefaultAsync(stop);
        if (study is null)
            log.StudyNotThere(user.Id);
        return study;
    }
}

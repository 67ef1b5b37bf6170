using Microsoft.EntityFrameworkCore;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Access;

/// <summary>A study as this account may see it. Null means 404: not existing and not allowed look the same.</summary>
internal sealed class StudyAccess(ILogger<StudyAccess> log)
{
    public Task<Study?> FindAsync(Database db, CurrentUser user, string studyUid, CancellationToken stop) =>
        FindAsync(db.Set<Study>().Where(study => study.Uid == studyUid), user, stop);

    /// <summary>The study of a series.</summary>
    public Task<Study?> FindBySeriesAsync(Database db, CurrentUser user, string seriesUid, CancellationToken stop) =>
        FindAsync(db.Set<Study>().Where(study => db.Set<Series>().Any(series => series.Uid == seriesUid && series.StudyUid == study.Uid)), user, stop);

    /// <summary>The same question for the guard: nothing is loaded, so the handler's own look finds the row of its own moment.</summary>
    public static Task<bool> MaySeeAsync(Database db, CurrentUser user, string? studyUid, string? seriesUid, CancellationToken stop)
    {
        var wanted = db.Set<Study>().VisibleTo(user);
        if (studyUid is not null)
            wanted = wanted.Where(study => study.Uid == studyUid);
        if (seriesUid is not null)
            wanted = wanted.Where(study => db.Set<Series>().Any(series => series.Uid == seriesUid && series.StudyUid == study.Uid));
        return wanted.AnyAsync(stop);
    }

    private async Task<Study?> FindAsync(IQueryable<Study> wanted, CurrentUser user, CancellationToken stop)
    {
        var study = await wanted.VisibleTo(user).SingleOrDefaultAsync(stop);
        if (study is null)
            log.StudyNotThere(user.Id);
        return study;
    }
}

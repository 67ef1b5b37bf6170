using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Deliver;
using Pandok.Ingest;
using Pandok.Platform.Database;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Coordinate;

/// <summary>What the coordinator watches: numbers, studies with their way, and what was not taken in.</summary>
internal static class CoordinatorEndpoints
{
    private const int Most = 200;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    internal sealed record StudyPage(IReadOnlyList<WatchedStudy> Items);

    internal sealed record ProblemItem(Guid Id, DateTimeOffset At, SiteView? Site, string Source, string Peer, string? CallingAe, string Code, string Detail, int Count);

    internal sealed record ProblemPage(IReadOnlyList<ProblemItem> Items);

    public static void MapCoordinator(this IEndpointRouteBuilder routes)
    {
        var coordinator = routes.MapGroup("/api/coordinator");
        coordinator.MapGet("/overview", OverviewAsync).Requires(Permission.Coordinate).WithName("ReadOverview");
        coordinator.MapGet("/studies", StudiesAsync).Requires(Permission.Coordinate).WithName("WatchStudies").Produces<StudyPage>();
        coordinator.MapGet("/problems", ProblemsAsync).Requires(Permission.Coordinate).WithName("ListIntakeProblems");
    }

    private static async Task<Overview> OverviewAsync(CurrentUser user, Database db, TimeProvider time, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var since = now - Recent;
        var studies = db.Set<Study>().AsNoTracking().VisibleTo(user);
        var open = await studies.Where(study => study.State != StudyState.Reported && study.State != StudyState.Delivered).ToListAsync(stop);
        var stuck = await studies.CountAsync(study => study.StuckReason != null, stop);
        var reported = await studies.Where(study => study.ReportedAt >= since).OrderByDescending(study => study.ReportedAt)
            .Select(study => new { study.ReceivedAt, study.ReportedAt }).Take(1000).ToListAsync(stop);
        return Overview.Of(open, stuck, reported.Select(study => study.ReportedAt!.Value - study.ReceivedAt).ToList(), now);
    }

    private static async Task<IResult> StudiesAsync(CurrentUser user, Database db, WorklistItems items, CancellationToken stop, string? state = null)
    {
        var studies = db.Set<Study>().VisibleTo(user);
        if (state == "stuck")
            studies = studies.Where(study => study.StuckReason != null);
        else if (Enum.TryParse<StudyState>(state, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted))
            studies = studies.Where(study => study.State == wanted);
        else if (!string.IsNullOrEmpty(state) && state != "all")
            return Problems.Problem(400, "unknownState", "There is no such state.");
        var rows = await items.OfAsync(studies.OrderByDescending(study => study.ReceivedAt).Take(Most), user, stop);
        var timelines = await Timeline.OfManyAsync(db, rows.Select(row => row.Study).ToArray(), stop);
        return Results.Ok(new StudyPage(rows.Select(row => new WatchedStudy(row, timelines[row.Study].ToList())).ToList()));
    }

    private static async Task<ProblemPage> ProblemsAsync(Database db, CancellationToken stop)
    {
        var rows = await db.Set<IntakeProblem>().AsNoTracking().OrderByDescending(problem => problem.At).Take(Most).ToListAsync(stop);
        var sites = await db.Set<Site>().AsNoTracking().ToDictionaryAsync(site => site.Id, site => site.Name, stop);
        return new(rows.Select(row => new ProblemItem(
            row.Id, row.At, row.SiteId is { } site ? new(site, sites.GetValueOrDefault(site, "?")) : null,
            row.Source, row.Peer, row.CallingAe, row.Code, row.Detail, row.Count)).ToList());
    }
}

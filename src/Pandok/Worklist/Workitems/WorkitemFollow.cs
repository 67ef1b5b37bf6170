using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Worklist.Workitems;

/// <summary>Keeps the workitems of a study true to the study: called inside each change of it, and by the sweep for studies that came on the list without one.</summary>
internal static class WorkitemFollow
{
    private const string Reading = "Read and report", Analysis = "Analyse images";

    /// <summary>The state the open reading should have; null when there should be none, or it stays as it is.</summary>
    public static WorkitemState? Wanted(Study study) => study.State switch
    {
        StudyState.Unread or StudyState.Amending => WorkitemState.Scheduled,
        StudyState.Receiving when study.Emergency => WorkitemState.Scheduled,
        StudyState.Reading => WorkitemState.InProgress,
        StudyState.Reported or StudyState.Delivered => WorkitemState.Completed,
        _ => null,
    };

    public static async Task RunAsync(StudyChange change, CancellationToken stop)
    {
        var (db, study) = (change.Db, change.Study);
        var items = db.Set<Workitem>();
        var open = await items.Where(item => item.StudyUid == study.Uid && (item.State == WorkitemState.Scheduled || item.State == WorkitemState.InProgress)).ToListAsync(stop);
        var reading = open.SingleOrDefault(item => item.Kind == WorkitemKind.Reading);
        foreach (var item in open) Refresh(db, item, study, change.Now);
        switch (Wanted(study), reading?.State)
        {
            case (WorkitemState.Scheduled, null):
                await AddAsync(change, WorkitemKind.Reading, stop);
                break;
            case (WorkitemState.Scheduled, WorkitemState.InProgress):
                // A claim given back: PS3.4 knows no way from IN PROGRESS to SCHEDULED, so the attempt ends and the work is scheduled anew.
                Move(db, reading!, WorkitemState.Canceled, change.Now);
                await AddAsync(change, WorkitemKind.Reading, stop);
                break;
            case (WorkitemState.InProgress, null):
                Claim(db, await AddAsync(change, WorkitemKind.Reading, stop), study.ClaimedBy, change.Now);
                break;
            case (WorkitemState.InProgress, WorkitemState.Scheduled):
                Claim(db, reading!, study.ClaimedBy, change.Now);
                break;
            case (WorkitemState.Completed, { }):
                Move(db, reading!, WorkitemState.Completed, change.Now);
                break;
        }
        if (study is { SettledAt: not null, Analysis: AnalysisState.Pending } && !open.Any(item => item.Kind == WorkitemKind.Analysis)
            && await db.Set<Account>().AnyAsync(account => account.Role == Role.Analyzer && !account.Disabled, stop))
            await AddAsync(change, WorkitemKind.Analysis, stop);
    }

    /// <summary>Changes the state and tells of it.</summary>
    public static void Move(Database db, Workitem item, WorkitemState state, DateTimeOffset now)
    {
        (item.State, item.ModifiedAt) = (state, now);
        Tell(db, item, WorkitemEvent.StateReport, now);
    }

    public static void Claim(Database db, Workitem item, Guid? performer, DateTimeOffset now)
    {
        item.Performer = performer;
        Move(db, item, WorkitemState.InProgress, now);
        Tell(db, item, WorkitemEvent.Assigned, now);
    }

    public static void Tell(Database db, Workitem item, int type, DateTimeOffset now, string? attributes = null) => db.Add(new WorkitemEvent
    {
        WorkitemUid = item.Uid,
        SiteId = item.SiteId,
        At = now,
        Type = type,
        Attributes = attributes ?? WorkitemDataSet.EventText(item),
    });

    private static void Refresh(Database db, Workitem item, Study study, DateTimeOffset now)
    {
        var priority = study.Emergency ? WorkitemPriority.High : item.Kind == WorkitemKind.Other ? item.Priority : WorkitemPriority.Medium;
        if ((item.Ready, item.Priority) == (study.SettledAt is not null, priority)) return;
        (item.Ready, item.Priority, item.ModifiedAt) = (study.SettledAt is not null, priority, now);
        Tell(db, item, WorkitemEvent.StateReport, now);
    }

    private static async Task<Workitem> AddAsync(StudyChange change, WorkitemKind kind, CancellationToken stop)
    {
        var (db, study) = (change.Db, change.Study);
        var before = await db.Set<Workitem>().CountAsync(item => item.StudyUid == study.Uid, stop) + db.ChangeTracker.Entries<Workitem>().Count(entry => entry.State == EntityState.Added);
        var item = new Workitem
        {
            Uid = $"{study.Uid}.{before + 1}",
            StudyUid = study.Uid,
            SiteId = study.SiteId,
            Kind = kind,
            Priority = study.Emergency ? WorkitemPriority.High : WorkitemPriority.Medium,
            Label = kind == WorkitemKind.Reading ? Reading : Analysis,
            WorklistLabel = kind == WorkitemKind.Reading ? $"READING {study.Specialty}".ToUpperInvariant() : "ANALYSIS",
            Ready = study.SettledAt is not null,
            ScheduledAt = change.Now,
            ModifiedAt = change.Now,
        };
        db.Add(item);
        Tell(db, item, WorkitemEvent.StateReport, change.Now);
        return item;
    }
}

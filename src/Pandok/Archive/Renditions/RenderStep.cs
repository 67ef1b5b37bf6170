using Microsoft.EntityFrameworkCore;
using Pandok.Platform.Database;
using Pandok.Platform.Live;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Archive.Renditions;

/// <summary>
/// Makes the renditions of a study in the background: of an emergency as its instances arrive, of others when it has been quiet for a moment, so that receiving has the machine for itself.
/// It gives way to other studies after a moment of work, and stays until the study has settled and nothing is left; then the series are packed.
/// Invariants: 1. a rendition is visible only with its row, and its row is committed only after its bytes are durable; 2. bytes get their name in the transaction that sees their instance,
/// which excludes that the instance is taken away meanwhile (both change the row of the series first); 3. what a kill leaves under a name is replaced when the step runs again.
/// </summary>
internal sealed class RenderStep(Database db, StudyChanges changes, RenditionMaker maker, LiveHub live, TimeProvider time) : IStudyStep
{
    private const int Batch = 8;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2), Pause = TimeSpan.FromSeconds(1), Turn = TimeSpan.FromSeconds(2), Keep = TimeSpan.FromSeconds(30);
    private static readonly int Threads = Math.Max(1, Environment.ProcessorCount / 2);

    public StepKind Kind => StepKind.Render;

    public bool IsLong => true;

    public async Task RunAsync(StudyStep step, CancellationToken stop)
    {
        var study = await db.Set<Study>().AsNoTracking().SingleAsync(row => row.Uid == step.StudyUid, stop);
        var (start, made) = (time.GetTimestamp(), 0);
        while (DueAt(study) <= time.GetUtcNow() && time.GetElapsedTime(start) < Turn && await NextAsync(step.StudyUid, stop) is { Count: > 0 } next)
        {
            await MakeAsync(study, next, step, stop);
            made += next.Count;
        }
        await changes.ByPlatformAsync(db, step.StudyUid, async (change, token) =>
        {
            if (await LaterThanAsync(change, token) is { } later) await StudySteps.LaterAsync(change, step, later, token);
            else if (await StudySteps.DoneAsync(change, step, token)) await StudySteps.AskAsync(change, StepKind.Pack, token);
            await db.SaveChangesAsync(token);
            return change;
        }, stop);
        if (made > 0) live.Publish(new LiveEvent("study", study.Uid, study.SiteId));
    }

    /// <summary>From when on a study's frames are encoded.</summary>
    public static DateTimeOffset DueAt(Study study) => study.Emergency || study.SettledAt is not null ? study.ReceivedAt : study.LastInstanceAt + Quiet;

    /// <summary>Instances of a study that have frames to show and no rendition.</summary>
    public static IQueryable<Instance> Waiting(Database db, string study) =>
        db.Set<Instance>().AsNoTracking().Where(row => row.StudyUid == study && row.Frames > 0 && !FrameRendition.NotImages.Contains(row.SopClass) && !db.Set<Rendition>().Any(made => made.InstanceUid == row.Uid));

    private Task<List<Instance>> NextAsync(string study, CancellationToken stop) =>
        Waiting(db, study).OrderBy(row => row.SeriesUid).ThenBy(row => row.Number).ThenBy(row => row.Uid).Take(Batch).ToListAsync(stop);

    // Null: the study is settled, and all is done.
    private async Task<DateTimeOffset?> LaterThanAsync(StudyChange change, CancellationToken stop)
    {
        var due = DueAt(change.Study);
        if (due > change.Now) return due;
        if (await Waiting(db, change.Study.Uid).AnyAsync(stop)) return change.Now;
        return change.Study.SettledAt is null ? change.Now + Pause : null;
    }

    private async Task MakeAsync(Study study, IReadOnlyList<Instance> instances, StudyStep step, CancellationToken stop)
    {
        var made = new System.Collections.Concurrent.ConcurrentBag<MadeRendition>();
        using var keeping = new SemaphoreSlim(1);
        var kept = time.GetTimestamp();
        try
        {
            await Parallel.ForEachAsync(instances, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = stop }, async (instance, token) => made.Add(await maker.MakeAsync(instance, KeepAsync, token)));
            await CommitAsync(study.Uid, [.. made], stop);
        }
        finally
        {
            foreach (var one in made) await one.DisposeAsync();
        }

        // Long objects outlast a lease. Should it be another's by now, both do the same work, and one of them finds it done.
        async Task KeepAsync()
        {
            await keeping.WaitAsync(stop);
            try
            {
                if (time.GetElapsedTime(kept) < Keep) return;
                kept = time.GetTimestamp();
                await StudySteps.KeepAsync(db, step, time.GetUtcNow(), stop);
            }
            finally
            {
                keeping.Release();
            }
        }
    }

    private Task<StudyChange?> CommitAsync(string study, IReadOnlyList<MadeRendition> made, CancellationToken stop) => changes.ByPlatformAsync(db, study, async (change, token) =>
    {
        var uids = made.Select(one => one.Row.InstanceUid).ToArray();
        foreach (var series in made.Select(one => one.Row.SeriesUid).Distinct().Order(StringComparer.Ordinal))
            await db.Set<Series>().Where(row => row.Uid == series).ExecuteUpdateAsync(row => row.SetProperty(one => one.Version, one => one.Version + 1), token);
        var there = await db.Set<Instance>().Where(row => uids.Contains(row.Uid)).Select(row => row.ObjectKey).ToListAsync(token);
        var known = await db.Set<Rendition>().Where(row => uids.Contains(row.InstanceUid)).Select(row => row.InstanceUid).ToListAsync(token);
        var wanted = made.Where(one => there.Contains(one.Source.ObjectKey) && !known.Contains(one.Row.InstanceUid)).ToList();
        await Task.WhenAll(wanted.Select(one => one.PublishAsync()));
        db.AddRange(wanted.Select(one => one.Row));
        await db.SaveChangesAsync(token);
        return change;
    }, stop);
}

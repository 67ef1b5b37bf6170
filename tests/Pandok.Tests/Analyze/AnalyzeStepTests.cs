using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Audit;
using Pandok.Studies;
using Pandok.Tests.Worklist;
using Pandok.Worklist;

namespace Pandok.Tests.Analyze;

public sealed class AnalyzeStepTests
{
    [Fact]
    public async Task Without_a_model_the_study_says_so_and_stays_on_the_list()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        await server.WithDatabaseAsync(db => { db.Add(new StudyStep { StudyUid = Reading.Uid, Kind = StepKind.Analyze, DueAt = TimeProvider.System.GetUtcNow() }); return db.SaveChangesAsync(); });

        await Reading.EventuallyAsync(async () => (await server.StudyAsync()).Analysis == AnalysisState.NoModel);
        Assert.Equal(StudyState.Unread, (await server.StudyAsync()).State);
        Assert.Equal("""{"state":"noModel"}""", (await server.WithDatabaseAsync(db => db.Set<AuditEntry>().SingleAsync(entry => entry.Action == AuditAction.Analysis))).Detail);
        Assert.False(await server.WithDatabaseAsync(db => db.Set<StudyStep>().AnyAsync()));
    }

    [Fact]
    public async Task A_node_whose_lease_was_taken_over_saves_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        var later = TimeProvider.System.GetUtcNow().AddHours(1);
        await server.WithDatabaseAsync(db => { db.Add(new StudyStep { StudyUid = Reading.Uid, Kind = StepKind.Analyze, DueAt = later }); return db.SaveChangesAsync(); });

        await using var scope = server.Services.CreateAsyncScope();
        var step = scope.ServiceProvider.GetServices<IStudyStep>().Single(one => one.Kind == StepKind.Analyze);
        await step.RunAsync(new StudyStep { StudyUid = Reading.Uid, Kind = StepKind.Analyze, DueAt = later.AddMinutes(-2) }, default);
        Assert.Equal(AnalysisState.Pending, (await server.StudyAsync()).Analysis);
        Assert.Empty(await server.TrailAsync());
        Assert.True(await server.WithDatabaseAsync(db => db.Set<StudyStep>().AnyAsync()));
    }
}

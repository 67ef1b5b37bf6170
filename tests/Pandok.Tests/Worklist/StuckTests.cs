using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Pandok.Access;
using Pandok.Analyze;
using Pandok.Audit;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Tests.Worklist;

public sealed class StuckTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 8)]
    [InlineData(3, 32)]
    [InlineData(4, 128)]
    [InlineData(5, null)]
    [InlineData(6, null)]
    public void The_pause_grows_and_the_fifth_failure_is_the_last(int attempts, int? seconds) =>
        Assert.Equal(seconds is { } pause ? Now.AddSeconds(pause) : null, StepRetry.Next(attempts, Now));

    [Fact]
    public async Task Five_failures_make_a_study_stuck_until_a_person_retries_it()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var fault = new Fault();
        await using var server = await RunningServer.StartAsync(configure: services =>
        {
            services.AddSingleton<TimeProvider>(time).AddSingleton(fault).AddScoped<AnalyzeStep>();
            services.Remove(services.Single(service => service.ImplementationType == typeof(AnalyzeStep) && service.ServiceType == typeof(IStudyStep)));
            services.AddScoped<IStudyStep, FailingStep>();
        });
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        await server.WithDatabaseAsync(db => { db.Add(new StudyStep { StudyUid = Reading.Uid, Kind = StepKind.Analyze, DueAt = time.GetUtcNow() }); return db.SaveChangesAsync(); });
        var coordinator = await server.SignInAsync(Role.Coordinator);

        await Reading.EventuallyAsync(async () =>
        {
            await server.SweepAsync();
            time.Advance(TimeSpan.FromSeconds(40));
            return (await server.StudyAsync()).StuckReason is not null;
        });
        Assert.Equal(5, fault.Count);
        Assert.Equal("analyze: TimeoutException", (await server.StudyAsync()).StuckReason);
        await server.SweepAsync();
        Assert.Equal(5, fault.Count);
        Assert.Equal(1, (await coordinator.GetAsync("/api/coordinator/overview").JsonAsync()).GetProperty("stuck").GetInt32());
        var item = Assert.Single((await coordinator.GetAsync("/api/coordinator/studies?state=stuck").JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal("stuck", item.GetProperty("timeline")[0].GetProperty("kind").GetString());

        fault.Repaired = true;
        await coordinator.PostAsync($"/api/studies/{Reading.Uid}/retry", null).JsonAsync(HttpStatusCode.NoContent);
        await server.SweepAsync();
        await Reading.EventuallyAsync(async () => (await server.StudyAsync()).Analysis == AnalysisState.NoModel);
        Assert.Null((await server.StudyAsync()).StuckReason);
        Assert.Equal([AuditAction.Stuck, AuditAction.Retried, AuditAction.Analysis], await server.TrailAsync());
        Assert.Equal("notStuck", await coordinator.PostAsync($"/api/studies/{Reading.Uid}/retry", null).CodeAsync(HttpStatusCode.Conflict));
    }

    private sealed class Fault
    {
        public int Count;
        public bool Repaired;
    }

    private sealed class FailingStep(Fault fault, AnalyzeStep real) : IStudyStep
    {
        public StepKind Kind => StepKind.Analyze;

        public Task RunAsync(StudyStep step, CancellationToken stop)
        {
            if (fault.Repaired)
                return real.RunAsync(step, stop);
            Interlocked.Increment(ref fault.Count);
            throw new TimeoutException();
        }
    }
}

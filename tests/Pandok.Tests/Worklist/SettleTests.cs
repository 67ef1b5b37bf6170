using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Tests.Worklist;

public sealed class SettleTests
{
    [Fact]
    public async Task A_study_settles_when_its_column_says_so_and_not_before()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await RunningServer.StartAsync(configure: services => services.AddSingleton<TimeProvider>(time));
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id, change: study => Arriving(study, time.GetUtcNow().AddSeconds(20)));

        await server.SweepAsync();
        Assert.Equal(StudyState.Receiving, (await server.StudyAsync()).State);
        time.Advance(TimeSpan.FromSeconds(20));
        await server.SweepAsync();
        var study = await server.StudyAsync();
        Assert.Equal((StudyState.Unread, time.GetUtcNow()), (study.State, study.SettledAt!.Value));
        await Reading.EventuallyAsync(async () => (await server.StudyAsync()).Analysis == AnalysisState.NoModel);
        Assert.Equal([AuditAction.Settled, AuditAction.Analysis], await server.TrailAsync());
    }

    [Fact]
    public async Task An_emergency_that_is_read_already_settles_and_stays_with_its_reader()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        var soon = TimeProvider.System.GetUtcNow().AddSeconds(4);
        await server.AddAsync(site.Id, change: study => { Arriving(study, soon); study.Emergency = true; });
        var reader = await server.SignInAsync(Role.Reader, site.Id);
        await reader.ClaimAsync().JsonAsync();
        await Reading.EventuallyAsync(async () => (await server.StudyAsync()).SettledAt is not null);
        Assert.Equal(StudyState.Reading, (await server.StudyAsync()).State);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Many_sweeps_at_once_settle_and_analyse_each_study_once(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("AAA");
        var past = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        var uids = Enumerable.Range(1, 10).Select(number => $"2.25.{number}").ToList();
        foreach (var uid in uids)
            await server.AddAsync(site.Id, uid, study => Arriving(study, past));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.SweepAsync()));
        await Reading.EventuallyAsync(() => server.WithDatabaseAsync(async db => !await db.Set<StudyStep>().AnyAsync() && await db.Set<Study>().AllAsync(study => study.SettledAt != null)));
        foreach (var uid in uids)
        {
            Assert.Equal([AuditAction.Settled, AuditAction.Analysis], await server.TrailAsync(uid));
            Assert.Equal(AnalysisState.NoModel, (await server.StudyAsync(uid)).Analysis);
        }
        var verdict = await server.WithDatabaseAsync(db => server.Services.GetRequiredService<AuditTrail>().VerifyAsync(db, default));
        Assert.True(verdict.Intact);
    }

    private static void Arriving(Study study, DateTimeOffset settles) =>
        (study.State, study.SettledAt, study.SettlesAt) = (StudyState.Receiving, null, settles);
}

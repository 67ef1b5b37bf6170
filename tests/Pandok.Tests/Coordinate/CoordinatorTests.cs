using Pandok.Access;
using Pandok.Coordinate;
using Pandok.Ingest;
using Pandok.Studies;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Coordinate;

public sealed class CoordinatorTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(new double[0], null)]
    [InlineData(new[] { 30.0 }, 30.0)]
    [InlineData(new[] { 90.0, 30.0, 10.0 }, 30.0)]
    [InlineData(new[] { 10.0, 20.0 }, 15.0)]
    public void The_median_is_the_middle(double[] minutes, double? expected) =>
        Assert.Equal(expected, Overview.Median([.. minutes.Select(TimeSpan.FromMinutes)]));

    [Fact]
    public void Waiting_reading_and_late_are_counted_once_each()
    {
        Study[] open =
        [
            Open(StudyState.Unread, minutes: 30), Open(StudyState.Unread, minutes: 25 * 60), Open(StudyState.Receiving, minutes: 1),
            Open(StudyState.Receiving, minutes: 61, emergency: true), Open(StudyState.Reading, minutes: 5, held: true), Open(StudyState.Reading, minutes: 5),
        ];
        Assert.Equal(new Overview(Waiting: 4, Late: 2, Stuck: 1, MedianTurnaroundMinutes: null, Reading: 1), Overview.Of(open, 1, [], Now));
    }

    [Fact]
    public async Task The_coordinator_sees_all_sites_and_what_was_not_taken_in()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        var other = await server.AddSiteAsync("BBB");
        await server.AddAsync(site.Id, "2.25.1");
        await server.AddAsync(other.Id, "2.25.2", study => study.State = StudyState.Reported);
        await server.WithDatabaseAsync(db =>
        {
            db.Add(new IntakeProblem { Id = Guid.CreateVersion7(), At = Now, SiteId = site.Id, Source = "dimse", Peer = "127.0.0.1", CallingAe = "CT1", Code = "truncated", Detail = "ended within (7FE0,0010)", Count = 2 });
            db.Add(new IntakeProblem { Id = Guid.CreateVersion7(), At = Now.AddMinutes(1), Source = "stow", Peer = "127.0.0.1", Code = "badKey", Detail = "unknown key" });
            return db.SaveChangesAsync();
        });
        var coordinator = await server.SignInAsync(Role.Coordinator);

        Assert.Equal(2, (await coordinator.GetAsync("/api/coordinator/studies").JsonAsync()).GetProperty("items").GetArrayLength());
        Assert.Equal("2.25.2", Assert.Single((await coordinator.GetAsync("/api/coordinator/studies?state=reported").JsonAsync()).GetProperty("items").EnumerateArray()).GetProperty("study").GetString());
        Assert.Equal(1, (await coordinator.GetAsync("/api/coordinator/overview").JsonAsync()).GetProperty("waiting").GetInt32());
        var problems = (await coordinator.GetAsync("/api/coordinator/problems").JsonAsync()).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["badKey", "truncated"], problems.Select(one => one.GetProperty("code").GetString()));
        Assert.Equal(site.Name, problems[1].GetProperty("site").GetProperty("name").GetString());
    }

    private static Study Open(StudyState state, int minutes, bool emergency = false, bool held = false)
    {
        var study = ClaimTests.Study(state, emergency, held ? Guid.NewGuid() : null, held ? Now.AddMinutes(1) : null);
        study.ReceivedAt = Now.AddMinutes(-minutes);
        return study;
    }
}

using System.Net;
using System.Text.Json;
using Pandok.Access;
using Pandok.Studies;

namespace Pandok.Tests.Worklist;

public sealed class WorklistTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Emergencies_stand_first_then_the_longest_waiting_of_the_own_field(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("AAA");
        var elsewhere = await server.AddSiteAsync("BBB");
        var now = TimeProvider.System.GetUtcNow();
        var reader = await server.AddUserAsync(Role.Reader, site.Id);
        void At(Study study, int minutesAgo, bool emergency = false, string specialty = "chest", StudyState state = StudyState.Unread)
        {
            study.ReceivedAt = now.AddMinutes(-minutesAgo);
            (study.Emergency, study.Specialty, study.State) = (emergency, specialty, state);
        }
        await server.AddAsync(site.Id, "2.25.1", study => At(study, 10));
        await server.AddAsync(site.Id, "2.25.2", study => At(study, 30));
        await server.AddAsync(site.Id, "2.25.3", study => At(study, 1, emergency: true));
        await server.AddAsync(site.Id, "2.25.4", study => At(study, 60, specialty: "neuro"));
        await server.AddAsync(site.Id, "2.25.5", study => At(study, 20, state: StudyState.Amending));
        await server.AddAsync(site.Id, "2.25.6", study => { At(study, 5, state: StudyState.Reading); (study.ClaimedBy, study.ClaimExpires) = (reader.Id, now.AddMinutes(10)); });
        await server.AddAsync(site.Id, "2.25.7", study => { At(study, 90, state: StudyState.Reported); study.ReportedAt = now.AddMinutes(-1); });
        await server.AddAsync(site.Id, "2.25.8", study => { At(study, 90, state: StudyState.Delivered); study.ReportedAt = now; });
        await server.AddAsync(site.Id, "2.25.9", study => { At(study, 3, state: StudyState.Receiving); study.SettlesAt = now.AddHours(1); study.SettledAt = null; });
        await server.AddAsync(elsewhere.Id, "2.25.99", study => At(study, 500, emergency: true));
        var client = await server.SignInAsync(reader);

        var mine = await client.GetAsync("/api/worklist?mine=true").JsonAsync();
        Assert.Equal(["2.25.3", "2.25.2", "2.25.5", "2.25.1"], Ids(mine));
        Assert.Equal((4, 1, 2), Counts(mine));
        Assert.Equal(["2.25.3", "2.25.4", "2.25.2", "2.25.5", "2.25.1"], Ids(await client.GetAsync("/api/worklist?list=unread&specialty=all&mine=false").JsonAsync()));
        Assert.Equal(["2.25.4"], Ids(await client.GetAsync("/api/worklist?specialty=neuro&mine=false").JsonAsync()));
        Assert.Equal(["2.25.8", "2.25.7"], Ids(await client.GetAsync("/api/worklist?list=done").JsonAsync()));
        var reading = Assert.Single((await client.GetAsync("/api/worklist?list=reading").JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.True(reading.GetProperty("claim").GetProperty("mine").GetBoolean());
        Assert.Equal(site.Name, reading.GetProperty("site").GetProperty("name").GetString());
        Assert.Equal("none", reading.GetProperty("reportState").GetString());
        var fields = (await client.GetAsync("/api/worklist?mine=false").JsonAsync()).GetProperty("specialties").EnumerateArray().Select(one => (one.GetProperty("id").GetString(), one.GetProperty("unread").GetInt32()));
        Assert.Equal([("chest", 4), ("neuro", 1)], fields);
        Assert.Equal("unknownList", await client.GetAsync("/api/worklist?list=7").CodeAsync(HttpStatusCode.BadRequest));
    }

    private static IEnumerable<string?> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("study").GetString());

    private static (int, int, int) Counts(JsonElement page)
    {
        var counts = page.GetProperty("counts");
        return (counts.GetProperty("unread").GetInt32(), counts.GetProperty("reading").GetInt32(), counts.GetProperty("done").GetInt32());
    }
}

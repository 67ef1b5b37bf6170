using System.Net;
using System.Text.Json;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Studies;
using Pandok.Worklist.Workitems;

namespace Pandok.Tests.Worklist.Workitems;

public sealed class WorkitemTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_study_on_the_list_is_a_workitem_and_claiming_it_claims_the_study(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        var uid = await server.ReadingAsync();
        var reader = await server.SignInAsync(Role.Reader, site.Id);
        var other = await server.SignInAsync(Role.Reader, site.Id);

        var item = Assert.Single(await reader.FoundAsync("?ProcedureStepState=SCHEDULED&WorklistLabel=READING*"));
        Assert.Equal((uid, Reading.Uid, $"P-{Reading.Uid}"), (item.Value("00080018"), item.Value("0020000D"), item.Value("00100020")));
        Assert.Equal("MEDIUM", item.Value("00741200"));
        Assert.False(item.TryGetProperty("00081195", out _));

        await reader.StateAsync(uid, "IN PROGRESS").JsonAsync();
        Assert.Equal(StudyState.Reading, (await server.StudyAsync()).State);
        Assert.Equal("workitemConflict", await other.StateAsync(uid, "IN PROGRESS", "2.25.888").CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal("claimedByOther", await other.ClaimAsync().CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal("workitemConflict", await reader.StateAsync(uid, "CANCELED", "2.25.888").CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal("workitemConflict", await reader.StateAsync(uid, "COMPLETED").CodeAsync(HttpStatusCode.Conflict));

        await reader.DraftAsync(0, "no change").JsonAsync();
        await reader.SignAsync(1).JsonAsync();
        Assert.Equal(uid, Assert.Single(await reader.FoundAsync("?00741000=COMPLETED")).Value("00080018"));
        Assert.Empty(await reader.FoundAsync("?00741000=SCHEDULED"));
        using var again = await reader.StateAsync(uid, "CANCELED");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        using var already = await reader.StateAsync(uid, "COMPLETED");
        Assert.Equal(HttpStatusCode.OK, already.StatusCode);
        Assert.Contains("already in the requested state of COMPLETED", Assert.Single(already.Headers.Warning).Text);
    }

    [Fact]
    public async Task A_reading_given_back_is_cancelled_and_scheduled_anew()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        var first = await server.ReadingAsync();
        var reader = await server.SignInAsync(Role.Reader, site.Id);

        await reader.StateAsync(first, "IN PROGRESS").JsonAsync();
        await reader.StateAsync(first, "CANCELED").JsonAsync();

        Assert.Equal(StudyState.Unread, (await server.StudyAsync()).State);
        Assert.Equal([AuditAction.Claimed, AuditAction.Released], await server.TrailAsync());
        var second = Assert.Single(await reader.FoundAsync("?ProcedureStepState=SCHEDULED")).Value("00080018");
        Assert.NotEqual(first, second);
        Assert.Equal(first, Assert.Single(await reader.FoundAsync("?ProcedureStepState=CANCELED")).Value("00080018"));
    }

    [Fact]
    public async Task Who_claims_on_the_page_holds_the_workitem_too()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        var uid = await server.ReadingAsync();
        var reader = await server.SignInAsync(Role.Reader, site.Id);

        await reader.ClaimAsync().JsonAsync();

        Assert.Equal("IN PROGRESS", Assert.Single(await reader.FoundAsync()).Value("00741000"));
        Assert.Equal("workitemConflict", await reader.StateAsync(uid, "CANCELED").CodeAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_program_finds_its_work_and_says_what_it_did()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        var program = await server.SignInAsync(Role.Analyzer, site.Id);
        await server.AddAsync(site.Id, change: study => study.Analysis = AnalysisState.Pending);
        await server.ReadingAsync();

        var uid = Assert.Single(await program.FoundAsync("?WorklistLabel=ANALYSIS&InputReadinessState=READY")).Value("00080018");
        Assert.Equal("workitemConflict", await program.StateAsync(await server.ReadingAsync(), "IN PROGRESS").CodeAsync(HttpStatusCode.Conflict));
        await program.StateAsync(uid, "IN PROGRESS").JsonAsync();
        Assert.Equal("workitemConflict", await program.StateAsync(uid, "COMPLETED").CodeAsync(HttpStatusCode.Conflict));
        const string done = """
            {"00741002":{"vr":"SQ","Value":[{"00741004":{"vr":"DS","Value":[100]}}]},
             "00741216":{"vr":"SQ","Value":[{"00404033":{"vr":"SQ","Value":[{"0020000D":{"vr":"UI","Value":["2.25.1000"]}}]}}]}}
            """;
        Assert.Equal("badWorkitem", await program.SendAsync(HttpMethod.Post, $"/{uid}", done).CodeAsync(HttpStatusCode.BadRequest));
        Assert.Equal("workitemConflict", await program.SendAsync(HttpMethod.Post, $"/{uid}?2.25.1", done).CodeAsync(HttpStatusCode.Conflict));
        await program.SendAsync(HttpMethod.Post, $"/{uid}?{Ups.Transaction}", done).JsonAsync();
        await program.StateAsync(uid, "COMPLETED").JsonAsync();

        var item = Assert.Single((await program.SendAsync(HttpMethod.Get, $"/{uid}").JsonAsync()).EnumerateArray());
        Assert.Equal("COMPLETED", item.Value("00741000"));
        Assert.Equal("100", item.GetProperty("00741002").GetProperty("Value")[0].Value("00741004"));
        Assert.Equal("workitemConflict", await program.SendAsync(HttpMethod.Post, $"/{uid}?{Ups.Transaction}", done).CodeAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_client_makes_a_workitem_about_a_study_and_takes_it_back()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        var coordinator = await server.SignInAsync(Role.Coordinator);

        using var made = await coordinator.SendAsync(HttpMethod.Post, "?2.25.4711", Ups.Order(Reading.Uid));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.EndsWith("/dicom-web/workitems/2.25.4711", made.Headers.Location!.ToString());
        Assert.Equal("workitemConflict", await coordinator.SendAsync(HttpMethod.Post, "?2.25.4711", Ups.Order(Reading.Uid)).CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal("Second look", Assert.Single(await coordinator.FoundAsync("?ProcedureStepLabel=Second*")).Value("00741204"));
        Assert.Equal(HttpStatusCode.Accepted, (await coordinator.SendAsync(HttpMethod.Post, "/2.25.4711/cancelrequest")).StatusCode);
        Assert.Equal("CANCELED", Assert.Single(await coordinator.FoundAsync("?SOPInstanceUID=2.25.4711")).Value("00741000"));
        Assert.Equal([AuditAction.Workitem, AuditAction.Workitem], await server.TrailAsync());
    }

    [Fact]
    public async Task Nothing_is_accepted_that_would_not_be_kept_and_no_name_comes_to_rest()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        var coordinator = await server.SignInAsync(Role.Coordinator);
        var named = Ups.Order(Reading.Uid, more: """,  "00100010":{"vr":"PN","Value":[{"Alphabetic":"DEMO^PATIENT"}]}""");

        var refused = await coordinator.SendAsync(HttpMethod.Post, "", named).JsonAsync(HttpStatusCode.BadRequest);
        Assert.Contains("PatientName", refused.GetProperty("title").GetString());
        Assert.DoesNotContain("DEMO", refused.ToString());
        await coordinator.SendAsync(HttpMethod.Post, "", Ups.Order("2.25.404")).JsonAsync(HttpStatusCode.NotFound);
        await coordinator.SendAsync(HttpMethod.Post, "", "[1]").JsonAsync(HttpStatusCode.BadRequest);
        await coordinator.SendAsync(HttpMethod.Post, "", "{").JsonAsync(HttpStatusCode.BadRequest);
        await coordinator.SendAsync(HttpMethod.Post, "?not-a-uid", Ups.Order(Reading.Uid)).JsonAsync(HttpStatusCode.BadRequest);
        Assert.Equal("unknownKey", await coordinator.SendAsync(HttpMethod.Get, "?PatientName=DEMO*").CodeAsync(HttpStatusCode.BadRequest));
        var reading = await server.ReadingAsync();
        Assert.Equal("workitemConflict", await coordinator.SendAsync(HttpMethod.Post, $"/{reading}/cancelrequest").CodeAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Another_sites_workitems_do_not_exist()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        var elsewhere = await server.AddSiteAsync("BBB");
        await server.AddAsync(site.Id);
        var uid = await server.ReadingAsync();
        var stranger = await server.SignInAsync(Role.Reader, elsewhere.Id);

        Assert.Empty(await stranger.FoundAsync());
        foreach (var wish in new[]
        {
            stranger.SendAsync(HttpMethod.Get, $"/{uid}"), stranger.StateAsync(uid, "IN PROGRESS"), stranger.SendAsync(HttpMethod.Post, $"/{uid}?2.25.1", "{}"),
            stranger.SendAsync(HttpMethod.Post, $"/{uid}/cancelrequest"), stranger.SendAsync(HttpMethod.Post, $"/{uid}/subscribers/THEM"), stranger.SendAsync(HttpMethod.Post, "", Ups.Order(Reading.Uid)),
        })
            Assert.Equal("notFound", await wish.CodeAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task An_emergency_is_a_workitem_of_high_priority_before_its_study_is_complete()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id, change: study => (study.State, study.Emergency, study.SettledAt, study.SettlesAt) = (StudyState.Receiving, true, null, study.ReceivedAt.AddHours(1)));
        await server.ReadingAsync();
        var reader = await server.SignInAsync(Role.Reader, site.Id);

        var item = Assert.Single(await reader.FoundAsync());
        Assert.Equal(("HIGH", "INCOMPLETE"), (item.Value("00741200"), item.Value("00404041")));
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_nests_without_end_or_hides_its_length_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var coordinator = await server.SignInAsync(Role.Coordinator);
        Assert.Equal("tooLarge", await coordinator.SendAsync(HttpMethod.Post, "?2.25.1", new string(' ', (1 << 20) + 1)).CodeAsync(HttpStatusCode.RequestEntityTooLarge));
        Assert.Equal("badRequest", await coordinator.SendAsync(HttpMethod.Post, "?2.25.1", new string(' ', 1 << 20)).CodeAsync(HttpStatusCode.BadRequest));
        var deep = string.Concat(Enumerable.Repeat("{\"00081199\":{\"vr\":\"SQ\",\"Value\":[", 20_000));
        Assert.Equal("badRequest", await coordinator.SendAsync(HttpMethod.Post, "?2.25.1", deep).CodeAsync(HttpStatusCode.BadRequest));
        using var hidden = new HttpRequestMessage(HttpMethod.Post, "/dicom-web/workitems?2.25.1") { Content = new StreamContent(new MemoryStream("[]"u8.ToArray())) };
        hidden.Content.Headers.ContentType = new("application/dicom+json");
        hidden.Headers.TransferEncodingChunked = true;
        Assert.Equal("lengthRequired", await coordinator.SendAsync(hidden).CodeAsync(HttpStatusCode.LengthRequired));
        Assert.Empty(await coordinator.FoundAsync());
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentify;
using Pandok.Deidentify.Vaults;
using Pandok.Studies;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Deidentify;

/// <summary>What the privacy officer's page of the vault asks of the server.</summary>
public sealed class VaultPageTests
{
    private static readonly StudyIdentity Gildong = new("홍^길동", "PLANTED-1", "19700131", "M", "ACC-PLANTED", "1.2.3", "20261121", "101500", null);

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Joined_patients_are_one_person_to_the_reader_and_parted_two_again(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await SealedAsync(server, "AAA", ("2.25.1", "AAA-ONE", "PLANTED-1"), ("2.25.2", "AAA-TWO", "PLANTED-2"));
        var (officer, reader) = (await server.SignInAsync(Role.PrivacyOfficer), await server.SignInAsync(Role.Reader, site));
        await server.WithDatabaseAsync(db => db.Set<Study>().Where(study => study.Uid == "2.25.1").ExecuteUpdateAsync(row => row
            .SetProperty(study => study.StudyDate, "20300101").SetProperty(study => study.ReceivedAt, DateTimeOffset.UnixEpoch)));
        var patients = await officer.GetAsync("/api/privacy/patients").JsonAsync();
        Assert.Equal(["AAA-ONE", "AAA-TWO"], patients.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("pseudonym").GetString()).Order());
        Assert.DoesNotContain("PLANTED", patients.GetRawText());
        Assert.Empty(await PriorsAsync(reader));

        Assert.Equal("mergeIncomplete", await officer.PostAsJsonAsync("/api/privacy/merges", new { site, pseudonym = "AAA-ONE", other = "AAA-TWO" }).CodeAsync(HttpStatusCode.BadRequest));
        Assert.Equal("notMergeable", await officer.PostAsJsonAsync("/api/privacy/merges", new { site, pseudonym = "AAA-ONE", other = "AAA-SIX", reason = "nobody" }).CodeAsync(HttpStatusCode.Conflict));
        var merge = await officer.PostAsJsonAsync("/api/privacy/merges", new { site, pseudonym = "AAA-ONE", other = "AAA-TWO", reason = "registered twice" }).JsonAsync();
        var found = (await officer.GetAsync("/api/privacy/patients?find=aaa-one").JsonAsync()).GetProperty("items")[0];
        Assert.Equal(("AAA-ONE", "AAA-TWO"), (found.GetProperty("pseudonym").GetString(), found.GetProperty("joined")[0].GetString()));
        // Its date is shifted by another number of weeks: it says nothing here, and does not make it later than it came.
        var prior = Assert.Single(await PriorsAsync(reader));
        Assert.Equal(("2.25.1", JsonValueKind.Null, JsonValueKind.Null), (prior.GetProperty("study").GetString(), prior.GetProperty("studyDate").ValueKind, prior.GetProperty("daysBefore").ValueKind));

        (await officer.PostAsync($"/api/privacy/merges/{merge.GetProperty("id").GetGuid()}/undo", null)).EnsureSuccessStatusCode();
        Assert.Empty(await PriorsAsync(reader));
        Assert.Equal(["patientsMerged", "mergeUndone"], await DeedsAsync(server));

        async Task<IReadOnlyList<JsonElement>> PriorsAsync(HttpClient client) => [.. (await client.GetAsync("/api/studies/2.25.2/opening").JsonAsync()).GetProperty("priors").EnumerateArray()];
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Identities_of_many_studies_need_a_second_officer_a_reason_and_leave_their_rows(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        await SealedAsync(server, "AAA", ("2.25.1", "AAA-ONE", "PLANTED-1"), ("2.25.2", "AAA-TWO", "PLANTED-2"));
        var (first, second) = (await server.SignInAsync(Role.PrivacyOfficer), await server.SignInAsync(Role.PrivacyOfficer));
        var studies = new[] { "2.25.1", "2.25.2" };
        Assert.Equal("askIncomplete", await first.PostAsJsonAsync("/api/privacy/asks", new { studies }).CodeAsync(HttpStatusCode.BadRequest));
        Assert.Equal("notFound", await first.PostAsJsonAsync("/api/privacy/asks", new { studies = new[] { "2.25.9" }, reason = "recall" }).CodeAsync(HttpStatusCode.NotFound));
        var ask = (await first.PostAsJsonAsync("/api/privacy/asks", new { studies, reason = "recall of a contrast agent" }).JsonAsync()).GetProperty("id").GetGuid();
        Assert.Equal("notAgreed", await first.PostAsync($"/api/privacy/asks/{ask}/resolve", null).CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal("samePerson", await first.PostAsync($"/api/privacy/asks/{ask}/agree", null).CodeAsync(HttpStatusCode.Conflict));
        (await second.PostAsync($"/api/privacy/asks/{ask}/agree", null)).EnsureSuccessStatusCode();
        Assert.Equal("notFound", await second.PostAsync($"/api/privacy/asks/{ask}/resolve", null).CodeAsync(HttpStatusCode.NotFound));
        var listed = (await second.GetAsync("/api/privacy/asks").JsonAsync()).GetProperty("items")[0];
        Assert.Equal((false, 2, true), (listed.GetProperty("mine").GetBoolean(), listed.GetProperty("studies").GetInt32(), listed.GetProperty("endsAt").GetDateTimeOffset() > listed.GetProperty("agreedAt").GetDateTimeOffset()));

        using var answer = await first.PostAsync($"/api/privacy/asks/{ask}/resolve", null);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var items = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items");
        Assert.Equal(["PLANTED-1", "PLANTED-2"], items.EnumerateArray().Select(item => item.GetProperty("patientId").GetString()).Order());
        Assert.Equal(["identitiesAsked", "identitiesAgreed"], await DeedsAsync(server));
        var resolved = await server.WithDatabaseAsync(db => db.Set<AuditEntry>().SingleAsync(row => row.Action == AuditAction.IdentityResolved));
        Assert.Contains($"bulk {ask}", resolved.Detail);
        Assert.DoesNotContain("PLANTED", resolved.Detail);
    }

    [Fact]
    public async Task Too_many_identities_in_a_minute_are_refused_and_written_down_as_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        await server.WithDatabaseAsync(async db =>
        {
            var now = server.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            db.AddRange(Enumerable.Range(0, 601).Select(n => new Study { Uid = $"2.25.{n}", SiteId = site.Id, Pseudonym = $"P-{n}", ReceivedAt = now, LastInstanceAt = now, SettlesAt = now }));
            return await db.SaveChangesAsync();
        });
        var (first, second) = (await server.SignInAsync(Role.PrivacyOfficer), await server.SignInAsync(Role.PrivacyOfficer));
        Assert.Equal("askIncomplete", await first.PostAsJsonAsync("/api/privacy/asks", new { studies = Enumerable.Range(0, 501).Select(n => $"2.25.{n}"), reason = "recall" }).CodeAsync(HttpStatusCode.BadRequest));
        foreach (var (from, count, expected) in new[] { (0, 500, HttpStatusCode.OK), (500, 101, HttpStatusCode.TooManyRequests) })
        {
            var ask = (await first.PostAsJsonAsync("/api/privacy/asks", new { studies = Enumerable.Range(from, count).Select(n => $"2.25.{n}"), reason = "recall" }).JsonAsync()).GetProperty("id").GetGuid();
            (await second.PostAsync($"/api/privacy/asks/{ask}/agree", null)).EnsureSuccessStatusCode();
            Assert.Equal(expected, (await first.PostAsync($"/api/privacy/asks/{ask}/resolve", null)).StatusCode);
        }
        Assert.Equal(1, await server.WithDatabaseAsync(db => db.Set<AuditEntry>().CountAsync(row => row.Action == AuditAction.IdentityResolved)));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_site_is_erased_only_by_its_code_and_a_reason_and_stays_erased(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await SealedAsync(server, "AAA", ("2.25.1", "AAA-ONE", "PLANTED-1"));
        var empty = await server.AddSiteAsync("BBB");
        var officer = await server.SignInAsync(Role.PrivacyOfficer);
        var line = await LineAsync();
        Assert.Equal((1, 1, 1, JsonValueKind.Null), (line.GetProperty("studies").GetInt32(), line.GetProperty("patients").GetInt32(), line.GetProperty("undelivered").GetInt32(), line.GetProperty("erasedAt").ValueKind));
        foreach (var wish in new object[] { new { }, new { code = "AAB", reason = "siteAsked" }, new { code = "AAA" }, new { code = "aaa", reason = "siteAsked" } })
            Assert.Equal("eraseNotConfirmed", await officer.PostAsJsonAsync($"/api/privacy/sites/{site}/erase", wish).CodeAsync(HttpStatusCode.BadRequest));
        Assert.Equal("nothingSealed", await officer.PostAsJsonAsync($"/api/privacy/sites/{empty.Id}/erase", new { code = "BBB", reason = "siteAsked" }).CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal(1, (await LineAsync()).GetProperty("studies").GetInt32());

        (await officer.PostAsJsonAsync($"/api/privacy/sites/{site}/erase", new { code = "AAA", reason = "siteAsked" })).EnsureSuccessStatusCode();
        Assert.NotEqual(JsonValueKind.Null, (await LineAsync()).GetProperty("erasedAt").ValueKind);
        Assert.Equal("alreadyErased", await officer.PostAsJsonAsync($"/api/privacy/sites/{site}/erase", new { code = "AAA", reason = "siteAsked" }).CodeAsync(HttpStatusCode.Conflict));
        await Assert.ThrowsAsync<ErasedSiteException>(() => server.Services.GetRequiredService<Vault>().KeysOfAsync(site, default));
        Assert.Equal(["vaultErased"], await DeedsAsync(server));
        Assert.Contains("siteAsked", (await server.WithDatabaseAsync(db => db.Set<AuditEntry>().SingleAsync(row => row.Detail!.Contains("vaultErased")))).Detail);

        async Task<JsonElement> LineAsync() => (await officer.GetAsync("/api/privacy/sites").JsonAsync()).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("code").GetString() == "AAA");
    }

    [Fact]
    public async Task An_officer_of_one_site_has_nothing_to_do_with_the_vault_of_another()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await SealedAsync(server, "AAA", ("2.25.1", "AAA-ONE", "PLANTED-1"), ("2.25.2", "AAA-TWO", "PLANTED-2"));
        var other = await SealedAsync(server, "BBB", ("2.25.3", "BBB-ONE", "PLANTED-3"));
        var (everybodys, own) = (await server.SignInAsync(Role.PrivacyOfficer), await server.SignInAsync(Role.PrivacyOfficer, other));
        var ask = (await everybodys.PostAsJsonAsync("/api/privacy/asks", new { studies = new[] { "2.25.1", "2.25.3" }, reason = "recall" }).JsonAsync()).GetProperty("id").GetGuid();
        foreach (var list in new[] { "patients", "sites", "asks", "merges" })
            Assert.DoesNotContain("AAA", (await own.GetAsync($"/api/privacy/{list}").JsonAsync()).GetRawText());
        Assert.Empty((await own.GetAsync("/api/privacy/asks").JsonAsync()).GetProperty("items").EnumerateArray());
        await own.PostAsync($"/api/privacy/asks/{ask}/agree", null).CodeAsync(HttpStatusCode.NotFound);
        await own.PostAsJsonAsync("/api/privacy/asks", new { studies = new[] { "2.25.1" }, reason = "recall" }).CodeAsync(HttpStatusCode.NotFound);
        await own.PostAsJsonAsync("/api/privacy/merges", new { site, pseudonym = "AAA-ONE", other = "AAA-TWO", reason = "same" }).CodeAsync(HttpStatusCode.NotFound);
        await own.PostAsJsonAsync($"/api/privacy/sites/{site}/erase", new { code = "AAA", reason = "siteAsked" }).CodeAsync(HttpStatusCode.NotFound);
        Assert.False(await server.Services.GetRequiredService<Vault>().IsErasedAsync(site, default));
    }

    private static async Task<Guid> SealedAsync(RunningServer server, string code, params (string Study, string Pseudonym, string PatientId)[] studies)
    {
        var site = await server.AddSiteAsync(code);
        foreach (var (uid, pseudonym, patient) in studies)
        {
            var study = await server.AddAsync(site.Id, uid);
            await server.WithDatabaseAsync(db => db.Set<Study>().Where(row => row.Uid == uid).ExecuteUpdateAsync(row => row.SetProperty(one => one.Pseudonym, pseudonym)));
            Assert.IsType<SealOutcome.Sealed>(await server.Services.GetRequiredService<Vault>().SealAsync(site.Id, pseudonym, Gildong with { PatientId = patient, StudyUid = $"1.2.{study.Uid}" }, uid, default));
        }
        return site.Id;
    }

    private static async Task<List<string>> DeedsAsync(RunningServer server) =>
        [.. (await server.WithDatabaseAsync(db => db.Set<AuditEntry>().Where(row => row.Action == AuditAction.Administered).OrderBy(row => row.Seq).Select(row => row.Detail!).ToListAsync()))
            .Where(detail => detail.Contains("\"deed\"", StringComparison.Ordinal)).Select(detail => JsonElement.Parse(detail).GetProperty("deed").GetString()!)];
}

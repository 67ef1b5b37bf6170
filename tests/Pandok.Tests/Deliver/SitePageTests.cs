using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentification.Mapping;
using Pandok.Deidentify;
using Pandok.Deidentify.Vaults;
using Pandok.Tests.Worklist;
using UglyToad.PdfPig;

namespace Pandok.Tests.Deliver;

public sealed class SitePageTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task The_site_sees_its_patient_gets_the_report_and_says_received(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("AAA");
        var identity = new StudyIdentity("홍^길동", "DEMO-1", "19700131", "M", "ACC-1", "1.2.3", "20261121", "101500", null);
        var keys = await server.Services.GetRequiredService<SiteKeyring>().OfAsync(site.Id, default);
        var uid = Mapped.Uid(keys, identity.StudyUid);
        await server.AddAsync(site.Id, uid, study => study.Accession = Mapped.Accession(keys, identity.Accession!));
        await server.Services.GetRequiredService<Vault>().SealAsync(site.Id, $"P-{uid}", identity, uid, default);
        var login = await server.AddUserAsync(Role.Technologist, site.Id);
        var technologist = await server.SignInAsync(login);
        var reader = await server.SignInAsync(Role.Reader, site.Id);
        var path = $"/api/site/studies/{uid}";

        var before = Assert.Single((await technologist.GetAsync("/api/site/studies").JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal(("홍길동", "DEMO-1", "1970-01-31", "M"), (Text(before, "patient", "name"), Text(before, "patient", "id"), Text(before, "patient", "birthDate"), Text(before, "patient", "sex")));
        Assert.Equal(("ACC-1", "2026-11-21"), (Text(before, "accession"), Text(before, "studyDate")));
        Assert.False(before.GetProperty("reportReady").GetBoolean());
        Assert.Equal("notDelivered", await technologist.PostAsync($"{path}/acknowledge", null).CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal("noReport", await technologist.GetAsync($"{path}/report.pdf").CodeAsync(HttpStatusCode.NotFound));

        await reader.ReportAsync(uid);
        await Reading.EventuallyAsync(async () => (await server.TrailAsync(uid)).Contains(AuditAction.Delivered));
        var after = await technologist.GetAsync(path).JsonAsync();
        Assert.True(after.GetProperty("reportReady").GetBoolean());
        Assert.Equal("no change", after.GetProperty("report").GetProperty("versions")[0].GetProperty("sections").GetProperty("impression").GetString());
        await technologist.PostAsync($"{path}/acknowledge", null).JsonAsync(HttpStatusCode.NoContent);
        await technologist.PostAsync($"{path}/acknowledge", null).JsonAsync(HttpStatusCode.NoContent);

        var done = await technologist.GetAsync(path).JsonAsync();
        Assert.Equal(("delivered", $"Demo {login.UserName}"), (Text(done, "state"), Text(done, "acknowledgedBy")));
        Assert.Equal(["claimed", "reported", "delivered", "acknowledged"], done.GetProperty("timeline").EnumerateArray().Select(one => one.GetProperty("kind").GetString()));
        Assert.Equal(["claimed", "reported", "delivered", "acknowledged"],
            (await reader.GetAsync($"/api/studies/{uid}/timeline").JsonAsync()).GetProperty("events").EnumerateArray().Select(one => one.GetProperty("kind").GetString()));
        Assert.Contains(AuditAction.IdentityResolved, await server.TrailAsync(uid));

        var sheet = await PdfAsync(technologist, $"{path}/report.pdf");
        Assert.Contains("DEMO-1", sheet);
        var blind = await PdfAsync(reader, $"/api/studies/{uid}/report.pdf");
        Assert.DoesNotContain("DEMO-1", blind);
        Assert.Contains("P-2.25.", blind);
    }

    [Fact]
    public async Task What_the_vault_does_not_hold_is_shown_without_a_name()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        var referrer = await server.SignInAsync(Role.Referrer, site.Id);
        var item = Assert.Single((await referrer.GetAsync("/api/site/studies").JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal("", Text(item, "patient", "name"));
        var answer = await referrer.GetAsync("/api/site/studies");
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task The_privacy_officer_reads_the_receipt()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        await server.WithDatabaseAsync(db =>
        {
            db.Add(new ReceiptRow
            {
                StudyUid = Reading.Uid,
                ProfileName = "basic",
                ProfileVersion = "1",
                ProfileSha256 = "ab",
                Instances = 3,
                ActionsJson = """{"remove":7,"uid":4}""",
                FindingsJson = """[{"code":"privateRemoved","at":"(0009,1001)","count":3}]""",
                TablesJson = """[{"name":"e1-1","edition":"2026c","sha256":"cd"}]""",
            });
            return db.SaveChangesAsync();
        });
        var officer = await server.SignInAsync(Role.PrivacyOfficer);
        var receipt = await officer.GetAsync($"/api/privacy/receipts/{Reading.Uid}").JsonAsync();
        Assert.Equal(7, receipt.GetProperty("actions").GetProperty("remove").GetInt32());
        Assert.Equal("privateRemoved", receipt.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.Equal("basic", receipt.GetProperty("profile").GetProperty("name").GetString());
    }

    private static string? Text(JsonElement element, params string[] path) => path.Aggregate(element, (at, name) => at.GetProperty(name)).GetString();

    private static async Task<string> PdfAsync(HttpClient client, string path)
    {
        using var pdf = PdfDocument.Open(await client.GetByteArrayAsync(path));
        return string.Concat(pdf.GetPages().Select(page => page.Text));
    }
}

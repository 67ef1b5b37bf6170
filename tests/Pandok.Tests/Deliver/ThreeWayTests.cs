using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Deidentification.Mapping;
using Pandok.Deidentify;
using Pandok.Deidentify.Vaults;
using Pandok.Deliver;
using Pandok.Studies;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Deliver;

/// <summary>A report leaves with a name only if study UID, accession number and pseudonym agree with the vault; a mismatch of each holds it.</summary>
public sealed class ThreeWayTests
{
    private static readonly StudyIdentity Gildong = new("홍^길동", "PLANTED-1", "19700131", "M", "ACC-PLANTED", "1.2.3", "20261121", "101500", null);

    [Theory, InlineData("studyUid"), InlineData("accession"), InlineData("pseudonym")]
    public async Task A_mismatch_holds_the_delivery_and_names_nobody(string which)
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        var keys = await server.Services.GetRequiredService<SiteKeyring>().OfAsync(site.Id, default);
        var uid = Mapped.Uid(keys, which == "studyUid" ? "1.2.4" : Gildong.StudyUid);
        var study = await server.AddAsync(site.Id, uid, study => study.Accession = Mapped.Accession(keys, which == "accession" ? "OTHER" : Gildong.Accession!));
        await server.Services.GetRequiredService<Vault>().SealAsync(site.Id, which == "pseudonym" ? "P-OTHER" : study.Pseudonym, Gildong, uid, default);
        var reader = await server.SignInAsync(Role.Reader, site.Id);
        var technologist = await server.SignInAsync(Role.Technologist, site.Id);
        await reader.ReportAsync(uid);
        await Reading.EventuallyAsync(async () => (await server.StudyAsync(uid)).StuckReason is not null);
        Assert.Equal($"deliver: identity:{which}", (await server.StudyAsync(uid)).StuckReason);
        Assert.Equal([DeliveryResult.Held], await server.WithDatabaseAsync(db => db.Set<Delivery>().Select(delivery => delivery.Outcome).ToListAsync()));
        var item = Assert.Single((await technologist.GetAsync("/api/site/studies").JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal(("mismatch", "", false), (item.GetProperty("identity").GetString(), item.GetProperty("patient").GetProperty("name").GetString(), item.GetProperty("reportReady").GetBoolean()));
        Assert.Equal("identityMismatch", await technologist.GetAsync($"/api/site/studies/{uid}/report.pdf").CodeAsync(System.Net.HttpStatusCode.Conflict));
        Assert.DoesNotContain("PLANTED", (await technologist.GetAsync($"/api/site/studies/{uid}").JsonAsync()).GetRawText());

        // Mended, and asked for anew by the coordinator, it is delivered.
        await server.WithDatabaseAsync(db => db.Set<Study>().ExecuteUpdateAsync(row => row.SetProperty(one => one.Accession, Mapped.Accession(keys, Gildong.Accession!))));
        if (which != "accession") return;
        var coordinator = await server.SignInAsync(Role.Coordinator);
        (await coordinator.PostAsync($"/api/studies/{uid}/retry", null)).EnsureSuccessStatusCode();
        await Reading.EventuallyAsync(async () => await server.WithDatabaseAsync(db => db.Set<Delivery>().AnyAsync(delivery => delivery.Outcome == DeliveryResult.Delivered)));
        Assert.Null((await server.StudyAsync(uid)).StuckReason);
    }

    [Fact]
    public async Task After_an_erasure_the_report_is_delivered_and_says_that_nobody_knows_whose_it_is()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        var keys = await server.Services.GetRequiredService<SiteKeyring>().OfAsync(site.Id, default);
        var uid = Mapped.Uid(keys, Gildong.StudyUid);
        var study = await server.AddAsync(site.Id, uid, study => study.Accession = Mapped.Accession(keys, Gildong.Accession!));
        await server.Services.GetRequiredService<Vault>().SealAsync(site.Id, study.Pseudonym, Gildong, uid, default);
        await server.Services.GetRequiredService<SiteErasure>().RunAsync(site.Id, new Actor(Guid.Empty, "test", "shell"), default);
        var reader = await server.SignInAsync(Role.Reader, site.Id);
        var technologist = await server.SignInAsync(Role.Technologist, site.Id);
        await reader.ReportAsync(uid);
        await Reading.EventuallyAsync(async () => await server.WithDatabaseAsync(db => db.Set<Delivery>().AnyAsync()));
        var item = Assert.Single((await technologist.GetAsync("/api/site/studies").JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal(("erased", "", true), (item.GetProperty("identity").GetString(), item.GetProperty("patient").GetProperty("name").GetString(), item.GetProperty("reportReady").GetBoolean()));
    }
}

using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Studies;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Archive;

public sealed class QidoTests
{
    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Studies_are_matched_by_key_paged_and_never_another_sites(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var (own, other) = (await server.AddSiteAsync("OWN"), await server.AddSiteAsync("OTHER"));
        for (var i = 0; i < 5; i++)
        {
            var number = i;
            await server.AddAsync(own.Id, $"2.25.10{i}", study => (study.StudyDate, study.Accession, study.ReceivedAt) = ($"2026010{number + 1}", $"A{number}", study.ReceivedAt.AddMinutes(number)));
        }
        await server.AddAsync(other.Id, "2.25.999");
        using var reader = await server.SignInAsync(Role.Reader, own.Id);

        Assert.Equal(["2.25.104", "2.25.103", "2.25.102", "2.25.101", "2.25.100"], await UidsAsync(reader, ""));
        Assert.Equal(["2.25.103", "2.25.102"], await UidsAsync(reader, "?limit=2&offset=1"));
        Assert.Equal(["2.25.102"], await UidsAsync(reader, "?AccessionNumber=A2"));
        Assert.Equal(["2.25.101"], await UidsAsync(reader, "?00100020=P-2.25.101"));
        Assert.Equal(["2.25.103", "2.25.102", "2.25.101"], await UidsAsync(reader, "?StudyDate=20260102-20260104"));
        Assert.Equal(["2.25.104", "2.25.103"], await UidsAsync(reader, "?StudyDate=20260104-"));
        Assert.Equal(["2.25.100"], await UidsAsync(reader, "?StudyInstanceUID=2.25.100,2.25.999"));
        Assert.Empty(await UidsAsync(reader, "?ModalitiesInStudy=MR"));
    }

    [Fact]
    public async Task An_answer_is_the_JSON_model_with_what_the_level_requires()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("OWN");
        await server.AddAsync(site.Id, "2.25.100", study => study.Description = null);
        using var reader = await server.SignInAsync(Role.Reader, site.Id);
        using var answer = await reader.GetAsync("/dicom-web/studies");
        Assert.Equal("application/dicom+json", answer.Content.Headers.ContentType!.MediaType);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var study = json.RootElement[0];
        // PS3.18 Table 10.6.3-3: required attributes of a study.
        foreach (var tag in new[] { "00080020", "00080030", "00080050", "00080056", "00080061", "00081190", "00100020", "00100040", "0020000D", "00200010", "00201206", "00201208" })
            Assert.True(study.TryGetProperty(tag, out _), tag);
        Assert.Equal(3, study.GetProperty("00201208").GetProperty("Value")[0].GetInt32());
        Assert.False(study.GetProperty("00081030").TryGetProperty("Value", out _));
    }

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Keys_match_by_wildcard_range_list_and_modality_in_a_stable_order_for_one_site_several_and_all(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var sites = new[] { (await server.AddSiteAsync("AAA")).Id, (await server.AddSiteAsync("BBB")).Id, (await server.AddSiteAsync("CCC")).Id };
        string[] modalities = ["CT", "MR", "DX"];
        for (var i = 0; i < 30; i++)
        {
            var number = i;
            var uid = $"2.25.{100 + i}";
            var study = await server.AddAsync(sites[i % 3], uid, study =>
            {
                (study.StudyDate, study.StudyTime) = ($"202601{number + 1:00}", $"{number % 24:00}1530");
                (study.Modality, study.ReceivedAt) = (modalities[number % 3], study.ReceivedAt.AddMinutes(number / 2)); // two arrive at a time
            });
            await server.WithDatabaseAsync(async db =>
            {
                await db.Set<Study>().Where(row => row.Uid == uid).ExecuteUpdateAsync(row => row.SetProperty(one => one.Pseudonym, $"P_{number:00}%x"));
                foreach (var modality in new[] { modalities[number % 3], "SR" }.Take(number % 5 == 0 ? 2 : 1))
                {
                    db.Add(new Series { Uid = $"{uid}.{modality}", StudyUid = uid, Modality = modality, Number = 1, InstanceCount = 1 });
                    db.Add(new StudyModality { StudyUid = uid, Modality = modality, SiteId = study.SiteId, ReceivedAt = study.ReceivedAt });
                }
                return await db.SaveChangesAsync();
            });
        }
        using var all = await server.SignInAsync(Role.Coordinator);
        using var two = await server.SignInAsync(Role.Reader, sites[0], sites[1]);
        using var one = await server.SignInAsync(Role.Reader, sites[2]);

        string[] Expected(Func<int, bool> which) => [.. Enumerable.Range(0, 30).Where(which).OrderByDescending(i => i).Select(i => $"2.25.{100 + i}")];
        foreach (var (client, sees) in new (HttpClient, Func<int, bool>)[] { (all, _ => true), (two, i => i % 3 != 2), (one, i => i % 3 == 2) })
        {
            async Task Is(string query, Func<int, bool> which) => Assert.Equal(Expected(i => sees(i) && which(i)), await UidsAsync(client, query));
            await Is("", _ => true);
            await Is("?PatientID=P_0*", i => i < 10);
            await Is("?PatientID=P_?5*", i => i % 10 == 5);
            await Is("?PatientID=P%25*", _ => false);     // % and _ are characters, not wildcards
            await Is("?PatientID=PX0*", _ => false);
            await Is("?PatientID=p_0*", _ => false);      // only names are matched without regard to case
            await Is("?PatientName=anonymous%5EP_0*", i => i < 10);
            await Is("?PatientName=*_1?%25X", i => i is >= 10 and < 20);
            await Is("?PatientName=*", _ => true);
            await Is("?PatientName=HONG*", _ => false);
            await Is("?ReferringPhysicianName=HONG*", _ => false);
            await Is("?00080061=MR", i => i % 3 == 1);
            await Is("?ModalitiesInStudy=MR%5CDX", i => i % 3 != 0);
            await Is("?ModalitiesInStudy=S?", i => i % 5 == 0);
            await Is("?ModalitiesInStudy=SR&PatientID=P_1*", i => i % 5 == 0 && i is >= 10 and < 20);
            await Is("?ModalitiesInStudy=SR&StudyDate=20260105-20260120", i => i % 5 == 0 && i is >= 4 and < 20);
            await Is("?StudyDate=20260110", i => i == 9);
            await Is("?StudyDate=-20260110", i => i < 10);
            await Is("?StudyTime=10-12", i => i % 24 is >= 10 and <= 12);
            await Is("?StudyTime=101530", i => i % 24 == 10);
            await Is("?StudyInstanceUID=2.25.104%5C2.25.105,2.25.106", i => i is >= 4 and <= 6);
            foreach (var key in new[] { "", "&StudyDate=20260103-", "&ModalitiesInStudy=CT,MR,DX", "&PatientID=P_*" })
            {
                var paged = new List<string>();
                for (var offset = 0; ; offset += 4)
                {
                    var page = await UidsAsync(client, $"?limit=4&offset={offset}{key}");
                    paged.AddRange(page);
                    if (page.Length < 4) break;
                }
                Assert.Equal(await UidsAsync(client, "?" + key.TrimStart('&')), paged);
            }
        }
    }

    [Fact]
    public async Task Series_and_instances_are_found_across_studies_with_what_stands_above_them()
    {
        await using var server = await DicomWebServer.StartAsync();
        var paths = new List<string>();
        foreach (var name in new[] { "CT_small.dcm", "MR_small.dcm", "emri_small_RLE.dcm" }) paths.Add(await server.StoreAsync(DicomWebServer.Shared($"conformance/transfer-syntaxes/{name}")));
        async Task<JsonElement[]> AskAsync(string path)
        {
            using var answer = await server.GetAsync(path);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, text);
            return text.Length == 0 ? [] : [.. JsonElement.Parse(text).EnumerateArray()];
        }

        Assert.Equal(3, (await AskAsync("/dicom-web/series")).Length);
        var ct = (await AskAsync("/dicom-web/series?Modality=CT")).Single();
        Assert.Equal("CT", ct.GetProperty("00080061").GetProperty("Value")[0].GetString());
        Assert.Equal(1, ct.GetProperty("00201209").GetProperty("Value")[0].GetInt32());
        var patient = ct.GetProperty("00100020").GetProperty("Value")[0].GetString();
        Assert.Single(await AskAsync($"/dicom-web/instances?PatientID={patient}"));
        Assert.Equal(2, (await AskAsync("/dicom-web/instances?00080060=MR")).Length);
        var multi = (await AskAsync("/dicom-web/instances?NumberOfFrames=10&includefield=PixelSpacing,PhotometricInterpretation")).Single();
        Assert.EndsWith(paths[2], multi.GetProperty("00081190").GetProperty("Value")[0].GetString());
        Assert.Equal("MONOCHROME2", multi.GetProperty("00280004").GetProperty("Value")[0].GetString());
        Assert.False(multi.TryGetProperty("00280100", out _));
        Assert.Equal(16, (await AskAsync("/dicom-web/instances?NumberOfFrames=10&includefield=all")).Single().GetProperty("00280100").GetProperty("Value")[0].GetInt32());
        var study = paths[0][..paths[0].IndexOf("/series", StringComparison.Ordinal)];
        Assert.Single(await AskAsync(study + "/instances?SOPClassUID=1.2.840.10008.5.1.4.1.1.2"));
        Assert.Empty(await AskAsync(study + "/series?Modality=MR"));
        Assert.Empty(await AskAsync(study + "/instances?PatientID=SOMEBODY"));
    }

    [Fact]
    public async Task What_is_unknown_or_malformed_is_refused_with_words()
    {
        (string Query, string Code)[] refusals =
        [
            ("?Nonsense=1", "unknownParameter"),
            ("?StudyDate=yesterday", "badValue"),
            ("?StudyDate=20261399", "badValue"),
            ("?StudyDate=-", "badValue"),
            ("?StudyInstanceUID=1.2.x", "badValue"),
            ("?StudyTime=1", "badValue"),
            ("?limit=-1", "badParameter"),
            ("?offset=x", "badParameter"),
            ("?fuzzymatching=maybe", "badParameter"),
            ("?includefield=Nonsense", "unknownAttribute"),
            ("?PatientID=a&PatientID=b", "repeatedKey"),
            ("?PatientID=a&00100020=b", "repeatedKey"),
            ("?Modality=CT", "unsupportedKey"),
            ("?PatientBirthDate=19700101", "unsupportedKey"),
            ("?RequestAttributesSequence.ScheduledProcedureStepID=1", "unsupportedKey"),
        ];
        await using var server = await RunningServer.StartAsync();
        using var coordinator = await server.SignInAsync(Role.Coordinator);
        foreach (var (query, code) in refusals) Assert.Equal((query, code), (query, await coordinator.GetAsync("/dicom-web/studies" + query).CodeAsync(HttpStatusCode.BadRequest)));
    }

    [Fact]
    public async Task What_was_asked_and_is_not_given_is_said_in_a_warning()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("OWN");
        for (var i = 0; i < 3; i++) await server.AddAsync(site.Id, $"2.25.10{i}");
        using var reader = await server.SignInAsync(Role.Reader, site.Id);
        async Task<string> WarningAsync(string query)
        {
            using var answer = await reader.GetAsync("/dicom-web/studies" + query);
            return answer.Headers.TryGetValues("Warning", out var warnings) ? string.Join(' ', warnings) : "";
        }
        Assert.Contains("more results", await WarningAsync("?limit=2"));
        Assert.Equal("", await WarningAsync("?limit=3"));
        Assert.Contains("fuzzymatching", await WarningAsync("?fuzzymatching=true"));
        Assert.Contains("00081010", await WarningAsync("?includefield=StationName"));
        Assert.Equal("", await WarningAsync("?includefield=StudyDescription,all"));
    }

    private static async Task<string[]> UidsAsync(HttpClient reader, string query)
    {
        using var answer = await reader.GetAsync("/dicom-web/studies" + query);
        if (answer.StatusCode == HttpStatusCode.NoContent) return [];
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{query}: {answer.StatusCode}");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. json.RootElement.EnumerateArray().Select(study => study.GetProperty("0020000D").GetProperty("Value")[0].GetString()!)];
    }
}

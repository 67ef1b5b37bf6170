using System.Text.Json;
using Pandok.Access;
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

    private static async Task<string[]> UidsAsync(HttpClient reader, string query)
    {
        using var json = JsonDocument.Parse(await reader.GetStringAsync("/dicom-web/studies" + query));
        return [.. json.RootElement.EnumerateArray().Select(study => study.GetProperty("0020000D").GetProperty("Value")[0].GetString()!)];
    }
}

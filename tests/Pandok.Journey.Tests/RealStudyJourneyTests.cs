using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Pandok.Journey.Tests.Fixtures;
using Pandok.Tests;
using UglyToad.PdfPig;

namespace Pandok.Journey.Tests;

/// <summary>The whole way of a real chest CT (248 slices, JPEG lossless): storescu, list, reading, report, delivery with the identity restored.</summary>
public sealed class RealStudyJourneyTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("SQLite", 248)]
    [InlineData("PostgreSQL", 60)]
    public async Task A_real_CT_arrives_complete_is_read_and_goes_back_with_its_identity_and_nothing_of_it_stays_on_disk(string database, int count)
    {
        using var planted = await PlantedStudy.CopyAsync(Places.Data("chest-ct/ricord-1a-covid-dicom"), count);
        Assert.Equal(count, Directory.GetFiles(planted.Folder).Length);
        var onPostgres = database == "PostgreSQL";
        await using var node = await Node.StartAsync(
            database: onPostgres ? await PostgresCluster.NewDatabaseAsync() : null, vaultDatabase: onPostgres ? await PostgresCluster.NewDatabaseAsync() : null);
        using var reader = await node.SignInNewAsync("reader", "Reader");
        using var stranger = await node.SignInNewAsync("stranger", "Reader", "SITEB");
        using var referrer = await node.SignInNewAsync("referrer", "Referrer");
        using var coordinator = await node.SignInNewAsync("coordinator", "Coordinator", null);

        var (code, said) = await node.StorescuAsync(planted.Folder);
        Assert.True(code == 0, said);

        // on the list
        var list = await Node.UntilAsync(reader, "/api/worklist?list=unread&specialty=all", answer => answer.GetProperty("items").GetArrayLength() == 1);
        var item = list.GetProperty("items")[0];
        Assert.Equal(count, item.GetProperty("instances").GetInt32());
        Assert.Equal("chest", item.GetProperty("specialty").GetString());
        Assert.True(item.GetProperty("complete").GetBoolean());
        // A clean CT is no case for a person: not one slice is held.
        Assert.Equal(0, item.GetProperty("held").GetInt32());
        var study = item.GetProperty("study").GetString()!;
        Assert.StartsWith("2.25.", study);
        Assert.StartsWith("SITEA-", item.GetProperty("pseudonym").GetString());

        // another site's reader sees nothing of it
        foreach (var path in new[] { $"/api/studies/{study}/opening", $"/dicom-web/studies/{study}/metadata", $"/api/studies/{study}/report" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path)).StatusCode);

        // opened: manifest and pixels
        var opening = await reader.GetFromJsonAsync<JsonElement>($"/api/studies/{study}/opening");
        Assert.Equal("noModel", opening.GetProperty("analysis").GetProperty("state").GetString());
        var series = opening.GetProperty("series")[0].GetProperty("series").GetString();
        var manifest = await reader.GetFromJsonAsync<JsonElement>($"/api/series/{series}/manifest");
        var frames = manifest.GetProperty("frames");
        Assert.Equal(count, frames.GetProperty("instance").GetArrayLength());
        var along = frames.GetProperty("along").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        Assert.Equal(along.Order(), along);
        await PixelsEqualDcmtkAsync(reader, study, series!, manifest, planted);

        // claimed, reported, signed
        Assert.Equal(HttpStatusCode.OK, (await reader.PostAsync($"/api/studies/{study}/claim", null)).StatusCode);
        var sections = new { indication = "기침", comparison = "", findings = "양측 폐에 간유리음영. Ground-glass opacity.", impression = "시험 판독입니다" };
        using var put = new HttpRequestMessage(HttpMethod.Put, $"/api/studies/{study}/report/draft") { Content = JsonContent.Create(new { sections }) };
        put.Headers.IfMatch.Add(new EntityTagHeaderValue("\"0\""));
        Assert.Equal(HttpStatusCode.OK, (await reader.SendAsync(put)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await reader.PostAsJsonAsync($"/api/studies/{study}/report/sign", new { draftVersion = 1 })).StatusCode);

        // at the site: the identity is back
        var own = await Node.UntilAsync(referrer, $"/api/site/studies/{study}", answer => answer.GetProperty("timeline").EnumerateArray().Any(at => at.GetProperty("kind").GetString() == "delivered"));
        Assert.Contains(PlantedStudy.HangulName, own.GetProperty("patient").GetProperty("name").GetString());
        Assert.Equal(PlantedStudy.PatientId, own.GetProperty("patient").GetProperty("id").GetString());
        var pdf = await referrer.GetByteArrayAsync($"/api/site/studies/{study}/report.pdf");
        using (var document = PdfDocument.Open(pdf))
        {
            var text = string.Concat(document.GetPages().Select(page => page.Text)).Replace(" ", "", StringComparison.Ordinal);
            Assert.Contains(PlantedStudy.HangulName, text);
            Assert.Contains("시험판독입니다", text);
        }
        Assert.Equal(HttpStatusCode.NoContent, (await referrer.PostAsync($"/api/site/studies/{study}/acknowledge", null)).StatusCode);
        own = await referrer.GetFromJsonAsync<JsonElement>($"/api/site/studies/{study}");
        Assert.Equal("delivered", own.GetProperty("state").GetString());
        output.WriteLine(string.Join(" > ", own.GetProperty("timeline").EnumerateArray().Select(at => at.GetProperty("kind").GetString())));
        Assert.Equal(["received", "settled", "analysis", "claimed", "reported", "delivered", "acknowledged"],
            own.GetProperty("timeline").EnumerateArray().Select(at => at.GetProperty("kind").GetString()!).Distinct());

        // the pseudonymous side never says the name
        foreach (var path in new[] { $"/api/studies/{study}/opening", $"/dicom-web/studies/{study}/metadata", "/api/worklist?list=done&specialty=all" })
            Assert.DoesNotContain("ZZPLANTED", await reader.GetStringAsync(path));
        Assert.DoesNotContain("ZZPLANTED", await coordinator.GetStringAsync("/api/coordinator/problems"));

        // nothing identifiable anywhere on disk or in the logs, and the audit chain holds
        Assert.Empty(planted.FindIn(node.Folder));
        if (onPostgres) Assert.Empty(planted.FindIn(Path.Combine(PostgresCluster.DataFolder, "d")));
        Assert.DoesNotContain("ZZPLANTED", node.Log);
        Assert.Contains("intact", await node.AdminAsync("audit", "verify"), StringComparison.OrdinalIgnoreCase);
    }

    // The mapped UID hides which file a frame came from, so slices are matched by position.
    private static async Task PixelsEqualDcmtkAsync(HttpClient reader, string study, string series, JsonElement manifest, PlantedStudy planted)
    {
        var frames = manifest.GetProperty("frames");
        // Axial slices on one line: positions are the origin and the way along the normal.
        var positions = frames.GetProperty("along").EnumerateArray().Select(along => manifest.GetProperty("origin")[2].GetDouble() + along.GetDouble()).ToArray();
        foreach (var file in Directory.GetFiles(planted.Folder).Order().Where((_, index) => index % 83 == 0))
        {
            var decoded = Path.Combine(planted.Folder, "decoded.raw.dcm");
            var (code, said) = await Run.Async(Places.Tool("dcmdjpeg"), file, decoded);
            Assert.True(code == 0, said);
            var expected = File.ReadAllBytes(decoded);
            File.Delete(decoded);
            var (_, dump) = await Run.Async(Places.Tool("dcmdump"), "+P", "0020,0032", file);
            var z = double.Parse(dump.Split('[', ']')[1].Split('\\')[2], System.Globalization.CultureInfo.InvariantCulture);
            var index = Array.FindIndex(positions, position => Math.Abs(position - z) < 1e-3);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/dicom-web/studies/{study}/series/{series}/instances/{frames.GetProperty("instance")[index].GetString()}/frames/1");
            request.Headers.Accept.ParseAdd("application/octet-stream");
            using var answer = await reader.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var pixels = await answer.Content.ReadAsByteArrayAsync();
            Assert.Equal(manifest.GetProperty("rows").GetInt32() * manifest.GetProperty("columns").GetInt32() * 2, pixels.Length);
            Assert.True(expected.AsSpan().IndexOf(pixels) > 0, $"the pixels of {Path.GetFileName(file)} are not DCMTK's");
        }
    }
}

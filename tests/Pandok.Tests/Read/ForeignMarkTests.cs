using System.Net;
using System.Text.Json;
using Pandok.Tests.Archive;
using Pandok.Tests.Devices;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Read;

/// <summary>What pydicom wrote on a real image, through the door and out again.</summary>
public sealed class ForeignMarkTests
{
    [Fact]
    public async Task Reports_presentation_states_and_key_objects_of_others_are_listed_on_their_image()
    {
        var image = Directory.GetFiles(DicomWebServer.Shared("chest-ct"), "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        using var folder = new TemporaryFolder();
        var (code, said) = await Peer.RunAsync("/usr/bin/python3", Repository.At("tests/Pandok.Tests/Read/foreign_marks.py"), image, folder.Path);
        Assert.True(code == 0, said);
        await using var server = await DicomWebServer.StartAsync();
        var place = (await server.StoreAsync(image)).Split('/');
        var (study, series, instance) = (place[3], place[5], place[7]);
        foreach (var name in new[] { "report", "state", "keys" }) await server.StoreAsync(folder[name + ".dcm"]);

        var answer = await server.Reader.GetAsync($"/api/studies/{study}/foreign-marks").JsonAsync();
        Assert.Empty(answer.GetProperty("refused").EnumerateArray());
        var marks = answer.GetProperty("items").EnumerateArray().ToList();
        Assert.All(marks, mark => Assert.Equal((series, instance, 1), (mark.GetProperty("series").GetString(), mark.GetProperty("instance").GetString(), mark.GetProperty("frame").GetInt32())));
        Assert.Equal(
            ["keyObjects none ", "presentation polyline 10 20 30 40", "presentation text 50 60", "report ellipse 200 210 240 210 220 200 220 220", "report polyline 100 120 118 120"],
            marks.Select(Shape).Order(StringComparer.Ordinal));
        var length = marks.Single(mark => Shape(mark).StartsWith("report polyline", StringComparison.Ordinal));
        Assert.Contains("Nodule", length.GetProperty("text").GetString(), StringComparison.Ordinal);
        var value = Assert.Single(length.GetProperty("values").EnumerateArray());
        Assert.Equal(("Length", 12.5, "mm"), (value.GetProperty("name").GetString(), value.GetProperty("value").GetDouble(), value.GetProperty("unit").GetString()));
        Assert.Equal("Nodule", marks.Single(mark => Shape(mark).StartsWith("presentation text", StringComparison.Ordinal)).GetProperty("text").GetString());
        Assert.Equal("notFound", await server.Stranger.GetAsync($"/api/studies/{study}/foreign-marks").CodeAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Reports_of_other_makers_are_listed_and_what_is_no_measurement_report_or_lies_on_no_image_is_told()
    {
        var folder = DicomWebServer.Shared("conformance/modalities/sr");
        await using var server = await DicomWebServer.StartAsync();
        Assert.Equal(["report circle", "report ellipse", "report point", "report polyline"], (await MarksAsync("sr-arrow", "sr-circle", "sr-ellipse", "sr-protractor", "sr-rectangle")).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("noMeasurements", await MarksAsync("reportsi"));

        async Task<IEnumerable<string>> MarksAsync(params string[] names)
        {
            var study = "";
            foreach (var name in names) study = (await server.StoreAsync(Path.Combine(folder, name + ".dcm"))).Split('/')[3];
            var answer = await server.Reader.GetAsync($"/api/studies/{study}/foreign-marks").JsonAsync();
            Assert.All(answer.GetProperty("items").EnumerateArray(), mark => Assert.Equal(JsonValueKind.Null, mark.GetProperty("instance").ValueKind));
            return answer.GetProperty("items").EnumerateArray().Select(mark => $"{mark.GetProperty("kind").GetString()} {mark.GetProperty("shape").GetString()}").Concat(answer.GetProperty("refused").EnumerateArray().Select(one => one.GetProperty("code").GetString()!));
        }
    }

    private static string Shape(JsonElement mark) =>
        $"{mark.GetProperty("kind").GetString()} {mark.GetProperty("shape").GetString()} {string.Join(' ', mark.GetProperty("points").EnumerateArray().SelectMany(point => point.EnumerateArray()).Select(part => part.GetDouble()))}";
}

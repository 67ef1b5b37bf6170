using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Audit;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Objects.Reports;
using Pandok.Studies;
using Pandok.Tests.Archive;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Read;

/// <summary>Measurements and key images over HTTP, on a study of two real CT images.</summary>
public sealed class DrawingEndpointTests
{
    private static readonly Guid One = Guid.Parse("11111111-1111-4111-8111-111111111111");

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_measurement_is_kept_changed_and_deleted_each_with_its_row_on_the_trail(Store store)
    {
        await using var server = await DicomWebServer.StartAsync(store);
        var image = await StoreAsync(server);
        var made = await server.Reader.PutAsJsonAsync(Address(image, One), Length(image)).JsonAsync();
        Assert.Equal((One.ToString(), "length", false), (made.GetProperty("id").GetString(), made.GetProperty("kind").GetString(), made.GetProperty("signed").GetBoolean()));
        await server.Reader.PutAsJsonAsync(Address(image, One), Length(image, "결절")).JsonAsync();

        var kept = Assert.Single((await server.Reader.GetAsync($"/api/studies/{image.Study}/measurements").JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal("결절", kept.GetProperty("label").GetString());
        Assert.Equal([10.5, 20.25], kept.GetProperty("points")[0].EnumerateArray().Select(part => part.GetDouble()));
        Assert.Equal(("length", 35.5, "mm"), Figure(kept.GetProperty("figures")[0]));
        Assert.StartsWith("Demo ", kept.GetProperty("author").GetProperty("displayName").GetString());

        await server.Reader.DeleteAsync(Address(image, One)).JsonAsync(HttpStatusCode.NoContent);
        Assert.Equal("notFound", await server.Reader.DeleteAsync(Address(image, One)).CodeAsync(HttpStatusCode.NotFound));
        Assert.Empty((await server.Reader.GetAsync($"/api/studies/{image.Study}/measurements").JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal(3, (await server.Node.TrailAsync(image.Study)).Count(action => action == AuditAction.Measured));
    }

    [Fact]
    public async Task Only_readers_of_the_site_write_nobody_into_anothers_study_and_only_on_its_images()
    {
        await using var server = await DicomWebServer.StartAsync();
        var image = await StoreAsync(server);
        var site = await server.Node.WithDatabaseAsync(db => db.Set<Study>().Select(study => study.SiteId).SingleAsync());
        Assert.Equal("notFound", await server.Stranger.PutAsJsonAsync(Address(image, One), Length(image)).CodeAsync(HttpStatusCode.NotFound));
        Assert.Equal("notFound", await server.Stranger.GetAsync($"/api/studies/{image.Study}/measurements").CodeAsync(HttpStatusCode.NotFound));
        var coordinator = await server.Node.SignInAsync(Pandok.Access.Role.Coordinator);
        Assert.Equal("notAllowed", await coordinator.PutAsJsonAsync(Address(image, One), Length(image)).CodeAsync(HttpStatusCode.Forbidden));
        await coordinator.GetAsync($"/api/studies/{image.Study}/measurements").JsonAsync();

        Assert.Equal("badMeasurement", await server.Reader.PutAsJsonAsync(Address(image, One), new { kind = "length" }).CodeAsync(HttpStatusCode.BadRequest));
        Assert.Equal("noImage", await server.Reader.PutAsJsonAsync(Address(image, One), Length(image with { Instance = "2.25.4711" })).CodeAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("noImage", await server.Reader.PutAsJsonAsync(Address(image, One), Length(image with { Frame = 2 })).CodeAsync(HttpStatusCode.UnprocessableEntity));

        await SettleAsync(server, image);
        var colleague = await server.Node.SignInAsync(Pandok.Access.Role.Reader, site);
        await colleague.ClaimAsync(image.Study).JsonAsync();
        Assert.Equal("claimedByOther", await server.Reader.PutAsJsonAsync(Address(image, One), Length(image)).CodeAsync(HttpStatusCode.Conflict));
        await colleague.PutAsJsonAsync(Address(image, One), Length(image)).JsonAsync();
        Assert.Equal("claimedByOther", await server.Reader.DeleteAsync(Address(image, One)).CodeAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task What_was_there_when_the_report_was_signed_stays_as_it_was()
    {
        await using var server = await DicomWebServer.StartAsync();
        var image = await StoreAsync(server);
        await server.Reader.PutAsJsonAsync(Address(image, One), Length(image)).JsonAsync();
        await server.Reader.PutAsJsonAsync(Address(image, One, "key-images"), Key(image, "before")).JsonAsync();
        await SettleAsync(server, image);
        await server.Reader.ClaimAsync(image.Study).JsonAsync();
        await server.Reader.DraftAsync(0, "no change", image.Study).JsonAsync();
        await server.Reader.PostAsJsonAsync($"/api/studies/{image.Study}/report/sign", new { draftVersion = 1 }).JsonAsync();

        Assert.Equal("signed", await server.Reader.PutAsJsonAsync(Address(image, One), Length(image, "later")).CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal("signed", await server.Reader.DeleteAsync(Address(image, One)).CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal("signed", await server.Reader.DeleteAsync(Address(image, One, "key-images")).CodeAsync(HttpStatusCode.Conflict));
        var other = Guid.NewGuid();
        await server.Reader.PutAsJsonAsync(Address(image, other), Length(image, "for the addendum")).JsonAsync();
        var items = (await server.Reader.GetAsync($"/api/studies/{image.Study}/measurements").JsonAsync()).GetProperty("items").EnumerateArray();
        Assert.Equal([true, false], items.Select(item => item.GetProperty("signed").GetBoolean()));
    }

    [Fact]
    public async Task Every_kind_becomes_a_measurement_report_that_others_find_no_error_in()
    {
        await using var server = await DicomWebServer.StartAsync();
        var image = await StoreAsync(server);
        Assert.Equal("noMeasurements", await server.Reader.GetAsync($"/api/studies/{image.Study}/measurements.dcm").CodeAsync(HttpStatusCode.NotFound));
        foreach (var wish in EveryKind(image)) await server.Reader.PutAsJsonAsync(Address(image, Guid.NewGuid()), wish).JsonAsync();

        var bytes = await server.Reader.GetByteArrayAsync($"/api/studies/{image.Study}/measurements.dcm");
        var set = (await new DicomReader(new MemoryStream(bytes)).ReadFileAsync(default)).DataSet;
        Assert.Equal(image.Study, set.GetString(Tags.StudyInstanceUID));
        var report = Assert.IsType<ReportReading.Understood>(MeasurementReportReader.Read(set)).Report;
        Assert.Equal(10, report.Groups.Count);
        Assert.Contains(report.Groups, group => group.TrackingId == "결절" && group.Measurements is [{ Value: 35.5 }]);
        Assert.Contains(report.Groups, group => group.TrackingId == "Bidirectional 1, short axis" && group.Measurements is [{ Value: 8 }]);
        Assert.Equal(bytes, await server.Reader.GetByteArrayAsync($"/api/studies/{image.Study}/measurements.dcm"));
        await PassesAsync(bytes, "Imaging Measurement Report");
    }

    [Fact]
    public async Task Key_images_become_a_key_object_that_others_find_no_error_in()
    {
        await using var server = await DicomWebServer.StartAsync();
        var image = await StoreAsync(server);
        await server.Reader.PutAsJsonAsync(Address(image, One, "key-images"), Key(image, "우하엽")).JsonAsync();
        var kept = Assert.Single((await server.Reader.GetAsync($"/api/studies/{image.Study}/key-images").JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal(("우하엽", -600), (kept.GetProperty("caption").GetString(), kept.GetProperty("window").GetProperty("center").GetInt32()));
        var bytes = await server.Reader.GetByteArrayAsync($"/api/studies/{image.Study}/key-images.dcm");
        var selection = KeyObjectSelection.Read((await new DicomReader(new MemoryStream(bytes)).ReadFileAsync(default)).DataSet)!.Value;
        Assert.Equal((image.Instance, "우하엽"), (Assert.Single(selection.Objects).SopInstanceUid, selection.Description));
        await PassesAsync(bytes, "Of Interest");
        await server.Reader.DeleteAsync(Address(image, One, "key-images")).JsonAsync(HttpStatusCode.NoContent);
        Assert.Equal(2, (await server.Node.TrailAsync(image.Study)).Count(action => action == AuditAction.KeyImage));
    }

    [Fact]
    public async Task The_printed_report_shows_the_key_images_that_were_there_when_it_was_signed()
    {
        await using var server = await DicomWebServer.StartAsync();
        var image = await StoreAsync(server);
        await server.Reader.PutAsJsonAsync(Address(image, Guid.NewGuid()), Length(image, "nodule")).JsonAsync();
        foreach (var wish in EveryKind(image)) await server.Reader.PutAsJsonAsync(Address(image, Guid.NewGuid()), wish).JsonAsync();
        await server.Reader.PutAsJsonAsync(Address(image, One, "key-images"), Key(image, "우하엽 결절")).JsonAsync();
        await SettleAsync(server, image);
        await server.Reader.ClaimAsync(image.Study).JsonAsync();
        await server.Reader.DraftAsync(0, "no change", image.Study).JsonAsync();
        await server.Reader.PostAsJsonAsync($"/api/studies/{image.Study}/report/sign", new { draftVersion = 1 }).JsonAsync();
        await server.Reader.PutAsJsonAsync(Address(image, Guid.NewGuid(), "key-images"), Key(image, "afterwards")).JsonAsync();

        using var folder = new TemporaryFolder();
        async Task<string> PrintAsync()
        {
            await File.WriteAllBytesAsync(folder["report.pdf"], await server.Reader.GetByteArrayAsync($"/api/studies/{image.Study}/report.pdf"));
            return (await RunAsync("pdftotext", "-raw", folder["report.pdf"], "-")).Output;
        }
        var text = await PrintAsync();
        if (Environment.GetEnvironmentVariable("PANDOK_KEEP_PDF") is { } kept) File.Copy(folder["report.pdf"], kept, true);
        Assert.Contains("우하엽 결절", text);
        Assert.Contains("W 1500 C −600".Replace('−', '-'), text);
        Assert.Contains("35.5 mm", text);
        Assert.Contains("12.0 × 8.0 mm", text);
        Assert.Contains("−854 HU", text);
        Assert.DoesNotContain("afterwards", text);
        // One picture, as large as the frame: 64 x 64, grey, a JPEG.
        var (_, images) = await RunAsync("pdfimages", "-list", folder["report.pdf"]);
        Assert.Matches(@"image\s+64\s+64\s+gray\s+1\s+8\s+jpeg", images);

        // A withdrawn image is said to be missing; the report is printed all the same.
        await server.Node.WithDatabaseAsync(db => db.Set<Instance>().Where(row => row.Uid == image.Instance).ExecuteDeleteAsync());
        Assert.Matches("can no longer be shown|더 이상 표시할 수 없습니다", await PrintAsync());
        Assert.DoesNotContain("jpeg", (await RunAsync("pdfimages", "-list", folder["report.pdf"])).Output);
    }

    private sealed record Image(string Study, string Series, string Instance, int Frame);

    private static async Task<Image> StoreAsync(DicomWebServer server)
    {
        var path = (await server.StoreAsync(Directory.GetFiles(DicomWebServer.Shared("chest-ct"), "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First())).Split('/');
        return new(path[3], path[5], path[7], 1);
    }

    private static Task<int> SettleAsync(DicomWebServer server, Image image) => server.Node.WithDatabaseAsync(async db =>
    {
        var study = await db.Set<Study>().SingleAsync(row => row.Uid == image.Study);
        (study.State, study.SettledAt) = (StudyState.Unread, study.ReceivedAt);
        return await db.SaveChangesAsync();
    });

    private static string Address(Image image, Guid id, string what = "measurements") => $"/api/studies/{image.Study}/{what}/{id}";

    private static object Key(Image image, string caption) => new { image.Series, image.Instance, image.Frame, caption, window = new { center = -600, width = 1500 } };

    private static object Length(Image image, string label = "") => Wish(image, "length", [[10.5, 20.25], [60, 70]], label, ("length", 35.5, "mm"));

    private static object Wish(Image image, string kind, double[][] points, string label, params (string Name, double Value, string Unit)[] figures) => new
    {
        kind,
        image.Series,
        image.Instance,
        image.Frame,
        points,
        positions = points.Select(point => new[] { point[0], point[1], -100 }),
        frameOfReference = "2.25.9",
        label,
        figures = figures.Select(figure => new { name = figure.Name, value = figure.Value, unit = figure.Unit }),
        spacing = "PixelSpacing",
    };

    private static IEnumerable<object> EveryKind(Image image) =>
    [
        Length(image, "결절"),
        Wish(image, "angle", [[0, 0], [5, 5], [9, 0]], "", ("angle", 90.1, "deg")),
        Wish(image, "cobb", [[0, 0], [9, 1], [0, 20], [9, 18]], "", ("angle", 16.2, "deg")),
        Wish(image, "bidirectional", [[0, 0], [4, 4], [9, -9], [-9, 9]], "", ("longAxis", 12, "mm"), ("shortAxis", 8, "mm")),
        Wish(image, "ellipse", [[10, 10], [20, 40]], "", ("mean", -731.25, "HU"), ("sd", 20.5, "HU"), ("min", -900, "HU"), ("max", -600, "HU"), ("area", 25, "mm2"), ("pixels", 100, "count")),
        Wish(image, "freehand", [[10, 10], [20, 12], [24, 40], [8, 30]], "curve", ("mean", -7.5, "HU"), ("area", 300, "px2")),
        Wish(image, "rectangle", [[10, 10], [20, 40]], "raw", ("mean", 731.25, ""), ("area", 25, "px2")),
        Wish(image, "probe", [[10.5, 10.5]], "", ("value", -854, "HU")),
        Wish(image, "arrow", [[10, 10], [20, 20]], "Nodule?"),
    ];

    private static (string?, double, string?) Figure(JsonElement figure) => (figure.GetProperty("name").GetString(), figure.GetProperty("value").GetDouble(), figure.GetProperty("unit").GetString());

    /// <summary>dciodvfy knows no UTF-8; what it says of that is no error of the object.</summary>
    private static async Task PassesAsync(byte[] file, string title)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["object.dcm"], file);
        var (_, verdict) = await RunAsync("dciodvfy", folder["object.dcm"]);
        Assert.DoesNotContain(verdict.Split('\n'), line => line.StartsWith("Error", StringComparison.Ordinal));
        var (exit, dump) = await RunAsync("dsrdump", "+Pl", folder["object.dcm"]);
        Assert.True(exit == 0 && !dump.Contains("\nE: "), dump);
        Assert.Contains(title, dump);
    }

    private static async Task<(int Exit, string Output)> RunAsync(string program, params string[] arguments)
    {
        if (!File.Exists($"/usr/bin/{program}")) Assert.Skip($"NOT TESTED: {program} is not installed.");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}

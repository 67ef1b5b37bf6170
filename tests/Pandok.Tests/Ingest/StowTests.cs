using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Tests.Archive;

namespace Pandok.Tests.Ingest;

public sealed class StowTests
{
    private const string Ct = "conformance/transfer-syntaxes/CT_small.dcm";

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task The_sender_learns_which_instance_became_which_and_where_it_is(Store store)
    {
        await using var server = await DicomWebServer.StartAsync(store);
        var (status, body, _) = await server.StowAsync(DicomWebServer.Shared(Ct));
        Assert.Equal(HttpStatusCode.OK, status);
        var item = Values(body, "00081199").Single();
        var original = (await HeaderAsync(Ct)).GetString(Tags.SOPInstanceUID);
        Assert.Equal("1.2.840.10008.5.1.4.1.1.2", Text(item, "00081150"));
        Assert.StartsWith("2.25.", Text(item, "00081155"));
        Assert.Equal(0xB000, item.GetProperty("00081196").GetProperty("Value")[0].GetInt32());
        Assert.Equal(original, Text(Values(Values(item, "04000561").Single(), "04000550").Single(), "00080018"));
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync(new Uri(Text(item, "00081190")!).AbsolutePath)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync(new Uri(Text(body, "00081190")!).AbsolutePath + "/metadata")).StatusCode);

        // Sent again it is the same answer: it is there.
        var again = await server.StowAsync(DicomWebServer.Shared(Ct));
        Assert.Equal((HttpStatusCode.OK, Text(item, "00081155")), (again.Status, Text(Values(again.Body, "00081199").Single(), "00081155")));
    }

    [Fact]
    public async Task What_failed_is_named_with_its_reason_and_the_rest_is_stored()
    {
        await using var server = await DicomWebServer.StartAsync();
        var whole = await File.ReadAllBytesAsync(DicomWebServer.Shared(Ct));
        var (status, body, answer) = await server.StowAsync("", [whole, whole[..^5000], "no DICOM at all, but long enough to be looked at"u8.ToArray()]);
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Single(Values(body, "00081199"));
        var failed = Values(body, "00081198");
        Assert.Equal([0xC000, 0xC000], failed.Select(item => item.GetProperty("00081197").GetProperty("Value")[0].GetInt32()));
        Assert.Equal((await HeaderAsync(Ct)).GetString(Tags.SOPInstanceUID), Text(failed[0], "00081155"));
        Assert.False(failed[1].TryGetProperty("00081155", out _));
        Assert.Contains("2 of 3 not stored: notDicom, truncated", string.Concat(answer.Headers.GetValues("Warning")));
    }

    [Fact]
    public async Task A_study_in_the_path_takes_its_own_only()
    {
        await using var server = await DicomWebServer.StartAsync();
        var whole = await File.ReadAllBytesAsync(DicomWebServer.Shared(Ct));
        var study = (await HeaderAsync(Ct)).GetString(Tags.StudyInstanceUID);
        var other = await server.StowAsync("/2.25.404", [whole]);
        Assert.Equal((HttpStatusCode.Conflict, 0x0110), (other.Status, Values(other.Body, "00081198").Single().GetProperty("00081197").GetProperty("Value")[0].GetInt32()));
        Assert.Equal(HttpStatusCode.OK, (await server.StowAsync($"/{study}", [whole])).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.StowAsync("/not-a-uid", [whole])).Status);
    }

    [Theory]
    [InlineData("application/dicom", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data; boundary=b", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/related; type=\"application/dicom\"", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/related; type=\"application/dicom+json\"; boundary=b", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/related; type=\"application/dicom+xml\"; boundary=b", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/related; type=\"application/dicom\"; boundary=b", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_not_taken_is_refused_with_words(string type, HttpStatusCode status)
    {
        await using var server = await DicomWebServer.StartAsync();
        using var client = server.Node.NewClient(cookies: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dicom-web/studies") { Content = new ByteArrayContent(Encoding.ASCII.GetBytes("--b\r\n\r\nhalf a part")) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
        using var answer = await client.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
        Assert.NotEmpty(await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("a preamble", 9 << 10, "", "")]
    [InlineData("a header of a part", 9 << 10, "--b\r\nContent-Location: ", "\r\n\r\nDICM\r\n--b--")]
    public async Task A_body_beyond_the_limits_is_too_large(string what, int length, string before, string after)
    {
        await using var server = await DicomWebServer.StartAsync();
        using var client = server.Node.NewClient(cookies: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dicom-web/studies") { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(before + new string('x', length) + after)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=b");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
        using var answer = await client.SendAsync(request);
        Assert.True(answer.StatusCode == HttpStatusCode.RequestEntityTooLarge, $"{what}: {answer.StatusCode}");
    }

    [Fact]
    public async Task An_answer_in_XML_is_refused_before_anything_is_stored()
    {
        await using var server = await DicomWebServer.StartAsync();
        var whole = await File.ReadAllBytesAsync(DicomWebServer.Shared(Ct));
        Assert.Equal(HttpStatusCode.NotAcceptable, (await server.StowAsync("", [whole], request => request.Headers.Accept.Add(new("application/dicom+xml")))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await server.GetAsync("/dicom-web/studies")).StatusCode);
    }

    private static async Task<DataSet> HeaderAsync(string relative)
    {
        await using var file = File.OpenRead(DicomWebServer.Shared(relative));
        return (await new DicomReader(file).ReadFileAsync(default)).DataSet;
    }

    private static List<JsonElement> Values(JsonElement set, string tag) => [.. set.GetProperty(tag).GetProperty("Value").EnumerateArray()];

    private static string? Text(JsonElement set, string tag) => set.GetProperty(tag).GetProperty("Value")[0].GetString();
}

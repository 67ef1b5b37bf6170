using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Pandok.Worklist.Workitems;

namespace Pandok.Tests.Worklist.Workitems;

/// <summary>A client of UPS-RS that speaks plain HTTP and JSON: nothing of the platform's own reading or writing is used.</summary>
internal static class Ups
{
    public const string Transaction = "2.25.777";

    public static Task<HttpResponseMessage> SendAsync(this HttpClient client, HttpMethod method, string path, string? body = null)
    {
        var request = new HttpRequestMessage(method, $"/dicom-web/workitems{path}");
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/dicom+json");
        }
        return client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> StateAsync(this HttpClient client, string uid, string state, string transaction = Transaction) =>
        client.SendAsync(HttpMethod.Put, $"/{uid}/state", $$$"""{"00741000":{"vr":"CS","Value":["{{{state}}}"]},"00081195":{"vr":"UI","Value":["{{{transaction}}}"]}}""");

    public static string Order(string study, string label = "Second look", string more = "") =>
        $$$"""[{"00741204":{"vr":"LO","Value":["{{{label}}}"]},"00404021":{"vr":"SQ","Value":[{"0020000D":{"vr":"UI","Value":["{{{study}}}"]} } ]}{{{more}}} }]""";

    public static string Value(this JsonElement item, string tag) => item.GetProperty(tag).GetProperty("Value")[0].ToString();

    public static async Task<List<JsonElement>> FoundAsync(this HttpClient client, string query = "")
    {
        using var answer = await client.SendAsync(HttpMethod.Get, query);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? [] : [.. JsonElement.Parse(text).EnumerateArray()];
    }

    /// <summary>The one scheduled reading of the study, once the sweep has made it.</summary>
    public static async Task<string> ReadingAsync(this RunningServer server, string study = Reading.Uid)
    {
        await server.SweepAsync();
        return await server.WithDatabaseAsync(db => Task.FromResult(db.Set<Workitem>().Single(item => item.StudyUid == study && item.Kind == WorkitemKind.Reading && item.State == WorkitemState.Scheduled).Uid));
    }
}

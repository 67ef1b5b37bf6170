using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Devices;

namespace Pandok.Tests.Archive;

/// <summary>A running server with a site, a device that sends, and a reader of that site.</summary>
internal sealed class DicomWebServer : IAsyncDisposable
{
    private DicomWebServer(RunningServer node, string key, HttpClient reader, HttpClient stranger) => (Node, Key, Reader, Stranger) = (node, key, reader, stranger);

    public RunningServer Node { get; }
    public string Key { get; }
    public HttpClient Reader { get; }
    /// <summary>A reader of another site.</summary>
    public HttpClient Stranger { get; }

    public static async Task<DicomWebServer> StartAsync(Store store = Store.Sqlite, TimeSpan? settleAfter = null, string? profile = null)
    {
        var node = await RunningServer.StartAsync(store, settleAfter: settleAfter, options: usual => usual with { Profile = profile ?? usual.Profile });
        var (own, other) = (await node.AddSiteAsync("OWN"), await node.AddSiteAsync("OTHER"));
        await using var scope = node.Services.CreateAsyncScope();
        var device = await scope.ServiceProvider.GetRequiredService<DeviceRegistry>().RegisterAsync(new NewDevice(own.Id, "CT", "CT1"), Actor.Platform, default);
        return new DicomWebServer(node, Assert.IsType<RegisterOutcome.Registered>(device).ApiKey, await node.SignInAsync(Role.Reader, own.Id), await node.SignInAsync(Role.Reader, other.Id));
    }

    /// <summary>A file of the shared data; the test is skipped, loudly, where it is absent.</summary>
    public static string Shared(string relative)
    {
        var path = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", relative));
        if (!Path.Exists(path)) Assert.Skip($"NOT TESTED: ../shared/data/{relative} is not here.");
        return path;
    }

    public Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Answer)> StowAsync(params string[] files) => StowAsync("", [.. files.Select(File.ReadAllBytes)]);

    public async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Answer)> StowAsync(string study, IReadOnlyList<byte[]> parts, Action<HttpRequestMessage>? change = null)
    {
        using var client = Node.NewClient(cookies: false);
        using var body = new MultipartContent("related", "pandok-test-boundary");
        foreach (var part in parts)
        {
            var content = new ByteArrayContent(part);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/dicom");
            body.Add(content);
        }
        body.Headers.ContentType!.Parameters.Add(new NameValueHeaderValue("type", "\"application/dicom\""));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dicom-web/studies" + study) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        change?.Invoke(request);
        var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length > 0 && text[0] == '{' ? JsonElement.Parse(text) : default, answer);
    }

    /// <summary>Stores one file that must be taken, and gives the path of what it became.</summary>
    public async Task<string> StoreAsync(string file)
    {
        var (status, body, _) = await StowAsync(file);
        Assert.True(status == HttpStatusCode.OK, $"{file}: {status} {body}");
        return new Uri(body.GetProperty("00081199").GetProperty("Value")[0].GetProperty("00081190").GetProperty("Value")[0].GetString()!).AbsolutePath;
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? accept = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        change?.Invoke(request);
        return await Reader.SendAsync(request);
    }

    public async ValueTask DisposeAsync() => await Node.DisposeAsync();
}

using System.Net;
using System.Net.Http.Headers;

namespace Pandok.Journey.Tests.Fixtures;

/// <summary>STOW-RS of one part, as any program writes it.</summary>
internal static class Stow
{
    public static Task<(HttpStatusCode Status, string Body)> SendAsync(HttpClient client, byte[] part) => SendAsync(client, new MemoryStream(part));

    public static async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpClient client, Stream part)
    {
        using var body = new MultipartContent("related", "pandok-test-boundary");
        var content = new StreamContent(part);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/dicom");
        body.Add(content);
        body.Headers.ContentType!.Parameters.Add(new NameValueHeaderValue("type", "\"application/dicom\""));
        using var answer = await client.PostAsync("/dicom-web/studies", body);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}

using System.Text;

namespace Pandok.Archive;

/// <summary>Writes multipart/related (RFC 2387) as a stream, part by part.</summary>
internal static class MultipartRelated
{
    private const string Boundary = "pandok-7f3a51c09be24d68";

    public static string ContentType(string type) => $"multipart/related; type=\"{type}\"; boundary={Boundary}";

    public static async Task WriteAsync(Stream to, IEnumerable<Part> parts, CancellationToken stop)
    {
        foreach (var part in parts)
        {
            await to.WriteAsync(Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Type: {part.ContentType}\r\n\r\n"), stop);
            await part.WriteAsync(to, stop);
            await to.WriteAsync("\r\n"u8.ToArray(), stop);
        }
        await to.WriteAsync(Encoding.ASCII.GetBytes($"--{Boundary}--\r\n"), stop);
    }

    internal sealed record Part(string ContentType, Func<Stream, CancellationToken, Task> WriteAsync);
}

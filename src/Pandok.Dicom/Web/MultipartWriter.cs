using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pandok.Dicom.Web;

/// <summary>
/// Writes multipart/related (RFC 2387; PS3.18 section 8.6.1.2) as a stream: begin a part, write its bytes to the stream, begin the next, end.
/// A body that is not ended has no closing boundary, so its reader knows that it is not whole.
/// </summary>
/// <param name="to">Where to; not disposed.</param>
/// <param name="boundary">As <see cref="NewBoundary"/> gives it.</param>
public sealed class MultipartWriter(Stream to, string boundary)
{
    private bool begun;

    /// <summary>A boundary of 128 random bits: no stored byte can be made to contain it.</summary>
    public static string NewBoundary() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The Content-Type of the whole body.</summary>
    /// <param name="type">The media type of the root part, such as application/dicom.</param>
    /// <param name="boundary">Between the parts.</param>
    public static string ContentType(string type, string boundary) => $"multipart/related; type=\"{type}\"; boundary={boundary}";

    /// <summary>The bytes of a whole body, so that Content-Length can be said before anything is written.</summary>
    public static long LengthOf(string boundary, IEnumerable<MultipartHead> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        long length = 0;
        foreach (var part in parts) length += HeadOf(boundary, part, begun: length > 0).Length + (part.Length ?? throw new ArgumentException("The length of a part is not known.", nameof(parts)));
        return length + TailOf(boundary, begun: length > 0).Length;
    }

    /// <summary>Writes what stands before a part's bytes.</summary>
    public ValueTask BeginAsync(MultipartHead part, CancellationToken stop)
    {
        var head = HeadOf(boundary, part, begun);
        begun = true;
        return to.WriteAsync(head, stop);
    }

    /// <summary>Writes the closing boundary.</summary>
    public ValueTask EndAsync(CancellationToken stop) => to.WriteAsync(TailOf(boundary, begun), stop);

    private static byte[] HeadOf(string boundary, MultipartHead part, bool begun)
    {
        var text = new StringBuilder(begun ? "\r\n--" : "--").Append(boundary).Append("\r\nContent-Type: ").Append(part.ContentType);
        if (part.Length is { } length) text.Append(CultureInfo.InvariantCulture, $"\r\nContent-Length: {length}");
        if (part.Location is { } location) text.Append("\r\nContent-Location: ").Append(location);
        return Encoding.ASCII.GetBytes(text.Append("\r\n\r\n").ToString());
    }

    private static byte[] TailOf(string boundary, bool begun) => Encoding.ASCII.GetBytes($"{(begun ? "\r\n--" : "--")}{boundary}--\r\n");
}

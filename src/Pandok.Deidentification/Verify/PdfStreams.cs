using System.IO.Compression;

namespace Pandok.Deidentification.Verify;

/// <summary>The streams of a PDF (ISO 32000-1, 7.3.8), inflated where they are deflated.</summary>
internal static class PdfStreams
{
    private const int Limit = 64 << 20;

    public static IEnumerable<byte[]> Inflated(ReadOnlyMemory<byte> document)
    {
        if (document.Span.IndexOf("%PDF-"u8) is < 0 or > 1024) yield break;
        for (var at = 0; at < document.Length;)
        {
            var start = document.Span[at..].IndexOf("stream"u8);
            if (start < 0) yield break;
            start += at + 6;
            while (start < document.Length && document.Span[start] is (byte)'\r' or (byte)'\n') start++;
            var length = document.Span[start..].IndexOf("endstream"u8);
            if (length < 0) length = document.Length - start;
            if (Inflate(document.Slice(start, length)) is { Length: > 0 } text) yield return text;
            at = start + length + 9;
        }
    }

    private static byte[] Inflate(ReadOnlyMemory<byte> packed)
    {
        using var output = new MemoryStream();
        try
        {
            using var inflate = new ZLibStream(new MemoryStream(packed.ToArray(), writable: false), CompressionMode.Decompress);
            var chunk = new byte[32 << 10];
            for (int read; output.Length < Limit && (read = inflate.Read(chunk)) > 0;) output.Write(chunk, 0, read);
        }
        catch (InvalidDataException)
        {
            // Not deflated, or damaged: what came out so far is searched, the raw bytes are searched anyway.
        }
        return output.ToArray();
    }
}

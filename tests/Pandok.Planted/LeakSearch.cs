using System.IO.Compression;
using System.Text;

namespace Pandok.Planted;

/// <summary>Looks for what was planted in released bytes, plainly and without the product's code: in every encoding, inflated, in both orders of names.</summary>
public sealed class LeakSearch
{
    private static readonly int[] CodePages = [65001, 949, 28591, 1200, 1201, 932];
    private readonly List<(string Text, byte[] Bytes)> patterns = [];

    /// <summary>Prepares the search for the identifiers and UIDs of a corpus.</summary>
    public LeakSearch(Truth truth)
    {
        ArgumentNullException.ThrowIfNull(truth);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var text in truth.Identifiers.Concat(truth.Uids).Concat(truth.Identifiers.Where(IsRegistration).Select(text => text.Replace("-", "", StringComparison.Ordinal))))
        {
            foreach (var page in CodePages)
            {
                var encoding = Encoding.GetEncoding(page, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
                foreach (var form in new[] { text, text.ToUpperInvariant(), text.ToLowerInvariant() }.Distinct(StringComparer.Ordinal))
                {
                    try
                    {
                        var bytes = encoding.GetBytes(form);
                        if (!patterns.Exists(known => known.Bytes.AsSpan().SequenceEqual(bytes))) patterns.Add((text, bytes));
                    }
                    catch (EncoderFallbackException)
                    {
                        // It cannot stand in this encoding.
                    }
                }
            }
        }
    }

    /// <summary>The planted texts that stand in a file, each once.</summary>
    public IReadOnlyList<string> Leaks(ReadOnlySpan<byte> file)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Look(file, found);
        if (Deflated(file) is { } inflated) Look(inflated, found);
        // Flate streams of documents (and any other zlib stream that begins after the word).
        for (var at = 0; file[at..].IndexOf("stream\n"u8) is >= 0 and var next; at += next + 7) Look(Inflate(file[(at + next + 7)..], true), found);
        return [.. found];
    }

    private void Look(ReadOnlySpan<byte> bytes, SortedSet<string> found)
    {
        foreach (var (text, pattern) in patterns)
        {
            if (found.Contains(text)) continue;
            for (var from = 0; bytes[from..].IndexOf(pattern) is >= 0 and var hit; from += hit + 1)
            {
                if (!IsPartOfNumber(bytes, from + hit, pattern)) { found.Add(text); break; }
            }
        }
    }

    // A UID that goes on in digits is another one; four bytes of EUC-KR or UTF-16 in pixels are chance.
    private static bool IsPartOfNumber(ReadOnlySpan<byte> bytes, int at, byte[] pattern) =>
        pattern.Length <= 4 || (pattern[0] is >= (byte)'0' and <= (byte)'9' && pattern[^1] is >= (byte)'0' and <= (byte)'9'
            && ((at > 0 && bytes[at - 1] is (>= (byte)'0' and <= (byte)'9') or (byte)'.') || (at + pattern.Length < bytes.Length && bytes[at + pattern.Length] is (>= (byte)'0' and <= (byte)'9') or (byte)'.')));

    private static bool IsRegistration(string text) => text.Length == 14 && text[6] == '-';

    private static byte[]? Deflated(ReadOnlySpan<byte> file)
    {
        var syntax = file[..Math.Min(file.Length, 1024)].IndexOf("1.2.840.10008.1.2.1.99"u8);
        if (syntax < 0) return null;
        var length = BitConverter.ToInt32(file.Slice(140, 4));
        return Inflate(file[(144 + length)..], false);
    }

    private static byte[] Inflate(ReadOnlySpan<byte> packed, bool isZlib)
    {
        using var output = new MemoryStream();
        try
        {
            using var input = new MemoryStream(packed.ToArray());
            using Stream inflate = isZlib ? new ZLibStream(input, CompressionMode.Decompress) : new DeflateStream(input, CompressionMode.Decompress);
            inflate.CopyTo(output);
        }
        catch (InvalidDataException)
        {
            // What came out so far is searched.
        }
        return output.ToArray();
    }
}

namespace Pandok.Deidentification.Verify;

/// <summary>Original UIDs among digits and dots, wherever they stand. A dot is rare in pixels and none is without one.</summary>
internal sealed class UidSearch
{
    private readonly HashSet<string> originals;

    public UidSearch(IEnumerable<string> uids) =>
        originals = uids.Where(uid => uid.Length is >= 6 and <= 64 && uid.Count(c => c == '.') >= 2).ToHashSet(StringComparer.Ordinal);

    /// <summary>True if one of them stands in the bytes, in ASCII or UTF-16.</summary>
    /// <param name="bytes">What was written; in pieces of a stream the last 128 bytes of a piece are searched again with the next.</param>
    public bool IsIn(ReadOnlySpan<byte> bytes)
    {
        if (originals.Count == 0) return false;
        var lookup = originals.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> run = stackalloc char[65];
        for (var from = 0; from < bytes.Length && bytes[from..].IndexOf((byte)'.') is >= 0 and var dot;)
        {
            var at = from + dot;
            var step = at + 1 < bytes.Length && bytes[at + 1] == 0 || at > 0 && bytes[at - 1] == 0 ? 2 : 1;
            int start = at, end = at + step;
            while (start - step >= 0 && IsPart(bytes, start - step, step)) start -= step;
            while (end < bytes.Length && IsPart(bytes, end, step)) end += step;
            var length = (end - start) / step;
            from = Math.Max(at + 1, end);
            if (length is < 6 or > 64) continue;
            for (var i = 0; i < length; i++) run[i] = (char)bytes[start + i * step];
            if (lookup.Contains(run[..length])) return true;
        }
        return false;
    }

    private static bool IsPart(ReadOnlySpan<byte> bytes, int at, int step) => bytes[at] is >= (byte)'0' and <= (byte)'9' or (byte)'.'
        && (step == 1 || at + 1 >= bytes.Length || bytes[at + 1] == 0 || bytes[at - 1] == 0);
}

namespace Pandok.Deidentification.Verify;

/// <summary>The words of an identity in every encoding, ready to be searched for. Built once per study.</summary>
internal sealed class IdentitySearch
{
    // What chance does not write into pixels: six bytes beyond ASCII, or twelve of ASCII; twice that in UTF-16, where small numbers look like letters.
    private const int LeastInPixels = 6;

    private readonly List<(Trace Trace, byte[] Bytes)> patterns = [];
    private readonly Automaton automaton;
    private readonly Dictionary<int, List<byte[]>> rare = []; // by their fifth and sixth byte
    private readonly ulong[] pairs = new ulong[1 << 10], lasts = new ulong[1 << 10]; // a bit for each two neighbours among the first six bytes of a pattern, and for the last two of them

    public IdentitySearch(IReadOnlyList<Trace> traces)
    {
        foreach (var trace in traces)
        {
            foreach (var pattern in trace.Patterns) patterns.Add((trace, pattern));
        }
        automaton = new Automaton([.. patterns.Select(pattern => pattern.Bytes)]);
        foreach (var pattern in patterns.Select(known => known.Bytes).Where(IsRare))
        {
            var last = pattern[LeastInPixels - 2] | pattern[LeastInPixels - 1] << 8;
            if (!rare.TryGetValue(last, out var list)) rare[last] = list = [];
            list.Add(pattern);
            for (var at = 0; at + 1 < LeastInPixels; at++) Expect(pairs, pattern[at], pattern[at + 1]);
            Expect(lasts, pattern[LeastInPixels - 2], pattern[LeastInPixels - 1]);
        }
    }

    public delegate void Found(Trace trace, byte[] pattern, int at);

    /// <summary>All of them in a header or another text.</summary>
    public void Search(ReadOnlySpan<byte> bytes, Found found) =>
        automaton.Search(bytes, (index, end) => found(patterns[index].Trace, patterns[index].Bytes, end - patterns[index].Bytes.Length));

    /// <summary>True if a text speaks of the identity; words of letters and digits stand alone.</summary>
    public bool Speaks(ReadOnlySpan<byte> text)
    {
        var copy = text.ToArray();
        var speaks = false;
        Search(copy, (trace, pattern, at) => speaks |= IsWord(copy, at, pattern, 0, copy.Length));
        return speaks;
    }

    /// <summary>
    /// True if one of those that no chance writes stands in a window of pixels. No pattern is longer than <see cref="Longest"/>. Of the five pairs of neighbours in a pattern's first six bytes
    /// one stands where a look at every fifth place sees it; few pairs of pixels are one of them.
    /// </summary>
    public bool IsInPixels(ReadOnlySpan<byte> window)
    {
        if (rare.Count == 0) return false;
        for (var at = 0; at + 1 < window.Length; at += LeastInPixels - 1)
        {
            if (Has(pairs, window[at], window[at + 1]) && IsAround(window, at)) return true;
        }
        return false;
    }

    /// <summary>Bytes of the longest pattern that is looked for in pixels; windows overlap by as many.</summary>
    public const int Longest = 256;

    // A pattern has the pair there among its first six bytes: it begins at one of five places.
    private bool IsAround(ReadOnlySpan<byte> window, int at)
    {
        for (var start = Math.Max(0, at - LeastInPixels + 2); start <= at && start + LeastInPixels <= window.Length; start++)
        {
            if (Has(lasts, window[start + LeastInPixels - 2], window[start + LeastInPixels - 1]) && IsAt(window[start..])) return true;
        }
        return false;
    }

    private bool IsAt(ReadOnlySpan<byte> bytes)
    {
        foreach (var pattern in rare[Automaton.Fold(bytes[LeastInPixels - 2]) | Automaton.Fold(bytes[LeastInPixels - 1]) << 8])
        {
            if (pattern.Length > bytes.Length) continue;
            var at = 0;
            while (at < pattern.Length && Automaton.Fold(bytes[at]) == pattern[at]) at++;
            if (at == pattern.Length) return true;
        }
        return false;
    }

    // The two, in capitals or small letters.
    private static void Expect(ulong[] bits, byte one, byte other)
    {
        foreach (var low in Cases(one))
        {
            foreach (var high in Cases(other)) bits[(low | high << 8) >> 6] |= 1UL << ((low | high << 8) & 63);
        }
    }

    private static bool Has(ulong[] bits, byte one, byte other) => (bits[(one | other << 8) >> 6] >> (one & 63) & 1) != 0;

    private static byte[] Cases(byte b) => b is >= (byte)'a' and <= (byte)'z' ? [b, (byte)(b - 32)] : [b];

    /// <summary>Words of ASCII letters and digits must stand alone: "1234" is not in "512345". East Asian writing knows no such border.</summary>
    public static bool IsWord(ReadOnlySpan<byte> bytes, int at, byte[] pattern, int start, int end)
    {
        if (pattern.Contains((byte)0)) return true;
        var before = at > start ? bytes[at - 1] : (byte)' ';
        var after = at + pattern.Length < end ? bytes[at + pattern.Length] : (byte)' ';
        return !(IsAlphanumeric(pattern[0]) && IsAlphanumeric(before)) && !(IsAlphanumeric(pattern[^1]) && IsAlphanumeric(after));
    }

    private static bool IsRare(byte[] pattern)
    {
        if (pattern.Length is < LeastInPixels or > Longest || pattern.Distinct().Count() < 4) return false;
        var isWide = pattern.Contains((byte)0);
        if (isWide) return pattern.Length >= 24;
        return pattern.Length >= (pattern.Count(b => b >= 0x80) >= 3 ? LeastInPixels : 12);
    }

    private static bool IsAlphanumeric(byte b) => char.IsAsciiLetterOrDigit((char)b);
}

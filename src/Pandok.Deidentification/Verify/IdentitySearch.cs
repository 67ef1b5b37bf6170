namespace Pandok.Deidentification.Verify;

/// <summary>The words of an identity in every encoding, ready to be searched for. Built once per study.</summary>
internal sealed class IdentitySearch
{
    // What chance does not write into pixels: six bytes beyond ASCII, or twelve of ASCII; twice that in UTF-16, where small numbers look like letters.
    private const int LeastInPixels = 6;

    private readonly List<(Trace Trace, byte[] Bytes)> patterns = [];
    private readonly Automaton automaton;
    private readonly Dictionary<int, List<byte[]>> rare = []; // by their fifth and sixth byte
    private readonly byte[] steps = new byte[1 << 16];

    public IdentitySearch(IReadOnlyList<Trace> traces)
    {
        foreach (var trace in traces)
        {
            foreach (var pattern in trace.Patterns) patterns.Add((trace, pattern));
        }
        automaton = new Automaton([.. patterns.Select(pattern => pattern.Bytes)]);
        Array.Fill(steps, (byte)(LeastInPixels - 1));
        foreach (var pattern in patterns.Select(known => known.Bytes).Where(IsRare))
        {
            var last = pattern[LeastInPixels - 2] | pattern[LeastInPixels - 1] << 8;
            if (!rare.TryGetValue(last, out var list)) rare[last] = list = [];
            list.Add(pattern);
            for (var at = 0; at + 1 < LeastInPixels; at++) Reach(pattern[at], pattern[at + 1], LeastInPixels - 2 - at);
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
    /// True if one of those that no chance writes stands in a window of pixels. No pattern is longer than <see cref="Longest"/>. By Wu and Manber: the fifth and sixth byte behind a place
    /// tell how far the next place is at which a pattern can begin, five bytes in most pixels.
    /// </summary>
    public bool IsInPixels(ReadOnlySpan<byte> window)
    {
        if (rare.Count == 0) return false;
        for (var i = 0; i + LeastInPixels <= window.Length;)
        {
            var step = steps[window[i + LeastInPixels - 2] | window[i + LeastInPixels - 1] << 8];
            if (step == 0 && IsAt(window[i..])) return true;
            i += Math.Max(step, (byte)1);
        }
        return false;
    }

    /// <summary>Bytes of the longest pattern that is looked for in pixels; windows overlap by as many.</summary>
    public const int Longest = 256;

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

    // A pattern that has these two bytes, in capitals or small letters, begins so far on at the nearest.
    private void Reach(byte one, byte other, int step)
    {
        foreach (var low in Cases(one))
        {
            foreach (var high in Cases(other))
            {
                ref var known = ref steps[low | high << 8];
                known = Math.Min(known, (byte)step);
            }
        }
    }

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

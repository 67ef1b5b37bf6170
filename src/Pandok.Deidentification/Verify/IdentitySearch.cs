namespace Pandok.Deidentification.Verify;

/// <summary>The words of an identity in every encoding, ready to be searched for. Built once per study.</summary>
internal sealed class IdentitySearch
{
    // What chance does not write into pixels: six bytes beyond ASCII, or twelve of ASCII; twice that in UTF-16, where small numbers look like letters.
    private const int LeastInPixels = 6;

    private readonly List<(Trace Trace, byte[] Bytes, bool IsRare)> patterns = [];
    private readonly Automaton automaton;

    public IdentitySearch(IReadOnlyList<Trace> traces)
    {
        foreach (var trace in traces)
        {
            foreach (var pattern in trace.Patterns) patterns.Add((trace, pattern, IsRare(pattern)));
        }
        automaton = new Automaton([.. patterns.Select(pattern => pattern.Bytes)]);
    }

    public delegate void Found(Trace trace, byte[] pattern, int at);

    /// <summary>All of them in a header or another text.</summary>
    public void Search(ReadOnlySpan<byte> bytes, Found found) =>
        automaton.Search(bytes, 0, 1, (index, end) => found(patterns[index].Trace, patterns[index].Bytes, end - patterns[index].Bytes.Length));

    /// <summary>True if a text speaks of the identity; words of letters and digits stand alone.</summary>
    public bool Speaks(ReadOnlySpan<byte> text)
    {
        var copy = text.ToArray();
        var speaks = false;
        Search(copy, (trace, pattern, at) => speaks |= IsWord(copy, at, pattern, 0, copy.Length));
        return speaks;
    }

    /// <summary>Those that no chance writes, in the next chunk of pixels.</summary>
    public int SearchPixels(ReadOnlySpan<byte> chunk, int state, Action found) =>
        automaton.Search(chunk, state, LeastInPixels, (index, _) => { if (patterns[index].IsRare) found(); });

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
        if (pattern.Distinct().Count() < 4) return false;
        var isWide = pattern.Contains((byte)0);
        if (isWide) return pattern.Length >= 24;
        return pattern.Length >= (pattern.Count(b => b >= 0x80) >= 3 ? LeastInPixels : 12);
    }

    private static bool IsAlphanumeric(byte b) => char.IsAsciiLetterOrDigit((char)b);
}

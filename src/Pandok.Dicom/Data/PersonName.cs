namespace Pandok.Dicom.Data;

/// <summary>A person's name in its three component groups (PS3.5 section 6.2.1.1), e.g. Hong^Gildong=洪^吉洞=홍^길동.</summary>
/// <param name="Alphabetic">Characters of the first group; may be empty.</param>
/// <param name="Ideographic">Ideographs, or null.</param>
/// <param name="Phonetic">Hangul or kana, or null.</param>
public sealed record PersonName(string Alphabetic, string? Ideographic, string? Phonetic)
{
    /// <summary>Splits the written form at its equals signs; further groups are ignored.</summary>
    public static PersonName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var groups = text.Split('=');
        return new PersonName(groups[0], Group(groups, 1), Group(groups, 2));
    }

    /// <summary>As people write it: the phonetic group (Hangul) without a separator if there is one, else "Given Family".</summary>
    public string ToDisplay()
    {
        var native = new[] { Phonetic, Ideographic, Alphabetic }.FirstOrDefault(group => !string.IsNullOrWhiteSpace(group)) ?? string.Empty;
        var parts = native.Split('^', StringSplitOptions.TrimEntries);
        if (IsEastAsian(native)) return string.Concat(parts.Take(2));
        var ordered = new[] { Part(parts, 3), Part(parts, 1), Part(parts, 2), Part(parts, 0), Part(parts, 4) };
        return string.Join(' ', ordered.Where(part => part.Length > 0));
    }

    /// <summary>The written form.</summary>
    public override string ToString() => (Ideographic, Phonetic) switch
    {
        (null, null) => Alphabetic,
        (_, null) => $"{Alphabetic}={Ideographic}",
        _ => $"{Alphabetic}={Ideographic}={Phonetic}",
    };

    private static bool IsEastAsian(string text) => text.Any(c => c is >= '\u1100' and <= '\u11FF' or >= '\u3040' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7A3');

    private static string? Group(string[] groups, int index) => index < groups.Length && groups[index].Length > 0 ? groups[index] : null;

    private static string Part(string[] parts, int index) => index < parts.Length ? parts[index] : string.Empty;
}

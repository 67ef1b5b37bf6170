using System.Collections.Frozen;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Text;

/// <summary>Korean surnames with their Hanja and the spellings in use.</summary>
internal static class Surnames
{
    // Surnames that are also the beginning of very many ordinary words; alone they are no cue.
    private static readonly FrozenSet<char> Common = "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방변염추석설마길맹".ToFrozenSet();

    private static readonly Lazy<FrozenDictionary<string, (string[] Hanja, string[] Latin)>> Table = new(() => Csv.Rows(typeof(Surnames).Assembly, "surnames.csv")
        .ToFrozenDictionary(row => row[0], row => (row[1].Split(' '), row[2].Split(' ')), StringComparer.Ordinal));

    private static readonly Lazy<FrozenSet<string>> Spellings = new(() => Table.Value.Values.SelectMany(row => row.Latin).ToFrozenSet(StringComparer.Ordinal));

    public static IReadOnlyList<string> Hanja(string hangul) => Table.Value.TryGetValue(hangul, out var row) ? row.Hanja : [];

    public static IReadOnlyList<string> Latin(string hangul) => Table.Value.TryGetValue(hangul, out var row) ? row.Latin : [];

    /// <summary>The Hangul surname of a Hanja one, or null.</summary>
    public static string? FromHanja(string hanja) => Table.Value.FirstOrDefault(row => row.Value.Hanja.Contains(hanja, StringComparer.Ordinal)).Key;

    /// <summary>True for a spelling in use: kim, rhee.</summary>
    public static bool IsSpelling(string folded) => Spellings.Value.Contains(folded);

    /// <summary>How many syllables of a Hangul word are its surname; 0 if it has none.</summary>
    public static int LengthIn(ReadOnlySpan<char> word) =>
        word.Length > 2 && Table.Value.ContainsKey(word[..2].ToString()) ? 2 : word.Length > 0 && Table.Value.ContainsKey(word[..1].ToString()) ? 1 : 0;

    /// <summary>True for a frequent surname, enough for a cue without a title.</summary>
    public static bool IsCommon(char syllable) => Common.Contains(syllable);
}

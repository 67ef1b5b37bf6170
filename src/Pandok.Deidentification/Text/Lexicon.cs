using System.Collections.Frozen;
using Pandok.Deidentification.Rules;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Text;

/// <summary>Words and codes that the standard itself uses: they name no one.</summary>
internal static class Lexicon
{
    private static readonly Lazy<Tables> Loaded = new(Load);

    private static readonly FrozenSet<string> KnownSchemes = new[]
    {
        "DCM", "SCT", "SRT", "SNM3", "99SDM", "LN", "UCUM", "RADLEX", "RADELEMENT", "FMA", "NCIt", "UMLS", "IBSI", "ISO639_1", "ISO639_2", "ISO3166_1", "RFC5646", "RFC3066",
        "MDC", "NEU", "UNS", "ACR", "BI", "I10", "I10P", "I9", "I9C", "IEEE11073", "MSH", "ITIS_TSN", "PUBCHEM_CID", "UBERON",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for a coding scheme of PS3.16 Table 8-1 whose codes mean the same everywhere.</summary>
    public static bool IsKnownScheme(string scheme) => KnownSchemes.Contains(scheme);

    /// <summary>The meaning that our dictionary gives a code, or null.</summary>
    public static string? Meaning(string scheme, string code) => Loaded.Value.Meanings.GetValueOrDefault((scheme, code));

    /// <summary>True for an enumerated value or defined term of PS3.3.</summary>
    public static bool IsTerm(string value) => Loaded.Value.Terms.Contains(value);

    /// <summary>True if every word of a text is one of the standard's own, and no digits hide in it.</summary>
    public static bool KnowsAllWords(string text)
    {
        foreach (var word in text.Split([' ', ',', '/', '(', ')', '-', '.', ';', ':', '+', '&', '\''], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length > 1 && !Loaded.Value.Words.Contains(word)) return false;
            if (word.Length == 1 && !char.IsAsciiLetterOrDigit(word[0])) return false;
        }
        return true;
    }

    private static Tables Load()
    {
        var assembly = typeof(Lexicon).Assembly;
        var meanings = new Dictionary<(string, string), string>();
        var terms = new HashSet<string>(StringComparer.Ordinal);
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in Csv.Rows(assembly, Embedded.CodeTable))
        {
            meanings.TryAdd((row[1], row[2]), row[3]);
            AddWords(words, row[3]);
        }
        foreach (var row in Csv.Rows(assembly, Embedded.AttributeTable))
        {
            foreach (var list in row[7].Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                var colon = list.IndexOf(':', StringComparison.Ordinal);
                if (colon < 0) continue;
                foreach (var term in list[(colon + 1)..].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) terms.Add(term);
            }
        }
        foreach (var row in Csv.Rows(assembly, Embedded.BodyPartTable))
        {
            if (row[0].Length > 0) terms.Add(row[0]);
        }
        foreach (var term in terms) AddWords(words, term);
        return new Tables(meanings.ToFrozenDictionary(), terms.ToFrozenSet(StringComparer.Ordinal), words.ToFrozenSet(StringComparer.OrdinalIgnoreCase));
    }

    private static void AddWords(HashSet<string> words, string text)
    {
        foreach (var word in text.Split([' ', ',', '/', '(', ')', '-', '.', ';', ':', '+', '&', '\'', '_'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length > 1 && word.All(char.IsAsciiLetter)) words.Add(word);
        }
    }

    private sealed record Tables(FrozenDictionary<(string, string), string> Meanings, FrozenSet<string> Terms, FrozenSet<string> Words);
}

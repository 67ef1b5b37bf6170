using System.Collections.Frozen;
using System.Text;
using Pandok.Deidentification.Rules;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Text;

/// <summary>Words and codes that name no one: the standard's own (codes, body parts, defined terms, attribute names) and lists of descriptions and reports, English and Korean.</summary>
internal static class Lexicon
{
    private static readonly Lazy<Tables> Loaded = new(Load);

    private static readonly FrozenSet<string> KnownSchemes = new[]
    {
        "DCM", "SCT", "SRT", "SNM3", "99SDM", "LN", "UCUM", "RADLEX", "RADELEMENT", "FMA", "NCIt", "UMLS", "IBSI", "ISO639_1", "ISO639_2", "ISO3166_1", "RFC5646", "RFC3066",
        "MDC", "NEU", "UNS", "ACR", "BI", "I10", "I10P", "I9", "I9C", "IEEE11073", "MSH", "ITIS_TSN", "PUBCHEM_CID", "UBERON", "NCDR [2.0b]", "BARI", "ASTM-sigpurpose", "SNM", "UPC",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Units = new[]
    {
        "mm", "cm", "m", "nm", "um", "µm", "mm2", "cm2", "mm3", "cm3", "ml", "l", "cc", "dl", "mg", "g", "kg", "ug", "mcg", "lb", "s", "ms", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour", "hours", "d", "day", "days", "wk", "wks", "week", "weeks",
        "mo", "month", "months", "yr", "yrs", "y", "year", "years", "yo", "kv", "kvp", "kev", "mev", "ma", "mas", "mgy", "gy", "cgy", "msv", "usv", "mbq", "kbq", "bq", "mci", "uci", "hz", "khz", "mhz", "ghz", "t", "mt", "hu", "deg", "degrees", "ppm", "mmhg", "bpm", "mmol", "px", "pixel", "pixels", "x",
        "views", "view", "slices", "images", "frames", "ch", "b", "in", "fps", "ml/s", "cm/s", "mt/m", "th", "st", "nd", "rd", "v", "w", "d", "f", "mio", "iu", "units", "cts", "counts", "kcts", "%",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Surnames and given names in Latin letters that are little words of English too.
    private static readonly FrozenSet<string> LittleWords = new[]
    {
        "no", "in", "an", "so", "on", "go", "do", "oh", "or", "of", "to", "at", "by", "for", "the", "and", "not", "may", "can", "was", "had", "has", "her", "his", "him", "she", "out", "off", "low", "are", "one", "two", "six", "ten", "all", "any", "but", "day", "end", "few", "how", "its", "new", "now", "old", "own", "per", "see", "too", "use", "who", "why", "yes",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Every Korean word known.</summary>
    public static FrozenSet<string> Korean => Loaded.Value.Korean;

    /// <summary>True for a coding scheme of PS3.16 Table 8-1 whose codes mean the same everywhere.</summary>
    public static bool IsKnownScheme(string scheme) => KnownSchemes.Contains(scheme);

    /// <summary>The meaning that our dictionary gives a code, or null.</summary>
    public static string? Meaning(string scheme, string code) => Loaded.Value.Meanings.GetValueOrDefault((scheme, code));

    /// <summary>True for an enumerated value or defined term of PS3.3.</summary>
    public static bool IsTerm(string value) => Loaded.Value.Terms.Contains(value);

    /// <summary>True for a unit of measure, or a word that stands behind numbers.</summary>
    public static bool IsUnit(string word) => Units.Contains(word);

    /// <summary>True for a name that is a word of medicine: Paget, Hodgkin.</summary>
    public static bool IsEponym(string word) => Loaded.Value.Eponyms.Contains(word);

    /// <summary>True for a little word of English: no, in, an.</summary>
    public static bool IsLittleWord(string folded) => LittleWords.Contains(folded);

    /// <summary>True for a word of descriptions: the standard's, the lists', an eponym, a unit.</summary>
    public static bool IsClinical(string word)
    {
        var tables = Loaded.Value;
        return tables.Words.Contains(word) || tables.Curated.Contains(word) || tables.Eponyms.Contains(word) || Units.Contains(word) || IsClinicalKorean(word)
            || (word.Length > 4 && word[^1] is 's' or 'S' && (tables.Words.Contains(word[..^1]) || tables.Curated.Contains(word[..^1])));
    }

    /// <summary>True for a Korean word of descriptions, alone or put together.</summary>
    public static bool IsClinicalKorean(string word) => Loaded.Value.ClinicalKorean.Contains(word) || (word.Length > 3 && word.All(Letters.IsHangul) && KoreanWords.Knows(word));

    /// <summary>True for a word of our own list of descriptions.</summary>
    public static bool IsCurated(string word) => Loaded.Value.Curated.Contains(word);

    /// <summary>True for any word known: of descriptions or of everyday English.</summary>
    public static bool Knows(string word)
    {
        if (word.Length == 0) return false;
        if (Letters.IsHangul(word[0])) return KoreanWords.Knows(word);
        return IsClinical(word) || Loaded.Value.English.Contains(word) || (word.Length > 4 && word[^1] is 's' or 'S' && Loaded.Value.English.Contains(word[..^1]));
    }

    /// <summary>True if a token as it stands in a text is a word.</summary>
    public static bool KnowsToken(string token) => Knows(token);

    /// <summary>True if every word of a text is known and no digits hide in it.</summary>
    public static bool KnowsAll(string text) => text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries).All(word => Knows(word) || (word.Length == 1 && char.IsAsciiLetter(word[0])));

    private static readonly char[] Blanks = [' ', ',', '/', '(', ')', '-', '.', ';', ':', '+', '&', '\'', '_', '^'];

    private static Tables Load()
    {
        var assembly = typeof(Lexicon).Assembly;
        var meanings = new Dictionary<(string, string), string>();
        var terms = new HashSet<string>(StringComparer.Ordinal);
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var english = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
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
            meanings.TryAdd((row[1], row[2]), row[3]);
            AddWords(words, row[3]);
        }
        foreach (var row in Csv.Rows(assembly, SrTable)) meanings.TryAdd((row[1], row[0]), row[2]);
        foreach (var row in Csv.Rows(typeof(Dictionary).Assembly, "dictionary.csv")) AddWords(english, row[2]);
        foreach (var term in terms) AddWords(words, term);
        var clinicalKorean = Read("korean.txt").Where(word => word.Length > 0).ToHashSet(StringComparer.Ordinal);
        return new Tables(meanings.ToFrozenDictionary(), terms.ToFrozenSet(StringComparer.Ordinal), words.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            Read("descriptors.txt").ToFrozenSet(StringComparer.OrdinalIgnoreCase), english.Concat(Read("english.txt")).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            Read("eponyms.txt").ToFrozenSet(StringComparer.OrdinalIgnoreCase), clinicalKorean.Concat(Read("korean-general.txt")).ToFrozenSet(StringComparer.Ordinal), clinicalKorean.ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>Table E.3.4-1 of PS3.15.</summary>
    public const string SrTable = "ps3.15-e3-4-1-sr-concepts.csv";

    private static IEnumerable<string> Read(string list)
    {
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream(list) ?? throw new InvalidOperationException($"The list {list} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            foreach (var word in line.Split([' ', '.', '-', '*'], StringSplitOptions.RemoveEmptyEntries)) yield return word;
        }
    }

    private static void AddWords(HashSet<string> words, string text)
    {
        foreach (var word in text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length > 1 && word.All(char.IsAsciiLetter)) words.Add(word);
        }
    }

    private sealed record Tables(FrozenDictionary<(string, string), string> Meanings, FrozenSet<string> Terms, FrozenSet<string> Words, FrozenSet<string> Curated, FrozenSet<string> English,
        FrozenSet<string> Eponyms, FrozenSet<string> Korean, FrozenSet<string> ClinicalKorean);
}

namespace Pandok.Deidentification.Text;

/// <summary>Hangul in Latin letters: the Revised Romanization of Korean (2000) and the spellings people use for their names.</summary>
internal static class Romanization
{
    private const int Limit = 512;

    // The first spelling is that of the Revised Romanization. By the order of Unicode's syllables: 19 initials, 21 vowels, 28 finals.
    private static readonly string[][] Initials =
    [
        ["g", "k"], ["kk"], ["n"], ["d", "t"], ["tt"], ["r", "l", "n"], ["m"], ["b", "p"], ["pp"], ["s", "sh"], ["ss"], [""], ["j", "ch"], ["jj"], ["ch"], ["k"], ["t"], ["p"], ["h"],
    ];

    private static readonly string[][] Vowels =
    [
        ["a", "ah"], ["ae", "ai"], ["ya"], ["yae"], ["eo", "u", "o", "uh"], ["e"], ["yeo", "you", "yu", "yo"], ["ye", "yae"], ["o", "oh"], ["wa"], ["wae"], ["oe", "oi"], ["yo"], ["u", "oo", "woo"],
        ["wo", "weo"], ["we"], ["wi"], ["yu", "yoo"], ["eu", "u"], ["ui", "ee", "eui", "hee"], ["i", "ee", "yi"],
    ];

    private static readonly string[][] Finals =
    [
        [""], ["k", "g"], ["k"], ["k"], ["n"], ["n"], ["n"], ["t"], ["l", "r"], ["k"], ["m"], ["l"], ["l"], ["l"], ["p"], ["l"], ["m"], ["p", "b"], ["p"], ["t"], ["t"], ["ng"], ["t"], ["t"], ["k"], ["t"], ["p"], ["t"],
    ];

    /// <summary>The Revised Romanization, letter by letter.</summary>
    public static string Revised(string hangul) => Spellings(hangul, 1) is [var first, ..] ? first : string.Empty;

    /// <summary>Spellings in use, the official one first; at most 512.</summary>
    public static IReadOnlyList<string> Spellings(string hangul) => Spellings(hangul, Limit);

    private static List<string> Spellings(string hangul, int limit)
    {
        var spellings = new List<string> { string.Empty };
        foreach (var syllable in hangul)
        {
            if (!Letters.IsHangul(syllable)) return [];
            var index = syllable - '\uAC00';
            var parts = new List<string>();
            foreach (var initial in Initials[index / 588])
            {
                foreach (var vowel in Vowels[index % 588 / 28])
                {
                    foreach (var final in Finals[index % 28]) parts.Add(initial + vowel + final);
                }
            }
            spellings = [.. spellings.SelectMany(_ => parts, (head, part) => head + part).Distinct(StringComparer.Ordinal).Take(limit)];
        }
        return spellings;
    }
}

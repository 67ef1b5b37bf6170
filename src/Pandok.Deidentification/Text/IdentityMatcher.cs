using System.Buffers;
using System.Collections.Concurrent;

namespace Pandok.Deidentification.Text;

/// <summary>Finds the forms of an identity set in normalised text. Built once for a study: slices that say the same share it, and what was decided of their texts.</summary>
internal sealed class IdentityMatcher
{
    private static readonly SearchValues<char> Joints = SearchValues.Create(" ,.^-_=");
    private const int Studies = 32;
    private const int Answers = 2048;
    private static readonly ConcurrentDictionary<string, IdentityMatcher> Recent = new(StringComparer.Ordinal);

    private readonly IdentityWord[] words;
    private readonly AhoCorasick automaton;
    private readonly ConcurrentDictionary<string, bool> spoken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(bool, string), string?> cleaned = new();

    private IdentityMatcher(IEnumerable<IdentityWord> forms)
    {
        words = [.. forms];
        automaton = new AhoCorasick([.. words.Select(word => word.Text)]);
    }

    /// <summary>The matcher of a set of terms; the same one again for the same terms, as long as it is recent.</summary>
    public static IdentityMatcher Of(string key, IEnumerable<string> names, IEnumerable<string> numbers, IEnumerable<string> places, IEnumerable<string> dates)
    {
        if (Recent.TryGetValue(key, out var known)) return known;
        var forms = new Dictionary<string, IdentityWord>(StringComparer.Ordinal);
        foreach (var date in dates) TermForms.AddDate(date, forms);
        foreach (var place in places) TermForms.AddPlace(place, forms);
        foreach (var number in numbers) TermForms.AddNumber(number, forms);
        foreach (var name in names) NameForms.Add(name, forms);
        var made = new IdentityMatcher(forms.Values);
        if (Recent.Count >= Studies) Recent.Clear(); // a memory, not a store: what it forgets is made anew
        Recent.TryAdd(key, made);
        return made;
    }

    /// <summary>The answer given before for a text, or the new one. Only short texts are remembered, and only what this assembly alone decided.</summary>
    public string? Remember(bool mode, string text, bool isOurs, Func<string?> decide)
    {
        if (text.Length > 256 || !isOurs) return decide();
        if (cleaned.TryGetValue((mode, text), out var known)) return known;
        var answer = decide();
        if (cleaned.Count < Answers) cleaned.TryAdd((mode, text), answer);
        return answer;
    }

    public bool Speaks(string text)
    {
        if (spoken.TryGetValue(text, out var known)) return known;
        var found = new List<TextSpan>();
        Find(TextForm.Normalise(text), found);
        if (text.Length <= 256 && spoken.Count < Answers) spoken.TryAdd(text, found.Count > 0);
        return found.Count > 0;
    }

    /// <summary>Adds the spans where the text speaks of them. Separators do not count: "Hong, Gil-Dong" is honggildong.</summary>
    public void Find(string text, List<TextSpan> found)
    {
        if (words.Length == 0) return;
        var squeezed = new char[text.Length];
        var places = new int[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i])) continue;
            squeezed[length] = Letters.Fold(text[i]);
            places[length++] = i;
        }
        var weak = new List<TextSpan>();
        var strong = new List<TextSpan>();
        automaton.Find(squeezed.AsSpan(0, length), (index, first, count) =>
        {
            if (Place(text, words[index], places[first], places[first + count - 1] + 1, count) is { } span) (words[index].IsWeak ? weak : strong).Add(span);
        });
        if (strong.Count == 0 && weak.Count < 2) return;
        found.AddRange(Grow(text, TextSpan.Unite(strong), weak));
    }

    // Where a hit counts: at the borders of tokens, or inside one if it is long enough and the token is no word of its own (Park in Parkinson).
    private static TextSpan? Place(string text, IdentityWord word, int start, int end, int count)
    {
        var left = start == 0 || Letters.IsBorder(text[start - 1], text[start]);
        var right = end == text.Length || Letters.IsBorder(text[end - 1], text[end]);
        var span = new TextSpan(start, end, word.Mark);
        if (left && right) return span;
        var isEastAsian = Letters.IsEastAsian(text[start]);
        if (word.WholeOnly && !isEastAsian) return null;
        if (isEastAsian ? word.IsWeak : end - start != count) return null; // a joint of two tokens must begin and end with them
        var (from, to) = (start, end);
        while (from > 0 && !Letters.IsBorder(text[from - 1], text[from])) from--;
        while (to < text.Length && !Letters.IsBorder(text[to - 1], text[to])) to++;
        if (to - from <= 40 && Lexicon.KnowsToken(text[from..to])) return null;
        // Korean endings stay beside the mark; a Latin token goes as a whole.
        return isEastAsian || to - from > 200 ? span : new TextSpan(from, to, word.Mark);
    }

    // A weak form, or an initial, counts beside a strong one; two weak ones beside each other are a name.
    private static List<TextSpan> Grow(string text, List<TextSpan> strong, List<TextSpan> weak)
    {
        weak = TextSpan.Unite(weak);
        for (var i = 0; i + 1 < weak.Count; i++)
        {
            if (AreNeighbours(text, weak[i].End, weak[i + 1].Start)) strong.Add(new TextSpan(weak[i].Start, weak[i + 1].End, Mark.Name));
        }
        strong = TextSpan.Unite(strong);
        var near = 0;
        for (var i = 0; i < strong.Count; i++)
        {
            if (strong[i].Mark != Mark.Name) continue;
            while (near < weak.Count && weak[near].End + 3 < strong[i].Start) near++;
            for (var j = near; j < weak.Count && weak[j].Start <= strong[i].End + 3; j++)
            {
                if (weak[j].End <= strong[i].Start && AreNeighbours(text, weak[j].End, strong[i].Start)) strong[i] = strong[i] with { Start = weak[j].Start };
                else if (weak[j].Start >= strong[i].End && AreNeighbours(text, strong[i].End, weak[j].Start)) strong[i] = strong[i] with { End = weak[j].End };
            }
            strong[i] = WithInitials(text, strong[i]);
        }
        return strong;
    }

    private static bool AreNeighbours(string text, int end, int start) => start - end is >= 0 and <= 3 && !text.AsSpan(end, start - end).ContainsAnyExcept(Joints);

    // "G. Hong", "Hong^G", "HONG G."
    private static TextSpan WithInitials(string text, TextSpan span)
    {
        var letter = span.Start - 1;
        while (letter >= 0 && span.Start - letter <= 3 && text[letter] is ' ' or '.' or '^') letter--;
        if (letter >= 0 && letter < span.Start - 1 && char.IsAsciiLetterUpper(text[letter]) && (letter == 0 || !char.IsLetterOrDigit(text[letter - 1]))) span = span with { Start = letter };
        letter = span.End;
        while (letter < text.Length && letter - span.End < 3 && text[letter] is ' ' or '.' or '^') letter++;
        if (letter < text.Length && letter > span.End && char.IsAsciiLetterUpper(text[letter]) && (letter + 1 == text.Length || text[letter + 1] is '.' or ',' or '^' or '\n')) span = span with { End = letter + 1 };
        return span;
    }
}

using System.Collections.Frozen;

namespace Pandok.Deidentification.Text;

/// <summary>Words beside which a person stands: Dr, Mr, for, by, "Name:", a caret (design, section 9c). What is no word of the lexicon there is a name.</summary>
internal static class NameCues
{
    // After these a name stands whatever it looks like.
    private static readonly FrozenSet<string> Titles = new[] { "dr", "prof", "professor", "mr", "mrs", "ms", "mstr", "doctor", "herr", "frau", "mme", "med" }.ToFrozenSet(StringComparer.Ordinal);

    // After these only what is capitalised and no word.
    private static readonly FrozenSet<string> Words = new[]
    {
        "for", "by", "from", "with", "to", "patient", "physician", "radiologist", "technologist", "operator", "referrer", "reader", "nurse", "name", "signed", "dictated", "attending", "resident", "pt", "cc", "re",
        "sonographer", "surgeon", "consultant", "mother", "father", "wife", "husband", "son", "daughter", "von", "van", "de",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Degrees = new[] { "md", "phd", "rn", "rt", "frcr", "do", "mbbs", "facr", "arrt" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Adds the spans of a normalised text.</summary>
    public static void Find(string text, List<TextSpan> found)
    {
        var previous = default(Token);
        for (var token = Next(text, 0); token.End > 0; token = Next(text, token.End))
        {
            var word = token.Lower(text);
            if (previous.End > 0 && Degrees.Contains(word) && text[token.Start] is >= 'A' and <= 'Z' && text.AsSpan(previous.End, token.Start - previous.End) is ", " && IsUnknown(text, previous)) found.Add(Span(previous));
            if (Titles.Contains(word) && IsNear(text, token.End)) Follow(text, token, found, isTitle: true);
            else if (Words.Contains(word) && IsNear(text, token.End)) Follow(text, token, found, isTitle: false);
            else if (previous.End > 0 && text.AsSpan(previous.End, token.Start - previous.End) is "^" && (IsUnknown(text, previous) || IsUnknown(text, token)))
            {
                if (IsUnknown(text, previous)) found.Add(Span(previous));
                if (IsUnknown(text, token)) found.Add(Span(token));
            }
            previous = token;
        }
    }

    // Up to three tokens that may be parts of one name.
    private static void Follow(string text, Token cue, List<TextSpan> found, bool isTitle)
    {
        var last = cue;
        for (var count = 0; count < 3; count++)
        {
            var token = Next(text, last.End);
            if (token.End == 0 || !IsNear(text, last.End) || token.Start - last.End > 3) break;
            var isCapital = char.IsUpper(text[token.Start]);
            var isInitial = token.End - token.Start == 1 && isCapital;
            var isName = isInitial ? isTitle || count > 0 : isCapital && (IsUnknown(text, token) || (isTitle && count == 0 && Lexicon.IsEponym(token.Lower(text)))) || (isTitle && count == 0 && IsUnknown(text, token));
            if (!isName) break;
            found.Add(Span(token));
            last = token;
        }
    }

    private static bool IsUnknown(string text, Token token) => token.End - token.Start > 1 && !Letters.IsEastAsian(text[token.Start]) && !Lexicon.Knows(text[token.Start..token.End]);

    // A cue and its name are in one line and one clause: nothing but a blank, a colon, a point of an abbreviation.
    private static bool IsNear(string text, int end) => end < text.Length && text[end] is ' ' or ':' or '.' or '^' or '_' or '-' && (end + 1 >= text.Length || text[end + 1] != '\n');

    private static TextSpan Span(Token token) => new(token.Start, token.End, Mark.Name);

    private static Token Next(string text, int from)
    {
        while (from < text.Length && !Letters.IsLatin(text[from])) from++;
        if (from >= text.Length) return default;
        var end = from;
        while (end < text.Length && (Letters.IsLatin(text[end]) || (text[end] is '\'' or '-' && end + 1 < text.Length && char.IsUpper(text[end + 1]) && char.IsLower(text[end - 1])))) end++;
        return new Token(from, end);
    }

    private readonly record struct Token(int Start, int End)
    {
        public string Lower(string text) => End - Start > 24 ? string.Empty : text[Start..End].ToLowerInvariant();
    }
}

using System.Buffers;
using System.Text;

namespace Pandok.Deidentification.Text;

/// <summary>Descriptors of at most 64 characters: only allow-listed tokens stay (design, section 9): words of the lexicon, numbers, and mixed ones such as T2, L5, B70f.</summary>
internal static class DescriptorMode
{
    private static readonly SearchValues<char> NumberForm = SearchValues.Create("0123456789.,");
    private static readonly string[] Dangling = [" for", " by", " of", " from", " with", " to", " dr", " mr", " mrs", " ms", " 환자", " 님"];
    private const string Trailing = " -_/^.,:;+&([{<=*#";
    private const string Leading = " -_/^.,:;&)]}>=*#";

    /// <summary>What stays of a normalised text.</summary>
    /// <returns>Null if no word and no number does.</returns>
    public static string? Clean(string text, IReadOnlyList<TextSpan> spans)
    {
        var kept = new StringBuilder(text.Length);
        var next = 0;
        var (isWordKept, isAfterGap) = (false, false);
        for (var i = 0; i < text.Length;)
        {
            if (next < spans.Count && i >= spans[next].Start)
            {
                i = Math.Max(i, spans[next++].End);
                isAfterGap = true;
                continue;
            }
            var limit = next < spans.Count ? spans[next].Start : text.Length;
            if (!char.IsLetterOrDigit(text[i]))
            {
                if (text[i] is >= ' ' and <= '~' or '\n' or '\r' or 'µ' or '°' or '×' or '·') kept.Append(text[i]);
                i++;
                continue;
            }
            var end = i + 1;
            while (end < limit && Letters.IsHangul(text[end]) == Letters.IsHangul(text[i]) && (char.IsLetterOrDigit(text[end]) || (text[end] is '.' or ',' && end + 1 < limit && char.IsAsciiDigit(text[end - 1]) && char.IsAsciiDigit(text[end + 1])))) end++;
            var token = text[i..end];
            if (Allows(token) && !(token.Length == 1 && isAfterGap && char.IsAsciiLetterUpper(token[0])))
            {
                if (kept.Length > 0 && isAfterGap && char.IsLetterOrDigit(kept[^1])) kept.Append(' ');
                kept.Append(token);
                isWordKept |= token.Length > 1 || char.IsLetterOrDigit(token[0]) && kept.Length == 1 && text.Length == 1;
                isAfterGap = false;
            }
            else isAfterGap = true;
            i = end;
        }
        return isWordKept && Tidy(kept.ToString(), isAfterGap) is { Length: > 0 } tidy ? tidy : null;
    }

    /// <summary>True for an allow-listed token.</summary>
    public static bool Allows(string token)
    {
        if (token.Length > 40) return false;
        if (token.Length == 1) return char.IsAsciiLetterOrDigit(token[0]) || token[0] is 'µ' || Lexicon.Korean.Contains(token);
        if (char.IsAsciiDigit(token[0]) && !token.AsSpan().ContainsAnyExcept(NumberForm)) return token.Length <= 4 || (token.AsSpan().ContainsAny('.', ',') && token.Length <= 9);
        return Lexicon.IsClinical(token) || IsMixed(token) || IsJoined(token);
    }

    /// <summary>Letters and digits in one token: T2, L5, C1, B70f, 3D, 5mm, 20s, b1000, 256x256.</summary>
    public static bool IsMixed(string token)
    {
        if (token.Length > 16 || !token.Any(char.IsAsciiDigit)) return false;
        int i = 0, words = 0, digits = 0;
        while (i < token.Length)
        {
            var from = i;
            if (char.IsAsciiDigit(token[i]))
            {
                while (i < token.Length && (char.IsAsciiDigit(token[i]) || token[i] is '.' or ',')) i++;
                digits += i - from;
                if (i - from > 5 || i - from == 5 && token.AsSpan(from, 5).IndexOfAny('.', ',') < 0) return false;
                continue;
            }
            while (i < token.Length && !char.IsAsciiDigit(token[i])) i++;
            var part = token[from..i];
            if (part.Length > 2 && !Lexicon.IsClinical(part) && !Lexicon.IsUnit(part)) return false;
            // A letter and four digits may be a room or a chart; b1000 is a diffusion weighting.
            if (part.Length <= 2 && token[0] is not ('b' or 'B') && !Lexicon.IsUnit(part) && token.Count(char.IsAsciiDigit) >= 4 && !token.Contains('x', StringComparison.OrdinalIgnoreCase)) return false;
            if (part.Length <= 2 && !part.All(char.IsAsciiLetter) && !Lexicon.IsClinical(part) && !Lexicon.IsUnit(part)) return false;
            words++;
        }
        return words <= 4 && digits <= 8;
    }

    // CamelCase and words written together: MODALITYLUT, RTstruct, 흉부전산화단층.
    private static bool IsJoined(string token)
    {
        if (Letters.IsHangul(token[0])) return token.All(Letters.IsHangul) && KoreanWords.Knows(token) && Lexicon.IsClinicalKorean(token);
        if (token.Length < 6 || !token.All(Letters.IsLatin)) return false;
        Span<bool> reachable = stackalloc bool[token.Length + 1];
        reachable[0] = true;
        for (var end = 3; end <= token.Length; end++)
        {
            for (var start = 0; start <= end - 3 && !reachable[end]; start++) reachable[end] = reachable[start] && Lexicon.IsCurated(token[start..end]);
        }
        return reachable[token.Length];
    }

    // Joints that join nothing any more.
    private static string Tidy(string text, bool isCut)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (tidy.Length > 0 && c == tidy[^1] && !char.IsLetterOrDigit(c) && c is not ('+' or '>' or '<')) continue;
            if (tidy.Length > 0 && c is ')' or ']' or '}' && tidy.Length > 0 && tidy[^1] is '(' or '[' or '{') { tidy.Length--; continue; }
            tidy.Append(c);
        }
        var trimmed = tidy.ToString().TrimEnd([.. Trailing]).TrimStart([.. Leading]);
        // "chest for": the name after it is gone.
        foreach (var word in Dangling)
        {
            if (isCut && trimmed.EndsWith(word, StringComparison.OrdinalIgnoreCase)) return trimmed[..^word.Length].TrimEnd([.. Trailing]);
        }
        return trimmed;
    }
}

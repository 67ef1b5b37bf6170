using System.Text;

namespace Pandok.Deidentification.Text;

/// <summary>Prose: reports, history, comments. Spans become marks; a sentence in which a run of digits or an unknown proper noun is left is dropped, with a mark of its own, for a reader must see that something is missing.</summary>
internal static class ProseMode
{
    /// <summary>Stands where a sentence stood.</summary>
    public const string Dropped = "[...]";

    /// <summary>What stays of a normalised text.</summary>
    /// <returns>Null if nothing but marks is left.</returns>
    public static string? Clean(string text, IReadOnlyList<TextSpan> spans)
    {
        var output = new StringBuilder(text.Length);
        var next = 0;
        var hasWords = false;
        for (var start = 0; start < text.Length;)
        {
            var end = SentenceEnd(text, start, spans, next);
            var sentence = new StringBuilder(end - start);
            var isClean = true;
            for (var i = start; i < end;)
            {
                if (next < spans.Count && spans[next].Start < end)
                {
                    isClean &= IsClean(text, i, spans[next].Start);
                    sentence.Append(text, i, spans[next].Start - i).Append(Written(spans[next].Mark));
                    i = spans[next++].End;
                    continue;
                }
                isClean &= IsClean(text, i, end);
                sentence.Append(text, i, end - i);
                i = end;
            }
            if (isClean)
            {
                output.Append(sentence);
                hasWords = hasWords || HasWord(sentence.ToString());
            }
            else
            {
                output.Append(output.Length == 0 || char.IsWhiteSpace(output[^1]) ? Dropped : " " + Dropped);
                var tail = end;
                while (tail > start && char.IsWhiteSpace(text[tail - 1])) tail--;
                output.Append(text, tail, end - tail);
            }
            start = end;
        }
        return hasWords ? output.ToString().Trim() : null;
    }

    /// <summary>The mark as written.</summary>
    public static string Written(Mark mark) => mark switch
    {
        Mark.Name => "[NAME]",
        Mark.Date => "[DATE]",
        Mark.Phone => "[PHONE]",
        Mark.Email => "[EMAIL]",
        Mark.Url => "[URL]",
        Mark.Uid => "[UID]",
        Mark.Place => "[PLACE]",
        _ => "[ID]",
    };

    // A sentence ends at a line, or at a point before a blank; not inside a span.
    private static int SentenceEnd(string text, int start, IReadOnlyList<TextSpan> spans, int next)
    {
        for (var i = start; i < text.Length; i++)
        {
            while (next < spans.Count && spans[next].End <= i) next++;
            if (next < spans.Count && i >= spans[next].Start) { i = spans[next].End - 1; continue; }
            if (text[i] is '\n' || (text[i] is '.' or '!' or '?' or ';' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]))))
            {
                i++;
                while (i < text.Length && char.IsWhiteSpace(text[i])) i++;
                return i;
            }
        }
        return text.Length;
    }

    private static bool IsClean(string text, int start, int end)
    {
        var run = 0;
        for (var i = start; i < end; i++)
        {
            run = char.IsAsciiDigit(text[i]) ? run + 1 : 0;
            if (run >= 5 || text[i] is '\uFFFD' || Letters.IsHan(text[i])) return false;
            if (!Letters.IsLatin(text[i])) continue;
            var from = i;
            while (i + 1 < end && (Letters.IsLatin(text[i + 1]) || (char.IsAsciiDigit(text[i + 1]) && i - from < 16))) i++;
            run = 0;
            if (char.IsUpper(text[from]) && i > from && !(i - from < 40 && IsKnown(text[from..(i + 1)]))) return false;
        }
        return true;
    }

    private static bool IsKnown(string token) => Lexicon.Knows(token) || DescriptorMode.IsMixed(token) || (token.Length > 2 && token[^1] == 's' && Lexicon.Knows(token[..^1]));

    private static bool HasWord(string sentence)
    {
        var isInMark = false;
        for (var i = 0; i < sentence.Length; i++)
        {
            if (sentence[i] == '[') isInMark = true;
            else if (sentence[i] == ']') isInMark = false;
            else if (!isInMark && char.IsLetterOrDigit(sentence[i])) return true;
        }
        return false;
    }
}

namespace Pandok.Deidentification.Text;

/// <summary>Everything that looks like an identifier, whoever it belongs to (design, section 9b). Hand-written scanners: each looks at a bounded neighbourhood, so time is linear in the text.</summary>
internal static class Patterns
{
    /// <summary>Adds the spans of a normalised text.</summary>
    public static void Find(string text, List<TextSpan> found)
    {
        for (var i = 0; i < text.Length;)
        {
            var span = text[i] switch
            {
                '@' => NetPatterns.Mail(text, i),
                'h' or 'H' or 'w' or 'W' or 'f' or 'F' => NetPatterns.Address(text, i),
                >= '0' and <= '9' or '+' or '\'' => NumberPatterns.At(text, i),
                _ when char.IsAsciiLetter(text[i]) => DatePatterns.ByName(text, i),
                _ => null,
            } ?? (char.IsAsciiLetterOrDigit(text[i]) ? CodePatterns.At(text, i) : null);
            if (span is { } hit)
            {
                found.Add(hit);
                i = Math.Max(i + 1, hit.End);
                if (hit.Mark == Mark.Date && DatePatterns.TimeAfter(text, hit.End) is var end && end > hit.End)
                {
                    found[^1] = hit with { End = end };
                    i = end;
                }
                continue;
            }
            // A token is looked at from its beginning only.
            if (char.IsAsciiLetter(text[i])) while (i + 1 < text.Length && char.IsAsciiLetter(text[i + 1])) i++;
            else if (char.IsAsciiDigit(text[i])) while (i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])) i++;
            i++;
        }
    }

    /// <summary>True if there is any.</summary>
    public static bool Any(string text)
    {
        var found = new List<TextSpan>();
        Find(text, found);
        return found.Count > 0;
    }
}

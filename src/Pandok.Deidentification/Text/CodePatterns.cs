namespace Pandok.Deidentification.Text;

/// <summary>Tokens that look like a record number, an AE title or a licence plate: DEMO0001, A-123456, CT_ROOM_2, 12가 3456.</summary>
internal static class CodePatterns
{
    private const int Longest = 64;

    /// <summary>The code that begins here, if a token does.</summary>
    public static TextSpan? At(string text, int start)
    {
        if (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_')) return null;
        // Letters and digits are counted between low lines: b1000 of ep2d_b1000 is no record number.
        int end = start, part = start, all = 0, letters = 0, run = 0, longest = 0, joints = 0, digits = 0;
        var isCode = false;
        for (; end < text.Length && end - start < Longest; end++)
        {
            var c = text[end];
            if (char.IsAsciiLetter(c)) { letters++; all++; }
            if (char.IsAsciiDigit(c)) digits++;
            run = char.IsAsciiDigit(c) ? run + 1 : 0;
            longest = Math.Max(longest, run);
            if (!char.IsAsciiLetterOrDigit(c) && !(c is '_' or '-' && end + 1 < text.Length && char.IsAsciiLetterOrDigit(text[end + 1]))) break;
            if (c != '_') continue;
            isCode |= IsCode(part, end);
            (part, letters, longest, digits) = (end + 1, 0, 0, 0);
            joints++;
        }
        if (isCode || IsCode(part, end)) return new TextSpan(start, end, Mark.Id);
        // An AE title: capitals joined by low lines, and not all of them words of medicine.
        if (joints > 0 && all >= 3 && IsCapital(text, start, end) && end - start <= 16 && !IsKnown(text[start..end])) return new TextSpan(start, end, Mark.Id);
        return null;

        bool IsCode(int from, int to) => letters > 0 && (longest >= 5 || (digits >= 4 && letters >= 2 && longest >= 4 && !IsMeasure(text, from, to)));
    }

    /// <summary>A Korean licence plate that begins here: two or three digits, a syllable, four digits.</summary>
    public static int Plate(string text, int start)
    {
        var i = start;
        while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        if (i - start is not (2 or 3) || i >= text.Length || !Letters.IsHangul(text[i]) || text[i] is '년' or '월' or '일' or '세' or '번' or '회' or '개') return start;
        i++;
        if (i < text.Length && text[i] == ' ') i++;
        var digits = i;
        while (i < text.Length && i - digits < 5 && char.IsAsciiDigit(text[i])) i++;
        return i - digits == 4 ? i : start;
    }

    // "2000mm", "1500HU": digits first, a unit after them; "b1000": one letter before.
    private static bool IsMeasure(string text, int start, int end)
    {
        var i = start;
        while (i < end && char.IsAsciiDigit(text[i])) i++;
        return i > start && Lexicon.IsUnit(text[i..end]);
    }

    private static bool IsCapital(string text, int start, int end) => !text.AsSpan(start, end - start).ContainsAnyInRange('a', 'z');

    private static bool IsKnown(string token) => token.Split('_', '-').All(part => part.Length < 3 || part.All(char.IsAsciiDigit) || Lexicon.Knows(part) || DescriptorMode.IsMixed(part));
}

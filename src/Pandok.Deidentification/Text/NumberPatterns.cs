namespace Pandok.Deidentification.Text;

/// <summary>Groups of digits and what joins them: registration numbers, telephones, dates, UIDs, record numbers.</summary>
internal static class NumberPatterns
{
    private const int MostGroups = 12;

    /// <summary>The identifier that begins here; null for an ordinary number.</summary>
    public static TextSpan? At(string text, int start)
    {
        if (start > 0 && (char.IsAsciiDigit(text[start - 1]) || (char.IsAsciiDigit(text[start]) && char.IsAsciiLetter(text[start - 1])))) return null;
        if (text[start] == '\'') return DatePatterns.Korean(text, start + 1) is var year && year > start + 1 ? new TextSpan(start, year, Mark.Date) : null;
        Span<(int Start, int End)> groups = stackalloc (int, int)[MostGroups];
        var count = Split(text, text[start] == '+' ? start + 1 : start, groups);
        if (count == 0) return null;
        groups = groups[..count];
        if (Registration(text, groups) is { } registration) return registration;
        if (text[start] == '+') return Phone(text, start, groups);
        if (Dotted(text, groups) is > 0 and var dotted) return new TextSpan(start, dotted, Mark.Uid);
        if (DatePatterns.Korean(text, start) is var korean && korean > start) return new TextSpan(start, korean, Mark.Date);
        if (CodePatterns.Plate(text, start) is var plate && plate > start) return new TextSpan(start, plate, Mark.Id);
        if (DatePatterns.ByNumbers(text, groups) is > 0 and var date) return new TextSpan(start, date, Mark.Date);
        if (DatePatterns.DayThenName(text, groups[0]) is > 0 and var named) return new TextSpan(start, named, Mark.Date);
        if (Phone(text, start, groups) is { } phone) return phone;
        var run = groups[0].End - groups[0].Start;
        if (run >= 6 && !IsFraction(text, start))
            return new TextSpan(start, groups[0].End, DatePatterns.IsRun(text.AsSpan(groups[0].Start, run)) ? Mark.Date : Mark.Id);
        // Chart numbers are written with blanks and hyphens too: 12-345-678, 1234 5678.
        if (count >= 2 && Joined(text, groups, '-') is > 0 and var code) return new TextSpan(start, code, Mark.Id);
        return null;
    }

    // Korean resident and foreigner registration: yymmdd, century and sex 0-9, six more; the last ones may be masked. PIPA art. 24-2.
    private static TextSpan? Registration(string text, ReadOnlySpan<(int Start, int End)> groups)
    {
        var (start, end) = groups[0];
        var length = end - start;
        if (length == 13 && DatePatterns.IsMonthDay(text.AsSpan(start + 2, 4)) && HasChecksum(text.AsSpan(start, 13))) return new TextSpan(start, end, Mark.Id);
        if (length != 6 || !DatePatterns.IsMonthDay(text.AsSpan(start + 2, 4))) return null;
        var i = end;
        while (i < text.Length && i - end < 3 && text[i] is ' ' or '-' or '.' or '/' or '_') i++;
        var second = i;
        while (i < text.Length && i - second < 8 && (char.IsAsciiDigit(text[i]) || text[i] is '*' or 'x' or 'X' or '#' && i > second)) i++;
        return second > end && i - second == 7 && (i == text.Length || !char.IsAsciiDigit(text[i])) ? new TextSpan(start, i, Mark.Id) : null;
    }

    /// <summary>The check digit of a resident number; since October 2020 new ones have none, so a dashed number is one without it.</summary>
    public static bool HasChecksum(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < 12; i++) sum += (digits[i] - '0') * (2 + i % 8);
        var check = (11 - sum % 11) % 10;
        return check == digits[12] - '0' || (check + 2) % 10 == digits[12] - '0'; // foreigners' numbers add two
    }

    private static TextSpan? Phone(string text, int start, ReadOnlySpan<(int Start, int End)> groups)
    {
        var isAbroad = text[start] == '+';
        int digits = 0, used = 0;
        foreach (var (from, to) in groups)
        {
            if (used > 0 && (from - groups[used - 1].End > 2 || text.AsSpan(groups[used - 1].End, from - groups[used - 1].End).IndexOfAnyExcept(" -.()") >= 0 || used >= 5)) break;
            digits += to - from;
            used++;
        }
        var first = groups[0].End - groups[0].Start;
        var last = groups[used - 1].End - groups[used - 1].Start;
        var begin = start > 0 && text[start - 1] == '(' ? start - 1 : start;
        if (isAbroad) return digits is >= 8 and <= 15 && used >= 2 || digits is >= 10 and <= 15 ? new TextSpan(start, groups[used - 1].End, Mark.Phone) : null;
        if (text[groups[0].Start] == '0' && first is 2 or 3 or 4 && used is 3 && last == 4 && digits is >= 9 and <= 12) return new TextSpan(begin, groups[used - 1].End, Mark.Phone);
        if (used == 3 && first == 3 && last == 4 && digits == 10) return new TextSpan(begin, groups[2].End, Mark.Phone);
        if (used == 2 && first == 4 && last == 4 && text[groups[0].Start] == '1' && text[groups[0].Start + 1] is '5' or '6' or '8' && text[groups[0].End] == '-') return new TextSpan(begin, groups[1].End, Mark.Phone);
        if (used == 2 && first == 3 && last == 4 && text[groups[0].End] == '-') return new TextSpan(begin, groups[1].End, Mark.Phone);
        if (first is 10 or 11 && text[groups[0].Start] == '0') return new TextSpan(start, groups[0].End, Mark.Phone);
        return null;
    }

    // Four groups or more between points: a UID or the address of a node. "1.2.3" may be a section.
    private static int Dotted(string text, ReadOnlySpan<(int Start, int End)> groups)
    {
        var used = 1;
        while (used < groups.Length && groups[used].Start == groups[used - 1].End + 1 && text[groups[used - 1].End] == '.') used++;
        if (used < 4) return 0;
        var end = groups[used - 1].End;
        while (end + 1 < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] == '.' && char.IsAsciiDigit(text[end + 1])))) end++;
        if (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end;
    }

    private static int Joined(string text, ReadOnlySpan<(int Start, int End)> groups, char joint)
    {
        int used = 1, digits = groups[0].End - groups[0].Start;
        while (used < groups.Length && groups[used].Start == groups[used - 1].End + 1 && text[groups[used - 1].End] == joint) digits += groups[used].End - groups[used++].Start;
        return used >= 2 && digits >= 6 ? groups[used - 1].End : 0;
    }

    private static bool IsFraction(string text, int start) => start >= 2 && text[start - 1] == '.' && char.IsAsciiDigit(text[start - 2]);

    private static int Split(string text, int start, Span<(int, int)> groups)
    {
        var count = 0;
        for (var i = start; i < text.Length && count < groups.Length;)
        {
            var from = i;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
            if (i == from) break;
            groups[count++] = (from, i);
            if (i - from > 40) break;
            // One joint, or a joint beside a blank or a bracket.
            if (i + 1 < text.Length && text[i] is '-' or '.' or '/' or ' ' or ')' or '_') i++;
            if (i < text.Length && text[i] is ' ' or '(' or '-') i++;
        }
        return count;
    }
}

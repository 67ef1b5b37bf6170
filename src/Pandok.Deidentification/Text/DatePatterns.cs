using System.Globalization;

namespace Pandok.Deidentification.Text;

/// <summary>Dates in numbers and in words, English and Korean, and the times that stand beside them.</summary>
internal static class DatePatterns
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] LongMonths = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "sept"];

    /// <summary>mmdd of some year.</summary>
    public static bool IsMonthDay(ReadOnlySpan<char> digits) => Number(digits[..2]) is >= 1 and <= 12 && Number(digits[2..4]) is >= 1 and <= 31;

    /// <summary>A run of digits that is a day: yyyymmdd, yymmdd, with or without a time behind it.</summary>
    public static bool IsRun(ReadOnlySpan<char> digits) => digits.Length is 8 or 12 or 14 && Number(digits[..2]) is 19 or 20 && IsMonthDay(digits[4..]) || digits.Length == 6 && IsMonthDay(digits[2..]);

    /// <summary>Three groups with one joint, of which one is a month and one a day; or a year and a month.</summary>
    /// <returns>The end, or 0.</returns>
    public static int ByNumbers(string text, ReadOnlySpan<(int Start, int End)> groups)
    {
        if (groups.Length < 2) return Year(text, groups[0]);
        var joint = text[groups[0].End];
        var (a, b) = (Number(text.AsSpan(groups[0].Start, Math.Min(9, groups[0].End - groups[0].Start))), Number(text.AsSpan(groups[1].Start, Math.Min(9, groups[1].End - groups[1].Start))));
        if (joint is not ('-' or '.' or '/') || groups[1].Start - groups[0].End > 2) return Year(text, groups[0]);
        if (groups.Length >= 3 && text[groups[1].End] == joint && groups[2].Start - groups[1].End <= 2)
        {
            var c = Number(text.AsSpan(groups[2].Start, Math.Min(9, groups[2].End - groups[2].Start)));
            if (IsYear(a) && b is >= 1 and <= 12 && c is >= 1 and <= 31) return groups[2].End;
            if (IsYear(c) && a is >= 1 and <= 31 && b is >= 1 and <= 31 && (a <= 12 || b <= 12)) return groups[2].End;
            var isShort = Width(groups[2]) == 2 && Width(groups[0]) <= 2 && (joint != '.' || Width(groups[0]) == 2 && Width(groups[1]) == 2);
            if (isShort && Width(groups[1]) <= 2 && (b is >= 1 and <= 12 && c is >= 1 and <= 31 || a is >= 1 and <= 31 && b is >= 1 and <= 31 && (a <= 12 || b <= 12))) return groups[2].End;
        }
        if (IsYear(a) && Width(groups[0]) == 4 && Width(groups[1]) <= 2 && b is >= 1 and <= 12) return groups[1].End;
        if (IsYear(b) && Width(groups[1]) == 4 && Width(groups[0]) <= 2 && a is >= 1 and <= 12 && joint != '.') return groups[1].End;
        return Width(groups[0]) <= 2 && Width(groups[1]) <= 2 && joint == '/' && a is >= 1 and <= 12 && b is >= 1 and <= 31 && IsAfterOn(text, groups[0].Start) ? groups[1].End : Year(text, groups[0]);
    }

    /// <summary>2026년 3월 4일, 3월 4일, 26년 3월; not 3년, 3개월.</summary>
    public static int Korean(string text, int start)
    {
        var i = start;
        var parts = 0;
        var isFull = false;
        foreach (var unit in "년월일")
        {
            var (number, end) = Digits(text, i);
            if (end == i || end >= text.Length) break;
            var at = text[end] == ' ' && end + 1 < text.Length ? end + 1 : end;
            if (text[at] != unit) { if (unit == '일') break; continue; }
            if (unit == '년') isFull = number is >= 1900 and < 2100;
            if (unit == '월' && number is < 1 or > 12) break;
            parts++;
            i = at + 1;
            if (i + 1 < text.Length && text[i] == ' ' && char.IsAsciiDigit(text[i + 1])) i++;
        }
        while (i > start && text[i - 1] == ' ') i--;
        return parts >= 2 || isFull || (parts == 1 && text[i - 1] == '월') || (parts == 1 && text[i - 1] == '년' && start > 0 && text[start - 1] == '\'') ? i : start;
    }

    /// <summary>4 March 2026, 04-MAR-26, 4 Mar.</summary>
    public static int DayThenName(string text, (int Start, int End) day)
    {
        if (Width(day) > 2 && Width(day) != 4) return 0;
        var i = day.End;
        if (i + 1 < text.Length && char.ToLowerInvariant(text[i]) is 's' or 't' or 'n' or 'r' && char.ToLowerInvariant(text[i + 1]) is 't' or 'h' or 'd') i += 2;
        i = Blank(text, i);
        var end = Name(text, i);
        if (end == i) return 0;
        var year = YearAfter(text, end);
        return year > end || Width(day) <= 2 ? Math.Max(year, end) : 0;
    }

    /// <summary>March 4, 2026; March 2026; Mar-04.</summary>
    public static TextSpan? ByName(string text, int start)
    {
        if (start > 0 && char.IsLetter(text[start - 1])) return null;
        var end = Name(text, start);
        if (end == start) return null;
        var at = Blank(text, end);
        var (number, stop) = Digits(text, at);
        if (stop == at || at == end) return null;
        if (stop - at == 4 && IsYear(number)) return new TextSpan(start, stop, Mark.Date);
        if (number is < 1 or > 31 || stop - at > 2 || IsUnitAfter(text, stop)) return null;
        return new TextSpan(start, Math.Max(stop, YearAfter(text, stop)), Mark.Date);
    }

    /// <summary>The end of a time that follows a date: 10:30, T10:30:15, 오전 10시 30분, 10:30 pm.</summary>
    public static int TimeAfter(string text, int end)
    {
        var i = end;
        while (i < text.Length && i - end < 3 && text[i] is ' ' or ',' or 'T' or '(' or ')') i++;
        if (i + 2 < text.Length && text[i] == 'a' && text[i + 1] == 't' && text[i + 2] == ' ') i += 3;
        if (i + 2 < text.Length && text[i] is '오' && text[i + 1] is '전' or '후') i = Blank(text, i + 2);
        var (hour, stop) = Digits(text, i);
        if (stop == i || hour > 24 || stop >= text.Length) return end;
        if (text[stop] == '시')
        {
            var minute = Blank(text, stop + 1);
            var (_, last) = Digits(text, minute);
            return last > minute && last < text.Length && text[last] == '분' ? last + 1 : stop + 1;
        }
        if (text[stop] != ':') return end;
        var parts = 0;
        while (stop < text.Length && text[stop] is ':' or '.' && parts++ < 3 && Digits(text, stop + 1).End > stop + 1) stop = Digits(text, stop + 1).End;
        var half = Blank(text, stop);
        return half + 1 < text.Length && char.ToLowerInvariant(text[half]) is 'a' or 'p' && char.ToLowerInvariant(text[half + 1]) == 'm' ? half + 2 : stop;
    }

    // "in 2019", "2019": a year alone, unless a unit or a ratio follows.
    private static int Year(string text, (int Start, int End) group) =>
        Width(group) == 4 && IsYear(Number(text.AsSpan(group.Start, 4))) && !IsUnitAfter(text, group.End) && !(group.End < text.Length && text[group.End] is ':' or '.' or '%' or '*')
        && !(group.Start > 0 && text[group.Start - 1] is '+' or '-' or '=' or 'x' or '.' or '/') ? group.End : 0;

    private static bool IsUnitAfter(string text, int end)
    {
        var start = end < text.Length && text[end] == ' ' ? end + 1 : end;
        var stop = start;
        while (stop < text.Length && stop - start < 12 && (char.IsAsciiLetter(text[stop]) || text[stop] is '%')) stop++;
        return stop > start && Lexicon.IsUnit(text[start..stop]);
    }

    private static bool IsAfterOn(string text, int start)
    {
        var before = text.AsSpan(Math.Max(0, start - 7), start - Math.Max(0, start - 7));
        return before.EndsWith("on ", StringComparison.OrdinalIgnoreCase) || before.EndsWith("since ", StringComparison.OrdinalIgnoreCase) || before.EndsWith("dated ", StringComparison.OrdinalIgnoreCase);
    }

    private static int YearAfter(string text, int end)
    {
        var at = Blank(text, end);
        var (number, stop) = Digits(text, at);
        return stop - at == 4 && IsYear(number) || (stop - at == 2 && at == end + 1 && text[end] is '-' or '/' or '.' or ' ' or '\'') ? stop : end;
    }

    private static int Blank(string text, int i)
    {
        for (var most = i + 2; i < text.Length && i < most && text[i] is ' ' or '-' or '/' or '.' or ',' or '\'';) i++;
        return i;
    }

    // The end of a month's name, or the start if there is none.
    private static int Name(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < 10 && char.IsAsciiLetter(text[end])) end++;
        if (end - start is < 3 or > 9) return start;
        var name = text[start..end].ToLowerInvariant();
        return Months.Contains(name) || LongMonths.Contains(name) ? end : start;
    }

    private static (int Number, int End) Digits(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < 6 && char.IsAsciiDigit(text[end])) end++;
        return (end > start ? Number(text.AsSpan(start, end - start)) : -1, end);
    }

    private static int Width((int Start, int End) group) => group.End - group.Start;

    private static bool IsYear(int number) => number is >= 1900 and < 2100;

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Pandok.Deidentification.Verify;

/// <summary>Text that names or reaches a person whatever the object says of its patient: registration numbers, telephones, mail, addresses of pages, titles, dates in words.</summary>
internal static partial class Patterns
{
    private static readonly int[] Weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

    /// <summary>True if a text of a released object holds one of them.</summary>
    /// <param name="text">Decoded.</param>
    /// <param name="isProse">Where people write sentences or descriptions; dates and titles are looked for only there.</param>
    public static bool Match(string text, bool isProse)
    {
        var (digits, hasMark, hasHangul) = (0, false, false);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (c is '@' or '/' or '.') hasMark = true;
            else if (c is >= '가' and <= '힣') hasHangul = true;
        }
        if (digits >= 9 && (Phone().IsMatch(text) || Registration().Matches(text).Any(IsRegistration))) return true;
        if (hasMark && (Mail().IsMatch(text) || Page().IsMatch(text))) return true;
        if (!isProse) return false;
        return (digits >= 6 && Date().IsMatch(text)) || (hasHangul && KoreanTitle().IsMatch(text)) || Title().IsMatch(text);
    }

    // With the dash the form is enough; without it the date, the century digit and the check digit must be right (numbers since 2020 have none).
    private static bool IsRegistration(Match match)
    {
        var number = string.Concat(match.Value.Where(char.IsAsciiDigit));
        var century = number[6] is '1' or '2' or '5' or '6' ? "19" : "20";
        if (!DateOnly.TryParseExact(century + number[..6], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return false;
        if (match.Length > 13) return true;
        var sum = 0;
        for (var i = 0; i < 12; i++) sum += (number[i] - '0') * Weights[i];
        var check = (11 - sum % 11) % 10;
        return check == number[12] - '0';
    }

    [GeneratedRegex(@"(?<![\d.])\d{6}[-–~ ]?[1-8]\d{6}(?![\d.])", RegexOptions.CultureInvariant)]
    private static partial Regex Registration();

    [GeneratedRegex(@"(?<![\d.])(?:(?:\+82[- ]?\(?0?|\(?0)(?:10|1[16-9]|2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70)\)?[- .)]\d{3,4}[- .]\d{4}|010\d{8})(?![\d.])", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+\.\w{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"(?:https?|ftp)://|\bwww\.\w", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Page();

    [GeneratedRegex(@"(?<![\d.])(?:19|20)\d\d(?:[-/.]\s?(?:0?[1-9]|1[0-2])[-/.]\s?(?:0?[1-9]|[12]\d|3[01])|\s?년\s?\d{1,2}\s?월)(?![\d.])", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<![가-힣])[김이박최정강조윤장임한오서신권황안송홍][가-힣]{1,2}\s?(?:님|씨|교수|선생)", RegexOptions.CultureInvariant)]
    private static partial Regex KoreanTitle();

    [GeneratedRegex(@"\b(?:Dr|Mr|Mrs|Ms|Prof)\.?\s+[A-Z][a-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}

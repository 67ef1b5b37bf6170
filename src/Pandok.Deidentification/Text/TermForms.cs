using System.Globalization;
using Pandok.Deidentification.Mapping;

namespace Pandok.Deidentification.Text;

/// <summary>All forms of numbers, dates, addresses and places (design, section 9a).</summary>
internal static class TermForms
{
    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    private static readonly char[] Blanks = [' ', ',', '/', '(', ')', '-', '.', ';', ':', '^', '_', '&', '\r', '\n', '\'', '"'];

    /// <summary>A number, code or address of the net: as a whole, without leading zeros, a telephone number without the country.</summary>
    public static void AddNumber(string value, Dictionary<string, IdentityWord> words)
    {
        var text = Letters.Squeeze(TextForm.Normalise(value));
        AddCode(text, words);
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            AddCode(text.TrimStart('0'), words);
            if (text.StartsWith("82", StringComparison.Ordinal) && text.Length >= 10) AddCode("0" + text[2..], words);
            if (text[0] == '0' && text.Length >= 9) AddCode("82" + text[1..], words);
        }
    }

    /// <summary>An institution, a department, an address, a station: as a whole and its own words, those apart that medicine itself uses.</summary>
    public static void AddPlace(string value, Dictionary<string, IdentityWord> words)
    {
        var plain = TextForm.Normalise(value);
        var tokens = plain.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (!tokens.All(IsOrdinary)) AddCode(Letters.Squeeze(plain), words, Mark.Place);
        foreach (var token in tokens)
        {
            var text = Letters.Squeeze(token);
            var isEastAsian = text.Any(Letters.IsEastAsian);
            if (IsOrdinary(token) || text.Length < (isEastAsian ? 2 : 4)) continue;
            words.TryAdd(text, new IdentityWord(text, Mark.Place, WholeOnly: text.Length < 6 && !isEastAsian));
        }
        var initials = string.Concat(tokens.Where(token => char.IsAsciiLetterUpper(token[0])).Select(token => Letters.Fold(token[0])));
        if (initials.Length is >= 3 and <= 8 && !Lexicon.Knows(initials)) words.TryAdd(initials, new IdentityWord(initials, Mark.Place, WholeOnly: true));
    }

    /// <summary>A day in the forms people write: twelve and those that squeezing makes equal.</summary>
    public static void AddDate(string value, Dictionary<string, IdentityWord> words)
    {
        if (value.Length < 8 || DateShift.Parse(value.AsSpan(0, 8)) is not { } day || day.Year < 1900) return;
        var month = Months[day.Month - 1];
        foreach (var form in new[] { "yyyyMMdd", "yyMMdd", "ddMMyyyy", "MMddyyyy", "ddMMyy", "MMddyy", "yyyyMd", "dMyyyy", "Mdyyyy", "yyyy'년'M'월'd'일'", "yyyy'년'MM'월'dd'일'", "yy'년'M'월'd'일'", "M'월'd'일'" }) Add(day.ToString(form, CultureInfo.InvariantCulture));
        foreach (var name in new[] { month, month[..3] })
        {
            foreach (var d in new[] { day.ToString("%d", CultureInfo.InvariantCulture), day.ToString("dd", CultureInfo.InvariantCulture) })
            {
                Add(d + name + day.ToString("yyyy", CultureInfo.InvariantCulture));
                Add(d + name + day.ToString("yy", CultureInfo.InvariantCulture));
                Add(name + d + day.ToString("yyyy", CultureInfo.InvariantCulture));
                Add(day.ToString("yyyy", CultureInfo.InvariantCulture) + name + d);
            }
        }

        void Add(string text) => words.TryAdd(text, new IdentityWord(text, Mark.Date, WholeOnly: true));
    }

    private static void AddCode(string text, Dictionary<string, IdentityWord> words, Mark mark = Mark.Id)
    {
        if (text.Length >= 4 || (text.Length >= 2 && text.Any(Letters.IsEastAsian))) words[text] = new IdentityWord(text, mark, WholeOnly: text.Length < 6);
    }

    private static bool IsOrdinary(string token) => token.Length == 1 || token.All(char.IsAsciiDigit) && token.Length < 4 || Lexicon.Knows(token);
}

using System.Collections.Frozen;

namespace Pandok.Deidentification.Text;

/// <summary>Institutions and streets by their last word: "Demo General Hospital", "12 Demo Street".</summary>
internal static class PlaceCues
{
    private static readonly FrozenSet<string> Institutions = new[] { "hospital", "clinic", "university", "univ", "infirmary", "hospice", "klinikum", "hopital", "institute", "foundation", "hosp" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenSet<string> Streets = new[] { "street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd", "lane", "drive" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds the spans of a normalised text.</summary>
    public static void Find(string text, List<TextSpan> found)
    {
        // The capitalised words in a row before the one looked at.
        int row = -1, unknown = 0, end = 0;
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsAsciiLetter(text[i])) { i++; continue; }
            var start = i;
            while (i < text.Length && char.IsLetter(text[i])) i++;
            var isJoined = row >= 0 && start - end <= 2 && text.AsSpan(end, start - end).IndexOfAnyExcept(" .&-") < 0;
            if (!isJoined) (row, unknown) = (-1, 0);
            var word = i - start > 24 ? "-" : text[start..i];
            if (row >= 0 && unknown > 0 && Institutions.Contains(word)) found.Add(new TextSpan(row, i, Mark.Place));
            else if (row >= 0 && Streets.Contains(word) && HouseNumber(text, row) is var house && house < row) found.Add(new TextSpan(house, i, Mark.Place));
            if (char.IsUpper(text[start]))
            {
                if (row < 0) row = start;
                if (!Lexicon.Knows(word)) unknown++;
            }
            else (row, unknown) = (-1, 0);
            end = i;
        }
    }

    private static int HouseNumber(string text, int row)
    {
        var i = row;
        if (i > 0 && text[i - 1] == ' ') i--;
        var digits = i;
        while (i > 0 && digits - i < 6 && char.IsAsciiDigit(text[i - 1])) i--;
        return i < digits ? i : row;
    }
}

using System.Text;

namespace Pandok.Deidentification.Text;

/// <summary>Classes of characters and the folded form in which words are compared.</summary>
internal static class Letters
{
    private static readonly char[] Folded = MakeFolded();

    public static bool IsHangul(char c) => c is >= '\uAC00' and <= '\uD7A3';

    public static bool IsHan(char c) => c is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF';

    public static bool IsEastAsian(char c) => IsHangul(c) || IsHan(c);

    public static bool IsLatin(char c) => char.IsLetter(c) && !IsEastAsian(c);

    /// <summary>Small, without diacritics: Ä is a.</summary>
    public static char Fold(char c) => c < Folded.Length ? Folded[c] : char.ToLowerInvariant(c);

    /// <summary>Letters and digits only, folded: "Hong, Gil-Dong" is honggildong.</summary>
    public static string Squeeze(string text)
    {
        var squeezed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c)) squeezed.Append(Fold(c));
        }
        return squeezed.ToString();
    }

    /// <summary>True if a word border lies between two neighbours: letters of another script, a letter and a digit, anything else.</summary>
    public static bool IsBorder(char left, char right) => Class(left) is var a && Class(right) is var b && (a == 0 || b == 0 || a != b);

    private static int Class(char c) => char.IsDigit(c) ? 1 : IsHangul(c) ? 2 : IsHan(c) ? 3 : char.IsLetter(c) ? 4 : 0;

    private static char[] MakeFolded()
    {
        var folded = new char[0x250];
        for (var i = 0; i < folded.Length; i++)
        {
            var c = char.ToLowerInvariant((char)i);
            folded[i] = c < 0x80 ? c : char.ToLowerInvariant(c.ToString().Normalize(NormalizationForm.FormD)[0]);
        }
        return folded;
    }
}

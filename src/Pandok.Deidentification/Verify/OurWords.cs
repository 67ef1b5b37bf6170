using System.Text.RegularExpressions;

namespace Pandok.Deidentification.Verify;

/// <summary>What de-identification writes in the place of what it takes (section 6 and 8 of the design): dummies and pseudonyms.</summary>
internal static partial class OurWords
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>True for a dummy, a mark or a pseudonym, alone or as all values of an element.</summary>
    public static bool Has(string text, MappedIdentity identity) => Array.TrueForAll(text.Split('\\'), value => Is(value.Trim(), identity));

    /// <summary>Patients inside the object have pseudonyms of the same prefix and length; numbers are 13 characters with a check character, cut where the VR is short.</summary>
    public static bool IsPseudonym(string text, MappedIdentity identity) => IsWord(text)
        || (text.Length == identity.Pseudonym.Length && text.Length > 13 && text.StartsWith(identity.Pseudonym[..^13], StringComparison.Ordinal) && IsWord(text[^13..]));

    private static bool Is(string value, MappedIdentity identity) => value is "" or "REMOVED" or "ANON" or "Anonymous" or "99PANDOK" or "000Y" || IsPseudonym(value, identity)
        || (value.StartsWith("Anonymous^", StringComparison.Ordinal) && IsPseudonym(value[10..], identity)) || Role().IsMatch(value);

    // Luhn mod 32, as section 8 prescribes: a record number of 13 characters is not taken for a pseudonym by its look.
    private static bool IsWord(string text)
    {
        if (text.Length != 13) return false;
        var sum = 0;
        for (var i = 11; i >= 0; i--)
        {
            var value = Alphabet.IndexOf(text[i], StringComparison.Ordinal);
            if (value < 0) return false;
            if (((12 - i) & 1) == 1) { value *= 2; value = value / 32 + value % 32; }
            sum += value;
        }
        return Alphabet[(32 - sum % 32) % 32] == text[12];
    }

    [GeneratedRegex(@"^[A-Z][A-Za-z]{2,20}\^\d{1,5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Role();
}

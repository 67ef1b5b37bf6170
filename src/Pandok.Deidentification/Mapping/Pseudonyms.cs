namespace Pandok.Deidentification.Mapping;

/// <summary>
/// Pseudonyms: 60 bits of an HMAC as 12 characters of base 32 without look-alikes (0-9 A-Z less I L O U), then a Luhn mod 32 check character
/// that finds each single wrong character and nearly every exchange of neighbours.
/// </summary>
internal static class Pseudonyms
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>PREFIX-XXXXXXXXXXXXC of a patient, from issuer and ID.</summary>
    public static string Patient(Keys keys, string issuer, string id) => $"{keys.Prefix}-{Word(Keyed.Hash(keys.Patient, issuer, id))}";

    /// <summary>The pseudonym where there is no Patient ID. No normalised issuer begins with a zero byte, so the two never meet.</summary>
    public static string Unnamed(Keys keys, string studyUid) => $"{keys.Prefix}-{Word(Keyed.Hash(keys.Patient, "", "", "study", studyUid))}";

    /// <summary>The pseudonym of another person in a study who has a name only.</summary>
    public static string Named(Keys keys, string studyUid, string name) => $"{keys.Prefix}-{Word(Keyed.Hash(keys.Patient, "", "", "name", studyUid, name))}";

    /// <summary>An accession number or study ID: 13 characters, fits SH. Each label is a space of its own.</summary>
    public static string Number(Keys keys, string label, string value) => Word(Keyed.Hash(keys.Accession, label, value));

    /// <summary>True if the last character of 13 is the check of the 12 before it.</summary>
    public static bool IsValid(ReadOnlySpan<char> word)
    {
        if (word.Length != 13) return false;
        foreach (var c in word)
        {
            if (!Alphabet.Contains(c, StringComparison.Ordinal)) return false;
        }
        return Check(word[..12]) == word[12];
    }

    private static string Word(byte[] hash)
    {
        Span<char> word = stackalloc char[13];
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash) >> 4;
        for (var i = 0; i < 12; i++) word[i] = Alphabet[(int)(bits >> (55 - 5 * i)) & 31];
        word[12] = Check(word[..12]);
        return new string(word);
    }

    private static char Check(ReadOnlySpan<char> word)
    {
        var sum = 0;
        for (var i = word.Length - 1; i >= 0; i--)
        {
            var value = Alphabet.IndexOf(word[i], StringComparison.Ordinal);
            if (((word.Length - i) & 1) == 1) { value *= 2; value = value / 32 + value % 32; }
            sum += value;
        }
        return Alphabet[(32 - sum % 32) % 32];
    }
}

namespace Pandok.Deidentification.Mapping;

/// <summary>
/// What de-identification will make of an identifier, asked before its object arrives: an order, a performed step or a storage commitment names
/// originals, and meets the archive's names only through a site's keys.
/// </summary>
public static class Mapped
{
    /// <summary>The UID of an instance, series or study in the output.</summary>
    /// <returns>A UID below 2.25 (PS3.5 B.2), the same for the same key and original.</returns>
    public static string Uid(Keys keys, string original)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return new UidMap(keys.Uid).MapAlways(original);
    }

    /// <summary>The Accession Number (0008,0050) of the output: 13 characters.</summary>
    public static string Accession(Keys keys, string original) => Number(keys, "accession", original);

    /// <summary>Another number of the same kind, for example of an order. Each label is a space of its own.</summary>
    /// <returns>13 characters.</returns>
    public static string Number(Keys keys, string label, string original)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Pseudonyms.Number(keys, label, Keyed.Normalise(original));
    }
}

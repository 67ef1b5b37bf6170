using System.Collections.Frozen;

namespace Pandok.Deidentification.Verify;

/// <summary>The words the standard itself writes, in the verifier's own reading of the tables.</summary>
internal static class StandardWords
{
    private static readonly Lazy<FrozenSet<string>> Known = new(() => Table.Rows("module-attributes.csv")
        .SelectMany(row => row[7].Split('|', ':', ';'))
        .Concat(Table.Rows("codes.csv").Select(row => row[3]))
        .Concat(Table.Rows("body-parts.csv").Select(row => row[0]))
        .Select(word => word.Trim()).Where(word => word.Length > 0)
        .ToFrozenSet(StringComparer.Ordinal));

    /// <summary>True for a defined term or a code meaning of the standard.</summary>
    public static bool Has(string value) => Known.Value.Contains(value);
}

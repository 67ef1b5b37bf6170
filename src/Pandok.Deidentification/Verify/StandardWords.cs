using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Pandok.Deidentification.Verify;

/// <summary>The verifier's own reading of the tables: the rows that no profile keeps, and the words the standard itself writes.</summary>
internal static class StandardWords
{
    private static readonly Lazy<FrozenSet<uint>> Rows = new(() => Lines("ps3.15-e1-1.csv")
        .Where(row => row[0].Length == 9 && !row[0].Contains('x', StringComparison.Ordinal) && row[4] != "U" && row.Skip(5).All(cell => cell.Length == 0))
        .Select(row => uint.Parse(row[0].Remove(4, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
        .ToFrozenSet());

    private static readonly Lazy<FrozenSet<string>> Known = new(() => Lines("module-attributes.csv")
        .SelectMany(row => row[7].Split('|', ':', ';'))
        .Concat(Lines("codes.csv").Select(row => row[3]))
        .Concat(Lines("body-parts.csv").Select(row => row[0]))
        .Select(word => word.Trim()).Where(word => word.Length > 0)
        .ToFrozenSet(StringComparer.Ordinal));

    private static readonly Lazy<FrozenSet<string>> SafePrivate = new(() => Lines("safe-private.csv")
        .SelectMany(row => new[] { row[2], $"{row[2]}|{row[0]}|{row[1][2..]}" }).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>True for a creator of PS3.15 Table E.3.10-1.</summary>
    public static bool IsPrivateCreator(string creator) => SafePrivate.Value.Contains(creator);

    /// <summary>True for a private element of PS3.15 Table E.3.10-1.</summary>
    public static bool IsSafePrivate(string creator, Pandok.Dicom.Data.Tag tag) =>
        SafePrivate.Value.Contains(string.Create(CultureInfo.InvariantCulture, $"{creator}|{tag.Group:X4}|{tag.Element & 0xFF:X2}"));

    /// <summary>True for a row of Table E.1-1 whose text never leaves under any option.</summary>
    public static bool NeverLeaves(uint tag) => Rows.Value.Contains(tag);

    /// <summary>True for a defined term or a code meaning of the standard.</summary>
    public static bool Has(string value) => Known.Value.Contains(value);

    private static IEnumerable<string[]> Lines(string table)
    {
        using var stream = typeof(StandardWords).Assembly.GetManifestResourceStream(table) ?? throw new InvalidOperationException($"The table {table} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line) yield return Fields(line);
    }

    private static string[] Fields(string line)
    {
        var parts = line.Split('"');
        // Odd parts stood between quotes: their commas are text.
        for (var i = 1; i < parts.Length; i += 2) parts[i] = parts[i].Replace(',', '\u0001');
        return [.. string.Concat(parts).Split(',').Select(field => field.Replace('\u0001', ','))];
    }
}

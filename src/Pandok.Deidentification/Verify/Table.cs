using System.Text;

namespace Pandok.Deidentification.Verify;

/// <summary>The verifier's own loader of embedded tables; it shares none with the rules.</summary>
internal static class Table
{
    /// <summary>The embedded text of a name; null if there is none.</summary>
    public static string? Text(string name)
    {
        using var stream = typeof(Table).Assembly.GetManifestResourceStream(name);
        if (stream is null) return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The rows of a table without its header; none if it is not embedded, so that nothing is allowed by it.</summary>
    public static IEnumerable<string[]> Rows(string name) =>
        (Text(name) ?? string.Empty).Split('\n').Skip(1).Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).Select(Fields);

    private static string[] Fields(string line)
    {
        var parts = line.Split('"');
        // Odd parts stood between quotes: their commas are text.
        for (var i = 1; i < parts.Length; i += 2) parts[i] = parts[i].Replace(',', '\u0001');
        return [.. string.Concat(parts).Split(',').Select(field => field.Replace('\u0001', ','))];
    }
}

using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Data;

/// <summary>The coded character sets of charsets.csv (PS3.3 C.12.1.1.2, Tables C.12-2 to C.12-5), with their escape sequences.</summary>
internal sealed class Repertoires
{
    private static readonly Lazy<Repertoires> Loaded = new(() => new Repertoires());
    private readonly FrozenDictionary<string, Repertoire[]> terms;
    private readonly Repertoire[] escapes;

    private Repertoires()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var byTerm = new Dictionary<string, List<Repertoire>>(StringComparer.Ordinal);
        var byEscape = new Dictionary<string, Repertoire>(StringComparer.Ordinal);
        foreach (var row in Csv.Rows(typeof(Repertoires).Assembly, "charsets.csv"))
        {
            if (!byEscape.TryGetValue(row[5], out var set) || row[5].Length == 0)
            {
                set = new Repertoire(row[4], row[3] == "G1", Convert.FromHexString(row[5]), int.Parse(row[7], CultureInfo.InvariantCulture));
                if (row[5].Length > 0) byEscape[row[5]] = set;
            }
            var term = row[0] == "(empty)" ? string.Empty : row[0];
            if (!byTerm.TryGetValue(term, out var sets)) byTerm[term] = sets = [];
            sets.Add(set);
        }
        terms = byTerm.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
        escapes = [.. byEscape.Values.OrderByDescending(set => set.Escape.Length)];
    }

    public static Repertoires Known => Loaded.Value;

    /// <summary>The sets of a defined term; the ways people misspell it (ISO-IR 100, ISO IR 100) are understood.</summary>
    public Repertoire[]? Find(string term)
    {
        if (terms.TryGetValue(term, out var sets)) return sets;
        var plain = string.Concat(term.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        if (plain.StartsWith("ISO2022IR", StringComparison.Ordinal)) return terms.GetValueOrDefault("ISO 2022 IR " + plain[9..]);
        return plain.StartsWith("ISOIR", StringComparison.Ordinal) ? terms.GetValueOrDefault("ISO_IR " + plain[5..]) : terms.GetValueOrDefault(plain);
    }

    /// <summary>The set that an escape sequence at the start of the bytes designates.</summary>
    public Repertoire? Match(ReadOnlySpan<byte> bytes)
    {
        foreach (var set in escapes)
        {
            if (bytes.StartsWith(set.Escape)) return set;
        }
        return null;
    }
}

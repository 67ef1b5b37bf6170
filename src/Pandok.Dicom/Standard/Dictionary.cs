using System.Collections.Frozen;
using System.Globalization;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Standard;

/// <summary>The data dictionary of PS3.6 (edition 2026c), read from the embedded dictionary.csv.</summary>
public static class Dictionary
{
    private static readonly Lazy<Tables> Loaded = new(Load);

    /// <summary>The row for a tag; repeating groups (50xx, 60xx, ...) are matched.</summary>
    /// <returns>Null for unknown and private tags.</returns>
    public static DictionaryEntry? Find(Tag tag)
    {
        var tables = Loaded.Value;
        if (tables.Exact.TryGetValue(tag.Value, out var entry)) return entry;
        foreach (var (mask, value, masked) in tables.Masked)
        {
            // 50xx and 60xx are the even groups up to 1E (PS3.5 section 7.6).
            if ((tag.Value & mask) == value && !tag.IsPrivate && (tag.Group < 0x5000 || (mask & 0x00FF0000) != 0 || (tag.Group & 0xFF) <= 0x1E)) return masked;
        }
        return null;
    }

    /// <summary>The tag of a keyword such as PatientName.</summary>
    /// <returns>False for an unknown keyword.</returns>
    public static bool TryFind(string keyword, out Tag tag) => Loaded.Value.Keywords.TryGetValue(keyword, out tag);

    /// <summary>The VR of a tag where the file does not tell (PS3.5 section 7.1.3): private creators are LO, other private elements UN, "US or SS" follows Pixel Representation.</summary>
    public static Vr VrOf(Tag tag, DataSet context)
    {
        if (tag.IsPrivate) return tag.IsPrivateCreator ? Vr.LO : Vr.UN;
        if (tag.IsGroupLength) return Vr.UL;
        var vrs = Find(tag)?.Vrs;
        if (vrs is null || vrs.Count == 0) return Vr.UN;
        if (vrs.Count == 1) return vrs[0];
        if (vrs.Contains(Vr.OW)) return Vr.OW; // "OB or OW", "US or OW": implicit VR data is OW (PS3.5 A.1)
        return IsSigned(context) ? Vr.SS : Vr.US;
    }

    private static bool IsSigned(DataSet? set)
    {
        for (; set is not null; set = set.Parent)
        {
            if (set.GetInteger(Tags.PixelRepresentation) is { } representation) return representation == 1;
        }
        return false;
    }

    private static Tables Load()
    {
        var exact = new Dictionary<uint, DictionaryEntry>(5400);
        var keywords = new Dictionary<string, Tag>(5400, StringComparer.Ordinal);
        var masked = new List<(uint, uint, DictionaryEntry)>();
        foreach (var row in Csv.Rows(typeof(Dictionary).Assembly, "dictionary.csv"))
        {
            var vrs = row[3].Split(" or ", StringSplitOptions.RemoveEmptyEntries).Select(text => VrTraits.TryParse(text, out var vr) ? vr : Vr.UN).ToArray();
            var entry = new DictionaryEntry(row[1], row[2], vrs, row[4], row[5] == "Y");
            if (row[0].Contains('x', StringComparison.Ordinal))
            {
                var mask = uint.Parse(string.Concat(row[0].Select(c => c == 'x' ? '0' : 'F')), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                masked.Add((mask, uint.Parse(row[0].Replace('x', '0'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), entry));
                continue;
            }
            var tag = new Tag(uint.Parse(row[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            exact[tag.Value] = entry;
            if (entry.Keyword.Length > 0) keywords[entry.Keyword] = tag;
        }
        return new Tables(exact.ToFrozenDictionary(), [.. masked], keywords.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private sealed record Tables(FrozenDictionary<uint, DictionaryEntry> Exact, (uint Mask, uint Value, DictionaryEntry Entry)[] Masked, FrozenDictionary<string, Tag> Keywords);
}

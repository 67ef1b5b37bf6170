using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Verify;

/// <summary>
/// A second reading of Table E.1-1, of the safe private elements and of the profile's document: what may stand under each tag. Where the table and the options leave
/// a choice, all that any right reading may write is allowed; what it says is for the searches to judge.
/// </summary>
internal sealed class ClassTable
{
    private static readonly ConcurrentDictionary<string, ClassTable> Known = new(StringComparer.Ordinal);

    // The columns of the table, by the option that a profile names.
    private static readonly Dictionary<string, int> Columns = new(StringComparer.Ordinal)
    {
        ["retainUids"] = 6, ["deviceIdentity"] = 7, ["institutionIdentity"] = 8, ["patientCharacteristics"] = 9, ["fullDates"] = 10, ["modifiedDates"] = 11,
        ["cleanDescriptors"] = 12, ["cleanStructuredContent"] = 13, ["cleanGraphics"] = 14,
    };

    // Section 13 of the design, for a profile that is not written as a document.
    private static readonly string[] Otherwise = ["modifiedDates", "patientCharacteristics"];

    private readonly FrozenDictionary<uint, Allowed> rows;
    private readonly HashSet<string> options;
    private readonly FrozenSet<(ushort Group, string Creator, byte Element)> safePrivate;

    private ClassTable(string profile)
    {
        var (names, basic, list) = Read(profile);
        options = names;
        rows = Table.Rows("ps3.15-e1-1.csv").Where(row => row[0].Length == 9 && !row[0].Contains('x', StringComparison.Ordinal))
            .ToFrozenDictionary(row => Number(row[0].Remove(4, 1)), row => Decide(row, basic.Contains(row[0])));
        safePrivate = options.Contains("safePrivate") ? SafePrivate(list) : [];
    }

    /// <summary>True if the profile keeps dates in some form.</summary>
    public bool KeepsDates => options.Contains("modifiedDates") || options.Contains("fullDates");

    /// <summary>True if overlay planes that are regions of interest may stay.</summary>
    public bool KeepsOverlays => options.Contains("cleanGraphics");

    public bool KeepsUids => options.Contains("retainUids");

    public static ClassTable Of(string profile) => Known.GetOrAdd(profile, static name => new ClassTable(name));

    /// <summary>The row of a tag; null if the table has none.</summary>
    public Allowed? Find(Tag tag) => rows.TryGetValue(tag.Value, out var allowed) ? allowed : null;

    /// <summary>True if a private element of a creator may stay.</summary>
    public bool IsSafePrivate(Tag tag, string creator) => safePrivate.Contains((tag.Group, creator.Trim(' ').ToUpperInvariant(), (byte)tag.Element));

    private Allowed Decide(string[] row, bool isBasic)
    {
        var tag = Number(row[0].Remove(4, 1));
        if (!isBasic)
        {
            foreach (var (option, column) in Columns)
            {
                if (!options.Contains(option) || row[column].Length == 0) continue;
                if (option is "modifiedDates" or "fullDates") return Allowed.Date;
                return Allowed.Value;
            }
        }
        if (tag == Tags.PatientBirthDate.Value && KeepsDates) return Allowed.Date;
        return row[4] switch
        {
            "U" => Allowed.Uid,
            "X/Z/U*" => Allowed.Value,
            "X" => Allowed.Nothing,
            _ => Allowed.Dummy,
        };
    }

    private static (HashSet<string> Named, HashSet<string> Basic, string List) Read(string profile)
    {
        if (Table.Text($"{profile}.json") is not { } text) return (profile == "strict" ? [] : [.. Otherwise], ["0010,2160", "0010,2161", "0010,2162"], "none");
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var winners = root.TryGetProperty("winners", out var named) ? named.EnumerateObject().Where(pair => pair.Value.GetString() == "basic").Select(pair => pair.Name) : [];
        return ([.. root.GetProperty("options").EnumerateArray().Select(option => option.GetString()!)], [.. winners], root.TryGetProperty("safePrivate", out var list) ? list.GetString()! : "none");
    }

    private static FrozenSet<(ushort, string, byte)> SafePrivate(string list)
    {
        var standard = Table.Rows("safe-private.csv").Select(row => Key(row[0], row[2], row[1]));
        var agreed = Table.Rows("tcia-private-kb-2024-02.csv").Select(row => Key(row[0], row[1], row[2])).ToHashSet();
        return standard.Where(key => list == "standard" || agreed.Contains(key)).ToFrozenSet();
    }

    private static (ushort Group, string Creator, byte Element) Key(string group, string creator, string element) =>
        ((ushort)Number(group), creator.Trim().ToUpperInvariant(), (byte)Number(element[^2..]));

    private static uint Number(string hex) => uint.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}

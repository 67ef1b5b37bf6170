using System.Collections.Frozen;
using System.Globalization;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Rules;

/// <summary>
/// The private elements that may stay (PS3.15 E.3.10): by creator, group and element byte; the block byte is the file's choice.
/// The two lists are joined ignoring case; a file must spell the creator as the standard does.
/// </summary>
internal sealed class SafePrivateElements
{
    private static readonly Lazy<SafePrivateElements> AgreedList = new(() => new(Join(Standard(), Knowledge())));
    private static readonly Lazy<SafePrivateElements> StandardList = new(() => new(Standard().Where(row => IsReadable(row.Vr))));

    private readonly FrozenDictionary<(string Creator, uint Place), Row> rows;

    private SafePrivateElements(IEnumerable<Row> rows) => this.rows = rows.ToFrozenDictionary(row => (row.Creator, row.Place));

    public int Count => rows.Count;

    /// <summary>The list a profile asks for; null if it keeps no private element.</summary>
    public static SafePrivateElements? Of(SafePrivateList list) => list switch
    {
        SafePrivateList.Agreed => AgreedList.Value,
        SafePrivateList.Standard => StandardList.Value,
        _ => null,
    };

    /// <summary>The row of an element, or null if it must go.</summary>
    public Row? Find(string creator, Tag tag) => rows.GetValueOrDefault((creator, PlaceOf(tag)));

    /// <summary>The rows of the standard that the other list knows too, and to which both could be done justice: a UID to map must be a UI, a date to move a DA or DT.</summary>
    public static IEnumerable<Row> Join(IEnumerable<Row> standard, IEnumerable<(string Creator, uint Place, string Disposition)> knowledge)
    {
        var known = knowledge.ToLookup(row => (row.Creator.ToUpperInvariant(), row.Place), row => row.Disposition);
        return standard.Where(row => IsReadable(row.Vr) && known[(row.Creator.ToUpperInvariant(), row.Place)].ToArray() is { Length: > 0 } dispositions
            && Array.TrueForAll(dispositions, disposition => disposition switch { "k" => true, "h" => row.Vr == Vr.UI, "o" or "oi" => row.Vr is Vr.DA or Vr.DT, _ => false }));
    }

    // Bytes that only the vendor can read may hold anything.
    private static bool IsReadable(Vr vr) => vr != default && !vr.IsBulk();

    private static uint PlaceOf(Tag tag) => ((uint)tag.Group << 8) | (byte)tag.Element;

    private static IEnumerable<Row> Standard() => Csv.Rows(typeof(SafePrivateElements).Assembly, Embedded.SafePrivateTable)
        .Select(row => new Row(row[2], Place(row[0], row[1]), VrTraits.TryParse(row[3], out var vr) ? vr : default, row[4]));

    private static IEnumerable<(string, uint, string)> Knowledge() => Csv.Rows(typeof(SafePrivateElements).Assembly, Embedded.PrivateKnowledgeTable)
        .Select(row => (row[1].TrimEnd(), Place(row[0], row[2]), row[4]));

    private static uint Place(string group, string element) => uint.Parse(group + element[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>A safe private element.</summary>
    /// <param name="Creator">As the standard spells it.</param>
    /// <param name="Place">Group and element byte: ggggee.</param>
    /// <param name="Vr">Its VR; default where the table gives none.</param>
    /// <param name="Multiplicity">Such as 1, 3 or 1-n.</param>
    public sealed record Row(string Creator, uint Place, Vr Vr, string Multiplicity);
}

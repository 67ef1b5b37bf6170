using System.Globalization;
using System.Text;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Rules;

/// <summary>Decides private elements: gone, unless the profile's list knows creator, group and element byte, and the value is what the list says it is.</summary>
internal sealed class PrivateElements(SafePrivateElements? list, Tally tally)
{
    /// <summary>The element by the VR of the list; null if it must go.</summary>
    public DataElement? Find(DataSet input, DataElement element)
    {
        if (list is null || element.Tag.Element < 0x1000 || CreatorOf(input, element.Tag) is not { } creator || list.Find(creator, element.Tag) is not { } row) return null;
        var known = element.Vr == row.Vr ? element
            : element.Vr is Vr.UN or Vr.OB ? UnknownValue.As(element, row.Vr, input)
            : null;
        if (known is null)
        {
            tally.Find(FindingCode.VrMismatch);
            return null;
        }
        if (HasMultiplicity(known, row.Multiplicity)) return known;
        tally.Find(FindingCode.ValueInvalid);
        return null;
    }

    /// <summary>Where the creator of a private element stands (PS3.5 section 7.8.1).</summary>
    public static Tag CreatorTag(Tag tag) => new(tag.Group, (ushort)(tag.Element >> 8));

    private static string? CreatorOf(DataSet input, Tag tag) =>
        input.TryGet(CreatorTag(tag), out var creator) && creator.Vr is Vr.LO or Vr.UN ? Encoding.Latin1.GetString(creator.Value.Span).TrimEnd(' ', '\0') : null;

    private static bool HasMultiplicity(DataElement element, string multiplicity)
    {
        if (element.Vr == Vr.SQ || element.IsEmpty) return true;
        var count = element.Vr.IsText()
            ? element.Vr.IsMultiValued() ? element.Value.Span.Count((byte)'\\') + 1 : 1
            : element.Value.Length / element.Vr.Width();
        var parts = multiplicity.Split('-');
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var least)) return true;
        if (parts.Length == 1) return count == least;
        if (int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var most)) return count >= least && count <= most;
        return count >= least && (parts[1] == "n" || count % least == 0);
    }
}

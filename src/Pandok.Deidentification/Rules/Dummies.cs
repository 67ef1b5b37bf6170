using Pandok.Deidentification.Mapping;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Rules;

/// <summary>Values that are legal and say nothing, by VR (design, section 6).</summary>
internal sealed class Dummies(Subject subject, UidMap uids)
{
    private const int Depth = 4;
    private static readonly Tag CodingSchemeDesignator = new(0x00080102);

    /// <summary>A dummy in place of an element.</summary>
    /// <returns>Null where there is none: a CS without a known term, a URL, unknown bytes.</returns>
    public DataElement? For(DataElement element, Vr vr, TypeNode? node) => Make(element.Tag, vr, element, node, Depth);

    /// <summary>One item with the Type 1 content of its place.</summary>
    public DataSet Item(TypeNode? node, int depth = Depth)
    {
        var item = new DataSet();
        if (node is null) return item;
        if (node.Find(CodingSchemeDesignator) is not null) return Elements.Code("ANON", "99PANDOK", "Anonymous");
        if (depth == 0) return item;
        foreach (var (tag, child) in node.Children)
        {
            if (!child.IsAlwaysRequired || Dictionary.Find(new Tag(tag)) is not { Vrs: [var vr, ..] }) continue;
            if (Make(new Tag(tag), vr, null, child, depth - 1) is { } made) item.Set(made);
        }
        return item;
    }

    private DataElement? Make(Tag tag, Vr vr, DataElement? element, TypeNode? node, int depth) => vr switch
    {
        Vr.SQ => DataElement.OfItems(tag, Item(node, depth)),
        Vr.PN => Elements.Text(tag, vr, "Anonymous"),
        Vr.LO or Vr.SH or Vr.ST or Vr.LT or Vr.UT or Vr.UC => Elements.Text(tag, vr, "REMOVED"),
        Vr.CS => node?.Term is { } term ? Elements.Text(tag, vr, term) : null,
        Vr.DA => Elements.Text(tag, vr, subject.DummyDate),
        Vr.DT => Elements.Text(tag, vr, subject.DummyDate + "000000"),
        Vr.TM => Elements.Text(tag, vr, "000000"),
        Vr.AS => Elements.Text(tag, vr, "000Y"),
        Vr.DS or Vr.IS => Elements.Text(tag, vr, "0"),
        Vr.AE => Elements.Text(tag, vr, "ANON"),
        Vr.UI => Elements.Text(tag, vr, uids.MapAlways(element is null ? $"{tag}" : System.Text.Encoding.Latin1.GetString(element.Value.Span).TrimEnd('\0', ' '))),
        Vr.UR or Vr.UN => null,
        _ => DataElement.Of(tag, vr, new byte[Zeros(vr, element)]),
    };

    // Numbers keep their multiplicity; bulk data becomes one smallest value.
    private static int Zeros(Vr vr, DataElement? element)
    {
        var width = Math.Max(2, vr.Width());
        return vr is Vr.OB or Vr.OW or Vr.OF or Vr.OD or Vr.OL or Vr.OV || element is null ? width : Math.Max(width, element.Value.Length / width * width);
    }
}

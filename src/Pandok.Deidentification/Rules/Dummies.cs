using Pandok.Deidentification.Mapping;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Rules;

/// <summary>Values that are legal and say nothing, by VR (design, section 6).</summary>
internal sealed class Dummies(Subject subject, Keys keys, UidMap uids)
{
    private const int Depth = 4;
    private static readonly Tag CodingSchemeDesignator = new(0x00080102);

    /// <summary>A dummy in place of an element.</summary>
    /// <returns>Null where there is none: a URL, unknown bytes.</returns>
    public DataElement? For(DataSet input, DataElement element, Vr vr, TypeNode? node)
    {
        // PS3.15 E.1: a person other than the patient becomes a role.
        if (vr == Vr.PN && Staff.IsOurs(element)) return element;
        if (vr == Vr.PN && input.GetString(element.Tag) is { } name) return Elements.Text(element.Tag, vr, Staff.Name(keys, subject.StudyUid, element.Tag, name));
        // A word of one's own would be no legal value: only what must be there gets one.
        if (vr == Vr.CS && node?.Term is null && node?.TypeIn(input) != AttributeType.One) return null;
        return Make(element.Tag, vr, element, node, Depth);
    }

    /// <summary>True for the text that stands for removed text: it says nothing, wherever it comes from.</summary>
    public static bool IsOurs(DataElement element, Vr vr) => vr.UsesCharacterSet() && vr != Vr.PN && element.Value.Span.TrimEnd((byte)' ').SequenceEqual("REMOVED"u8);

    /// <summary>True if the element is this dummy already, dates apart, which follow the pseudonym.</summary>
    public static bool AreSame(DataElement dummy, DataElement element)
    {
        if (dummy.Tag != element.Tag) return false;
        if (dummy.Items is not { } made) return dummy.Value.Span.SequenceEqual(element.Value.Span) || (dummy.Vr is Vr.DA or Vr.DT && element.Vr == dummy.Vr && element.Value.Length == dummy.Value.Length);
        return element.Items is { } items && items.Count == made.Count && made.Zip(items).All(pair => pair.First.Count == pair.Second.Count && pair.First.Zip(pair.Second).All(both => AreSame(both.First, both.Second)));
    }

    /// <summary>One item with the Type 1 content of its place, and its Type 2 content empty.</summary>
    public DataSet Item(TypeNode? node, int depth = Depth)
    {
        var item = new DataSet();
        if (node is null) return item;
        if (node.Find(CodingSchemeDesignator) is not null) return Elements.Code("ANON", "99PANDOK", "Anonymous");
        if (depth == 0) return item;
        foreach (var (tag, child) in node.Children)
        {
            if (child.IsAlwaysRequired) Add(item, new Tag(tag), child, depth);
            else if (child.IsAlwaysPresent && Dictionary.Find(new Tag(tag)) is { Vrs: [var vr, ..] }) item.Set(Elements.Empty(new Tag(tag), vr));
        }
        // "One of these shall be present" is written in words: the first one will do, references apart.
        if (node.Children.FirstOrDefault(pair => pair.Key > 0x0008FFFF && pair.Value.MayBeRequired) is { Value: { } either } first && !item.Contains(new Tag(first.Key))) Add(item, new Tag(first.Key), either, depth);
        // What the values just written ask for in turn; of two alternatives the first one added settles it.
        for (var before = -1; before < item.Count;)
        {
            before = item.Count;
            foreach (var (tag, child) in node.Children)
            {
                if (!item.Contains(new Tag(tag)) && child.IsRequiredIn(item)) Add(item, new Tag(tag), child, depth);
            }
        }
        return item;
    }

    private void Add(DataSet item, Tag tag, TypeNode child, int depth)
    {
        if (Dictionary.Find(tag) is { Vrs: [var vr, ..] } && Make(tag, vr, null, child, depth - 1) is { } made) item.Set(made);
    }

    private DataElement? Make(Tag tag, Vr vr, DataElement? element, TypeNode? node, int depth) => vr switch
    {
        Vr.SQ => DataElement.OfItems(tag, Item(node, depth)),
        Vr.PN => Elements.Text(tag, vr, "Anonymous"),
        Vr.LO or Vr.SH or Vr.ST or Vr.LT or Vr.UT or Vr.UC => Elements.Text(tag, vr, "REMOVED"),
        Vr.CS => Elements.Text(tag, vr, Repeat(tag, node?.Term ?? "UNKNOWN")),
        Vr.DA => Elements.Text(tag, vr, subject.DummyDate),
        Vr.DT => Elements.Text(tag, vr, subject.DummyDate + "000000"),
        Vr.TM => Elements.Text(tag, vr, "000000"),
        Vr.AS => Elements.Text(tag, vr, "000Y"),
        Vr.DS or Vr.IS => Elements.Text(tag, vr, Repeat(tag, IsPositive(tag) ? "1" : "0")),
        Vr.AE => Elements.Text(tag, vr, "ANON"),
        Vr.UI => Elements.Text(tag, vr, uids.MapAlways(element is null ? $"{tag}" : System.Text.Encoding.Latin1.GetString(element.Value.Span).TrimEnd('\0', ' '))),
        Vr.UR or Vr.UN => null,
        _ => DataElement.Of(tag, vr, new byte[Zeros(tag, vr, element)]),
    };

    // Zero is no legal value of these: spacings, counts, frame numbers, slopes, widths.
    private static bool IsPositive(Tag tag) => tag.Value is 0x00080028 or 0x00081160 or 0x00181114 or 0x00181164 or 0x00182010 or 0x00200013
        or 0x00280008 or 0x00280030 or 0x00280034 or 0x00281051 or 0x00281053 or 0x30060046 or 0x300A0086 or 0x300A0112;

    private static string[] Repeat(Tag tag, string value) => [.. Enumerable.Repeat(value, Least(tag))];

    // The least number of values: 2 of "2-2n", 1 of "1-n" and of "1-n or 1".
    private static int Least(Tag tag) => Dictionary.Find(tag)?.Multiplicity is { Length: > 0 } text && char.IsAsciiDigit(text[0])
        ? int.Parse(new string([.. text.TakeWhile(char.IsAsciiDigit)]), System.Globalization.CultureInfo.InvariantCulture) : 1;

    // Numbers keep their multiplicity; bulk data becomes one smallest value.
    private static int Zeros(Tag tag, Vr vr, DataElement? element)
    {
        var width = Math.Max(2, vr.Width());
        return vr is Vr.OB or Vr.OW or Vr.OF or Vr.OD or Vr.OL or Vr.OV ? width : element is null ? width * Least(tag) : Math.Max(width, element.Value.Length / width * width);
    }
}

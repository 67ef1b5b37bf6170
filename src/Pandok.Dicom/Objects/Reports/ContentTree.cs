using Pandok.Dicom.Data;

namespace Pandok.Dicom.Objects.Reports;

/// <summary>Content trees as data sets and back (PS3.3 C.17.3, C.18).</summary>
public static class ContentTree
{
    private static readonly string[] Names = ["CONTAINS", "HAS OBS CONTEXT", "HAS CONCEPT MOD", "HAS PROPERTIES", "HAS ACQ CONTEXT", "INFERRED FROM", "SELECTED FROM"];

    /// <summary>Writes a root container into a document.</summary>
    public static void Put(DataSet document, ContainerItem root)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(root);
        Fill(document, root);
    }

    /// <summary>Reads the tree of a document.</summary>
    /// <returns>Null if its root is no container.</returns>
    public static ContainerItem? Read(DataSet document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Item(document, Relationship.Contains) as ContainerItem;
    }

    /// <summary>Instances that a tree refers to, each once: what the evidence of a document must list.</summary>
    public static IEnumerable<string> ReferencedInstances(ContentItem root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var own = root is InstanceItem instance ? [instance.SopInstanceUid] : Enumerable.Empty<string>();
        return own.Concat(root.Children.SelectMany(ReferencedInstances)).Distinct();
    }

    private static DataSet Written(ContentItem item)
    {
        var set = new DataSet().Put("RelationshipType", Names[(int)item.Relationship]);
        Fill(set, item);
        return set;
    }

    private static void Fill(DataSet set, ContentItem item)
    {
        if (item.Children.Count > 0) set.PutItems("ContentSequence", [.. item.Children.Select(Written)]);
        if (item.Concept is { } concept) set.PutItems("ConceptNameCodeSequence", concept.ToItem());
        switch (item)
        {
            case ContainerItem container:
                set.Put("ValueType", "CONTAINER").Put("ContinuityOfContent", container.IsContinuous ? "CONTINUOUS" : "SEPARATE");
                if (container.Template is { } template) set.PutItems("ContentTemplateSequence", new DataSet().Put("MappingResource", "DCMR").Put("TemplateIdentifier", template));
                break;
            case TextItem text: set.Put("ValueType", "TEXT").Put("TextValue", text.Text); break;
            case CodeItem code: set.Put("ValueType", "CODE").PutItems("ConceptCodeSequence", code.Value.ToItem()); break;
            case UidItem uid: set.Put("ValueType", "UIDREF").Put("UID", uid.Uid); break;
            case PersonItem person: set.Put("ValueType", "PNAME").Put("PersonName", person.Name); break;
            case TimeItem time: set.Put("ValueType", time.Kind).Put(time.Kind switch { "DATE" => "Date", "TIME" => "Time", _ => "DateTime" }, time.Value); break;
            case NumberItem number: FillNumber(set, number); break;
            case InstanceItem instance:
                var reference = new DataSet().Put("ReferencedSOPClassUID", instance.SopClassUid).Put("ReferencedSOPInstanceUID", instance.SopInstanceUid);
                if (instance.Frames.Count > 0) reference.PutIntegers("ReferencedFrameNumber", [.. instance.Frames.Select(frame => (long)frame)]);
                if (instance.Segments.Count > 0) reference.PutIntegers("ReferencedSegmentNumber", [.. instance.Segments.Select(segment => (long)segment)]);
                set.Put("ValueType", instance.IsImage ? "IMAGE" : "COMPOSITE").PutItems("ReferencedSOPSequence", reference);
                break;
            case CoordinatesItem coordinates: set.Put("ValueType", "SCOORD").PutNumbers("GraphicData", [.. coordinates.Points]).Put("GraphicType", coordinates.GraphicType); break;
            case Coordinates3DItem coordinates:
                set.Put("ValueType", "SCOORD3D").PutNumbers("GraphicData", [.. coordinates.Points]).Put("GraphicType", coordinates.GraphicType).Put("ReferencedFrameOfReferenceUID", coordinates.FrameOfReferenceUid);
                break;
            default: throw new ArgumentException($"{item.GetType().Name} is read, not written.", nameof(item));
        }
    }

    private static void FillNumber(DataSet set, NumberItem number)
    {
        set.Put("ValueType", "NUM");
        if (number.Value is { } value)
        {
            if (number.Unit is not { } unit) throw new ArgumentException("A number has a unit (PS3.3 C.18.1).", nameof(number));
            var measured = new DataSet().PutItems("MeasurementUnitsCodeSequence", unit.ToItem()).PutNumbers("NumericValue", value);
            // DS holds 16 characters; where that loses digits the binary value stands beside it (PS3.3 Table C.18.1-1).
            if (measured.Numbers("NumericValue") is [var written] && written != value) measured.PutNumbers("FloatingPointValue", value);
            set.PutItems("MeasuredValueSequence", measured);
        }
        else set.PutItems("MeasuredValueSequence");
        if (number.Qualifier is { } qualifier) set.PutItems("NumericValueQualifierCodeSequence", qualifier.ToItem());
    }

    private static ContentItem Item(DataSet set, Relationship relationship)
    {
        var concept = Code.From(set.Item("ConceptNameCodeSequence"));
        var children = set.Items("ContentSequence").Select(child => Item(child, RelationshipOf(child.Text("RelationshipType")))).ToArray();
        return set.Text("ValueType") switch
        {
            "CONTAINER" => new ContainerItem(relationship, concept, children, set.Item("ContentTemplateSequence")?.Text("TemplateIdentifier")) { IsContinuous = set.Text("ContinuityOfContent") == "CONTINUOUS" },
            "TEXT" => new TextItem(relationship, concept, set.Text("TextValue") ?? string.Empty, children),
            "CODE" when Code.From(set.Item("ConceptCodeSequence")) is { } code => new CodeItem(relationship, concept, code, children),
            "NUM" => Number(set, relationship, concept, children),
            "UIDREF" => new UidItem(relationship, concept, set.Text("UID") ?? string.Empty, children),
            "PNAME" => new PersonItem(relationship, concept, set.Text("PersonName") ?? string.Empty, children),
            "DATE" => new TimeItem(relationship, concept, "DATE", set.Text("Date") ?? string.Empty, children),
            "TIME" => new TimeItem(relationship, concept, "TIME", set.Text("Time") ?? string.Empty, children),
            "DATETIME" => new TimeItem(relationship, concept, "DATETIME", set.Text("DateTime") ?? string.Empty, children),
            "IMAGE" or "COMPOSITE" when set.Item("ReferencedSOPSequence") is { } reference => new InstanceItem(relationship, concept, reference.GetString(Tags.ReferencedSOPClassUID) ?? string.Empty,
                reference.GetString(Tags.ReferencedSOPInstanceUID) ?? string.Empty, Whole(reference, "ReferencedFrameNumber"), Whole(reference, "ReferencedSegmentNumber"), set.Text("ValueType") == "IMAGE", children),
            "SCOORD" => new CoordinatesItem(relationship, concept, set.Text("GraphicType") ?? string.Empty, set.Numbers("GraphicData"), children),
            "SCOORD3D" => new Coordinates3DItem(relationship, concept, set.Text("GraphicType") ?? string.Empty, set.Numbers("GraphicData"), set.Text("ReferencedFrameOfReferenceUID") ?? string.Empty, children),
            var other => new OtherItem(relationship, concept, other ?? "BY REFERENCE", children),
        };
    }

    private static NumberItem Number(DataSet set, Relationship relationship, Code? concept, ContentItem[] children)
    {
        var measured = set.Item("MeasuredValueSequence");
        var value = measured?.Numbers("FloatingPointValue") is [var exact, ..] ? exact : measured?.Numbers("NumericValue") is [var number, ..] ? number : (double?)null;
        return new NumberItem(relationship, concept, value, Code.From(measured?.Item("MeasurementUnitsCodeSequence")), Code.From(set.Item("NumericValueQualifierCodeSequence")), children);
    }

    private static int[] Whole(DataSet set, string keyword) => [.. set.Numbers(keyword).Where(number => number is >= 1 and <= int.MaxValue).Select(number => (int)number)];

    // An unknown relationship counts as CONTAINS: the item stays visible.
    private static Relationship RelationshipOf(string? name) => (Relationship)Math.Max(0, Array.IndexOf(Names, name));
}

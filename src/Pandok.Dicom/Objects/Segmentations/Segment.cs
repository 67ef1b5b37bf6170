using Pandok.Dicom.Data;

namespace Pandok.Dicom.Objects.Segmentations;

/// <summary>How a segment came about (Segment Algorithm Type (0062,0008)).</summary>
public enum SegmentAlgorithmType
{
    /// <summary>By an algorithm alone.</summary>
    Automatic,
    /// <summary>By an algorithm that a person guided.</summary>
    Semiautomatic,
    /// <summary>By a person.</summary>
    Manual,
}

/// <summary>A segment (PS3.3 C.8.20.2): what the pixels with its number are.</summary>
/// <param name="Number">From 1, ascending by 1.</param>
/// <param name="Label">For people, at most 64 characters.</param>
/// <param name="Category">Such as Anatomical Structure (CID 7150).</param>
/// <param name="Type">Such as Lung.</param>
public sealed record Segment(int Number, string Label, Code Category, Code Type)
{
    /// <summary>Modifiers of the type, such as Right.</summary>
    public IReadOnlyList<Code> TypeModifiers { get; init; } = [];

    /// <summary>Where a finding lies; for structures the type says it.</summary>
    public Code? AnatomicRegion { get; init; }

    /// <summary>Modifiers of the region, such as Left.</summary>
    public IReadOnlyList<Code> AnatomicRegionModifiers { get; init; } = [];

    /// <summary>By whom or what it was drawn.</summary>
    public SegmentAlgorithmType AlgorithmType { get; init; } = SegmentAlgorithmType.Automatic;

    /// <summary>The algorithm; required unless manual.</summary>
    public Algorithm? Algorithm { get; init; }

    /// <summary>Identifier for people of the tracked thing; shared with measurement reports.</summary>
    public string? TrackingId { get; init; }

    /// <summary>UID of the tracked thing; given together with <see cref="TrackingId"/>.</summary>
    public string? TrackingUid { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>Recommended colour as CIELab L*, a*, b* (0..100, -128..127, -128..127); null for none.</summary>
    public (double L, double A, double B)? Color { get; init; }

    internal DataSet ToItem()
    {
        var item = new DataSet();
        if (AnatomicRegion is { } region) item.PutItems("AnatomicRegionSequence", WithModifiers(region, "AnatomicRegionModifierSequence", AnatomicRegionModifiers));
        item.PutItems("SegmentedPropertyCategoryCodeSequence", Category.ToItem())
            .PutIntegers("SegmentNumber", Number)
            .Put("SegmentLabel", Label)
            .PutIfKnown("SegmentDescription", Description)
            .Put("SegmentAlgorithmType", AlgorithmType.ToString().ToUpperInvariant())
            .PutItems("SegmentedPropertyTypeCodeSequence", WithModifiers(Type, "SegmentedPropertyTypeModifierCodeSequence", TypeModifiers));
        if (Algorithm is { } algorithm)
        {
            item.Put("SegmentAlgorithmName", algorithm.Name);
            // Family and version are Type 1 in the identification: without them there is only the name.
            if (algorithm.Version.Length > 0 && algorithm.Family.Value.Length > 0)
            {
                item.PutItems("SegmentationAlgorithmIdentificationSequence", new DataSet()
                    .PutItems("AlgorithmFamilyCodeSequence", algorithm.Family.ToItem())
                    .Put("AlgorithmVersion", algorithm.Version)
                    .PutIfKnown("AlgorithmParameters", algorithm.Parameters)
                    .Put("AlgorithmName", algorithm.Name));
            }
        }
        if (Color is { } color) item.PutIntegers("RecommendedDisplayCIELabValue", Scaled(color.L, 0, 100), Scaled(color.A, -128, 255), Scaled(color.B, -128, 255));
        return item.PutIfKnown("TrackingID", TrackingId).PutIfKnown("TrackingUID", TrackingUid);
    }

    internal static Segment? From(DataSet item)
    {
        if (item.Integer("SegmentNumber") is not { } number || number is < 1 or > ushort.MaxValue) return null;
        var type = item.Item("SegmentedPropertyTypeCodeSequence");
        var region = item.Item("AnatomicRegionSequence");
        var unknown = new Code(string.Empty, string.Empty, string.Empty);
        var algorithm = item.Item("SegmentationAlgorithmIdentificationSequence");
        var name = item.Text("SegmentAlgorithmName") ?? algorithm?.Text("AlgorithmName");
        return new Segment((int)number, item.Text("SegmentLabel") ?? string.Empty, Code.From(item.Item("SegmentedPropertyCategoryCodeSequence")) ?? unknown, Code.From(type) ?? unknown)
        {
            TypeModifiers = Code.From(type?.Items("SegmentedPropertyTypeModifierCodeSequence") ?? []),
            AnatomicRegion = Code.From(region),
            AnatomicRegionModifiers = Code.From(region?.Items("AnatomicRegionModifierSequence") ?? []),
            AlgorithmType = Enum.TryParse<SegmentAlgorithmType>(item.Text("SegmentAlgorithmType"), ignoreCase: true, out var drawn) ? drawn : SegmentAlgorithmType.Automatic,
            Algorithm = name is null ? null : new Algorithm(name, algorithm?.Text("AlgorithmVersion") ?? string.Empty, Code.From(algorithm?.Item("AlgorithmFamilyCodeSequence")) ?? unknown) { Parameters = algorithm?.Text("AlgorithmParameters") },
            TrackingId = item.Text("TrackingID"),
            TrackingUid = item.Text("TrackingUID"),
            Description = item.Text("SegmentDescription"),
            Color = item.Numbers("RecommendedDisplayCIELabValue") is [var l, var a, var b] ? (l / 65535 * 100, a / 65535 * 255 - 128, b / 65535 * 255 - 128) : null,
        };
    }

    private static DataSet WithModifiers(Code code, string keyword, IReadOnlyList<Code> modifiers)
    {
        var item = code.ToItem();
        return modifiers.Count == 0 ? item : item.PutItems(keyword, [.. modifiers.Select(modifier => modifier.ToItem())]);
    }

    // PS3.3 C.10.7.1.1: each axis spans 0..65535.
    private static long Scaled(double value, double lowest, double span) => (long)Math.Round(Math.Clamp((value - lowest) / span, 0, 1) * 65535);
}

namespace Pandok.Dicom.Objects.Reports;

/// <summary>How a content item stands to its parent (PS3.3 C.17.3.2.4).</summary>
public enum Relationship
{
    /// <summary>CONTAINS.</summary>
    Contains,
    /// <summary>HAS OBS CONTEXT.</summary>
    HasObservationContext,
    /// <summary>HAS CONCEPT MOD.</summary>
    HasConceptModifier,
    /// <summary>HAS PROPERTIES.</summary>
    HasProperties,
    /// <summary>HAS ACQ CONTEXT.</summary>
    HasAcquisitionContext,
    /// <summary>INFERRED FROM.</summary>
    InferredFrom,
    /// <summary>SELECTED FROM.</summary>
    SelectedFrom,
}

/// <summary>A node of the content tree of a structured report (PS3.3 C.17.3). A closed set; value types the library has no record for are <see cref="OtherItem"/>.</summary>
/// <param name="Relationship">To the parent; of no meaning for the root.</param>
/// <param name="Concept">The concept name; optional for images, coordinates and containers below the root.</param>
/// <param name="Children">Items below.</param>
public abstract record ContentItem(Relationship Relationship, Code? Concept, IReadOnlyList<ContentItem> Children)
{
    /// <summary>Children with this concept name.</summary>
    public IEnumerable<ContentItem> Below(Code concept) => Children.Where(child => concept.IsSame(child.Concept));

    /// <summary>The first child of a kind with this concept name, or null.</summary>
    public TItem? First<TItem>(Code concept) where TItem : ContentItem => Below(concept).OfType<TItem>().FirstOrDefault();
}

/// <summary>CONTAINER.</summary>
/// <param name="Relationship">To the parent.</param>
/// <param name="Concept">The heading.</param>
/// <param name="Children">Items below.</param>
/// <param name="Template">Template Identifier of the DCMR (PS3.16), such as 1500; null if none.</param>
public sealed record ContainerItem(Relationship Relationship, Code? Concept, IReadOnlyList<ContentItem> Children, string? Template = null) : ContentItem(Relationship, Concept, Children)
{
    /// <summary>True if the children read as one text (CONTINUOUS instead of SEPARATE).</summary>
    public bool IsContinuous { get; init; }
}

/// <summary>TEXT.</summary>
public sealed record TextItem(Relationship Relationship, Code? Concept, string Text, params IReadOnlyList<ContentItem> Children) : ContentItem(Relationship, Concept, Children);

/// <summary>CODE.</summary>
public sealed record CodeItem(Relationship Relationship, Code? Concept, Code Value, params IReadOnlyList<ContentItem> Children) : ContentItem(Relationship, Concept, Children);

/// <summary>NUM. A value that could not be had is null, with the <paramref name="Qualifier"/> as reason.</summary>
/// <param name="Relationship">To the parent.</param>
/// <param name="Concept">What was measured.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">UCUM.</param>
/// <param name="Qualifier">Such as Measurement failure (CID 42).</param>
/// <param name="Children">Items below.</param>
public sealed record NumberItem(Relationship Relationship, Code? Concept, double? Value, Code? Unit, Code? Qualifier, params IReadOnlyList<ContentItem> Children) : ContentItem(Relationship, Concept, Children);

/// <summary>UIDREF.</summary>
public sealed record UidItem(Relationship Relationship, Code? Concept, string Uid, params IReadOnlyList<ContentItem> Children) : ContentItem(Relationship, Concept, Children);

/// <summary>PNAME.</summary>
public sealed record PersonItem(Relationship Relationship, Code? Concept, string Name, params IReadOnlyList<ContentItem> Children) : ContentItem(Relationship, Concept, Children);

/// <summary>DATE, TIME or DATETIME, as written.</summary>
/// <param name="Relationship">To the parent.</param>
/// <param name="Concept">Of what.</param>
/// <param name="Kind">DATE, TIME or DATETIME.</param>
/// <param name="Value">In the form of DA, TM or DT.</param>
/// <param name="Children">Items below.</param>
public sealed record TimeItem(Relationship Relationship, Code? Concept, string Kind, string Value, params IReadOnlyList<ContentItem> Children) : ContentItem(Relationship, Concept, Children);

/// <summary>IMAGE, or COMPOSITE where <paramref name="IsImage"/> is false.</summary>
/// <param name="Relationship">To the parent.</param>
/// <param name="Concept">The purpose, or null.</param>
/// <param name="SopClassUid">Of the instance.</param>
/// <param name="SopInstanceUid">Of the instance.</param>
/// <param name="Frames">Frame numbers from 1; empty for all.</param>
/// <param name="Segments">Segment numbers, if the instance is a segmentation; empty for all.</param>
/// <param name="IsImage">IMAGE rather than COMPOSITE.</param>
/// <param name="Children">Items below.</param>
public sealed record InstanceItem(Relationship Relationship, Code? Concept, string SopClassUid, string SopInstanceUid, IReadOnlyList<int> Frames, IReadOnlyList<int> Segments, bool IsImage = true, params IReadOnlyList<ContentItem> Children)
    : ContentItem(Relationship, Concept, Children);

/// <summary>SCOORD: image coordinates, column then row, 0.0\0.0 at the upper left corner of the first pixel.</summary>
/// <param name="Relationship">To the parent.</param>
/// <param name="Concept">The purpose, or null.</param>
/// <param name="GraphicType">POINT, MULTIPOINT, POLYLINE, CIRCLE, ELLIPSE (PS3.3 C.18.6.1.2).</param>
/// <param name="Points">Pairs.</param>
/// <param name="Children">The image they are selected from.</param>
public sealed record CoordinatesItem(Relationship Relationship, Code? Concept, string GraphicType, IReadOnlyList<double> Points, params IReadOnlyList<ContentItem> Children) : ContentItem(Relationship, Concept, Children);

/// <summary>SCOORD3D: patient coordinates in mm.</summary>
/// <param name="Relationship">To the parent.</param>
/// <param name="Concept">The purpose, or null.</param>
/// <param name="GraphicType">POINT, MULTIPOINT, POLYLINE, POLYGON, ELLIPSE, ELLIPSOID (PS3.3 C.18.9.1.2).</param>
/// <param name="Points">Triples.</param>
/// <param name="FrameOfReferenceUid">Their space.</param>
/// <param name="Children">Items below.</param>
public sealed record Coordinates3DItem(Relationship Relationship, Code? Concept, string GraphicType, IReadOnlyList<double> Points, string FrameOfReferenceUid, params IReadOnlyList<ContentItem> Children) : ContentItem(Relationship, Concept, Children);

/// <summary>A value type of others (WAVEFORM, TCOORD, TABLE, a reference to another item), read but not understood.</summary>
public sealed record OtherItem(Relationship Relationship, Code? Concept, string ValueType, IReadOnlyList<ContentItem> Children) : ContentItem(Relationship, Concept, Children);

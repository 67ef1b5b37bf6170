using Pandok.Dicom.Data;

namespace Pandok.Dicom.Objects.Presentation;

/// <summary>The graphics of a presentation state (Graphic Type (0070,0023), PS3.3 C.10.5.1.2).</summary>
public enum GraphicType
{
    /// <summary>One point.</summary>
    Point,
    /// <summary>Straight lines from point to point.</summary>
    Polyline,
    /// <summary>A smooth curve through the points.</summary>
    Interpolated,
    /// <summary>Centre and a point of the circumference.</summary>
    Circle,
    /// <summary>Ends of the major, then of the minor axis.</summary>
    Ellipse,
}

/// <summary>A graphic on an image.</summary>
/// <param name="Type">Its form.</param>
/// <param name="Points">Column and row of each point, in pixels; 1\1 is the first pixel (PS3.3 C.10.5.1.2).</param>
public sealed record Graphic(GraphicType Type, IReadOnlyList<(double Column, double Row)> Points)
{
    /// <summary>True to fill a closed form.</summary>
    public bool IsFilled { get; init; }

    internal DataSet ToItem()
    {
        var needed = Type switch { GraphicType.Point => 1, GraphicType.Circle => 2, GraphicType.Ellipse => 4, _ => 0 };
        if (needed > 0 ? Points.Count != needed : Points.Count < 2) throw new ArgumentException($"{Type} with {Points.Count} points.");
        var item = new DataSet()
            .Put("GraphicAnnotationUnits", "PIXEL")
            .PutIntegers("GraphicDimensions", 2)
            .PutIntegers("NumberOfGraphicPoints", Points.Count)
            .PutNumbers("GraphicData", [.. Points.SelectMany(point => new[] { point.Column, point.Row })])
            .Put("GraphicType", Type.ToString().ToUpperInvariant());
        var isClosed = Type is GraphicType.Circle or GraphicType.Ellipse || (Type is GraphicType.Polyline or GraphicType.Interpolated && Points[0] == Points[^1]);
        return isClosed ? item.Put("GraphicFilled", IsFilled ? "Y" : "N") : item;
    }
}

/// <summary>A text on an image, held by an anchor point.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="Anchor">Column and row in pixels.</param>
/// <param name="IsAnchorVisible">True to draw a line from the text to the anchor.</param>
public sealed record GraphicText(string Text, (double Column, double Row) Anchor, bool IsAnchorVisible = false)
{
    internal DataSet ToItem() => new DataSet()
        .Put("AnchorPointAnnotationUnits", "PIXEL")
        .Put("UnformattedTextValue", Text)
        .PutNumbers("AnchorPoint", Anchor.Column, Anchor.Row)
        .Put("AnchorPointVisibility", IsAnchorVisible ? "Y" : "N");
}

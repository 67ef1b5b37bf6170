namespace Pandok.Read.Foreign;

/// <summary>What somebody else's program left on an image of the study: a measurement, a drawing, a text, or that the image matters.</summary>
/// <param name="Document">SOP Instance UID of the object that says it.</param>
/// <param name="Kind">What that is.</param>
/// <param name="Title">Its title or label; empty if it has none.</param>
/// <param name="Series">The series of the image; null if the mark has no image, or one that is not in the study.</param>
/// <param name="Instance">The image; see <paramref name="Series"/>.</param>
/// <param name="Frame">From 1.</param>
/// <param name="Text">Words of the mark: its tracking identifier, finding, or text.</param>
/// <param name="Shape">How it is drawn.</param>
/// <param name="Points">Column and row of each point, 0, 0 at the upper left corner of the first pixel; or x, y and z in mm if <paramref name="FrameOfReference"/> is said.</param>
/// <param name="FrameOfReference">The space of points that lie in the patient; null for points of an image.</param>
/// <param name="Values">What was measured.</param>
internal sealed record ForeignMark(
    string Document, ForeignKind Kind, string Title, string? Series, string? Instance, int Frame, string Text, ForeignShape Shape, IReadOnlyList<double[]> Points, string? FrameOfReference, IReadOnlyList<ForeignValue> Values);

/// <summary>A number and its unit (UCUM).</summary>
internal sealed record ForeignValue(string Name, double Value, string Unit);

/// <summary>The object a mark comes from: a measurement report, a presentation state, a selection of key objects.</summary>
internal enum ForeignKind
{
    Report,
    Presentation,
    KeyObjects,
}

/// <summary>Forms of PS3.3 C.18.6.1.2, C.18.9.1.2 and C.10.5.1.2, and those that are none.</summary>
internal enum ForeignShape
{
    None,
    Point,
    Polyline,
    Polygon,
    Circle,
    Ellipse,
    Text,
}

/// <summary>An object that cannot be shown, and why.</summary>
internal sealed record ForeignRefusal(string Document, string Code, string Reason);

internal sealed record ForeignMarkList(IReadOnlyList<ForeignMark> Items, IReadOnlyList<ForeignRefusal> Refused);

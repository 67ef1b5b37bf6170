namespace Pandok.Read.Drawings;

/// <summary>What was drawn. The points: two ends; an angle's three corners; two lines of four ends; the two corners of a region's box; one point; the points of a closed curve; an arrow's tip and tail.</summary>
internal enum MeasurementKind
{
    Length,
    Angle,
    Cobb,
    Bidirectional,
    Ellipse,
    Rectangle,
    Probe,
    Arrow,
    Freehand,
}

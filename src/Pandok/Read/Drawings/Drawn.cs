namespace Pandok.Read.Drawings;

/// <summary>The shape and the numbers of a measurement, kept together as JSON: they change together or not at all.</summary>
/// <param name="Points">Column and row of each point; 0, 0 is the upper left corner of the first pixel (PS3.3 C.18.6.1.1).</param>
/// <param name="Positions">Patient coordinates of each point in mm; null where the image says nothing of its place.</param>
/// <param name="Spacing">PixelSpacing or ImagerPixelSpacing (at detector); null: lengths are in pixels.</param>
internal sealed record Drawn(IReadOnlyList<double[]> Points, IReadOnlyList<double[]>? Positions, string? FrameOfReference, IReadOnlyList<Figure> Figures, string? Spacing);

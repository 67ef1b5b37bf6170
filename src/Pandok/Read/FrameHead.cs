namespace Pandok.Read;

/// <summary>Where a frame lies in the patient and what its values mean.</summary>
/// <param name="Position">Image Position (Patient); null if not known.</param>
/// <param name="Orientation">Image Orientation (Patient); null if not known.</param>
/// <param name="Spacing">Between rows, between columns, in millimetres.</param>
/// <param name="SpacingSource">PixelSpacing, ImagerPixelSpacing (at the detector), or null.</param>
internal sealed record FrameHead(double[]? Position, double[]? Orientation, double[]? Spacing, string? SpacingSource, Rescale Rescale);

namespace Pandok.Read;

/// <summary>Everything a viewer needs to plan a series: columns instead of rows, so that it compresses. Frames lie along the slice normal.</summary>
internal sealed record Manifest(
    string Series, string Version, bool Complete, string Modality, int Rows, int Columns, int BitsAllocated, int BitsStored, bool Signed, int Samples, string Photometric,
    Rescale Rescale, IReadOnlyList<Window> Windows, double[]? PixelSpacing, string? SpacingSource, double[]? Orientation, double[]? Origin, string? FrameOfReference, FrameColumns Frames);

/// <param name="Unit">HU for CT, the Rescale Type if one is stated, else null.</param>
internal sealed record Rescale(double Slope, double Intercept, string? Unit);

internal sealed record Window(double Center, double Width);

/// <param name="Instance">The mapped SOP Instance UID of each frame.</param>
/// <param name="Number">The frame number in its instance, from 1.</param>
/// <param name="Along">Millimetres from the first frame along the slice normal; null if positions are not known.</param>
/// <param name="Position">Image Position (Patient) of each frame; null if positions are not known.</param>
internal sealed record FrameColumns(IReadOnlyList<string> Instance, IReadOnlyList<int> Number, IReadOnlyList<double>? Along, IReadOnlyList<double[]>? Position, IReadOnlyList<int?> InstanceNumber);

using Pandok.Dicom.Data;

namespace Pandok.Dicom.Objects.Segmentations;

/// <summary>What all frames of a segmentation share (PS3.3 C.7.6.16.2.1 and C.7.6.16.2.4); lengths in mm.</summary>
/// <param name="Rows">Rows of a frame.</param>
/// <param name="Columns">Columns of a frame.</param>
/// <param name="RowSpacing">Distance between rows.</param>
/// <param name="ColumnSpacing">Distance between columns.</param>
/// <param name="SliceThickness">Thickness of a slice; null if not known.</param>
/// <param name="SpacingBetweenSlices">Distance between slice centres along the normal; null if not known.</param>
/// <param name="Orientation">Six direction cosines: of a row, then of a column (Image Orientation (Patient)).</param>
public sealed record SegmentationGrid(int Rows, int Columns, double RowSpacing, double ColumnSpacing, double? SliceThickness, double? SpacingBetweenSlices, IReadOnlyList<double> Orientation)
{
    /// <summary>The unit normal of the slices: row direction x column direction.</summary>
    public (double X, double Y, double Z) Normal => (
        Orientation[1] * Orientation[5] - Orientation[2] * Orientation[4],
        Orientation[2] * Orientation[3] - Orientation[0] * Orientation[5],
        Orientation[0] * Orientation[4] - Orientation[1] * Orientation[3]);

    /// <summary>Position of a point along the normal, in mm.</summary>
    public double Along(IReadOnlyList<double> position)
    {
        ArgumentNullException.ThrowIfNull(position);
        var (x, y, z) = Normal;
        return x * position[0] + y * position[1] + z * position[2];
    }

    /// <summary>The grid of a CT or MR slice; spacing between slices must come from the series.</summary>
    /// <exception cref="ArgumentException">Rows, columns, spacing or orientation is missing.</exception>
    public static SegmentationGrid Of(DataSet slice, double spacingBetweenSlices)
    {
        ArgumentNullException.ThrowIfNull(slice);
        if (slice.GetInteger(Tags.Rows) is not { } rows || slice.GetInteger(Tags.Columns) is not { } columns) throw new ArgumentException("Rows or Columns is missing.", nameof(slice));
        if (slice.GetNumbers(Tags.PixelSpacing) is not [var row, var column]) throw new ArgumentException("Pixel Spacing (0028,0030) is missing.", nameof(slice));
        if (slice.GetNumbers(Tags.ImageOrientationPatient) is not { Length: 6 } orientation) throw new ArgumentException("Image Orientation (Patient) (0020,0037) is missing.", nameof(slice));
        return new SegmentationGrid((int)rows, (int)columns, row, column, slice.GetNumber(Tags.SliceThickness) ?? spacingBetweenSlices, spacingBetweenSlices, orientation);
    }

    internal DataSet[] ToItems()
    {
        var measures = new DataSet().PutNumbers("PixelSpacing", RowSpacing, ColumnSpacing);
        if (SliceThickness is { } thickness) measures.PutNumbers("SliceThickness", thickness);
        if (SpacingBetweenSlices is { } spacing) measures.PutNumbers("SpacingBetweenSlices", spacing);
        return [measures, new DataSet().PutNumbers("ImageOrientationPatient", [.. Orientation])];
    }
}

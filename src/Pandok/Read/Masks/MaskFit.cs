using Pandok.Dicom.Objects.Segmentations;

namespace Pandok.Read.Masks;

/// <summary>Why a mask is not shown: a mask in the wrong place is worse than none.</summary>
/// <param name="Reason">A stable word.</param>
/// <param name="What">For people: which frame, how far off.</param>
internal sealed record MaskRefusal(string Reason, string What);

/// <summary>Where a frame of a segmentation lies in a series: its pixel (c, r) is the image's pixel (Column + ColumnStep·c, Row + RowStep·r).</summary>
/// <param name="Slice">Index of the image in the manifest.</param>
internal readonly record struct MaskPlace(int Slice, int Column, int ColumnStep, int Row, int RowStep);

/// <summary>
/// Finds the place of frames by patient position (PS3.3 C.7.6.2.1.1): the same planes, the same spacing, whole pixels apart. Rows or columns may run backwards, and the frame may be a part of the
/// image. Nothing is interpolated; what would need it is refused.
/// </summary>
internal static class MaskFit
{
    // A cosine of 0.9999 is 0.8 degrees; a pixel of 512 would be 7 pixels off at the other edge with more than 0.001.
    public const double OfSpacing = 1e-3;
    private const double Parallel = 1e-3, OfPixel = 0.1, OfDistance = 0.1, Rounding = 0.05;

    public static readonly MaskRefusal NoGrid = new("noGrid", "The images of the series are not parallel, or do not say where they lie");

    /// <returns>Exactly one of both.</returns>
    public static (MaskPlace? Place, MaskRefusal? Refusal) Find(Manifest image, StoredSegmentation mask, StoredFrame frame, IReadOnlyDictionary<(string Instance, int Frame), int> sources)
    {
        int? source = null;
        foreach (var named in frame.Sources)
            if (sources.TryGetValue(named, out var index)) { source = index; break; }
        if (frame.Position is not { } position)
        {
            if (source is { } on && mask.Rows == image.Rows && mask.Columns == image.Columns) return (new MaskPlace(on, 0, 1, 0, 1), null);
            return Refuse("noPosition", $"Frame {frame.Number} has no Image Position (Patient) and is not as large as a source image of the series");
        }
        if (image.FrameOfReference is null || mask.FrameOfReferenceUid != image.FrameOfReference) return Refuse("otherSpace", "Frame of Reference UID (0020,0052) is not that of the series");
        if (image is not { Orientation: { } plane, Origin: { } origin, PixelSpacing: [var rowSpacing, var columnSpacing] } || image.Frames is not { Along: { } along } || image.Frames.Orientation is not null)
            return (null, NoGrid);
        if (frame.Orientation is not { } its || frame.Spacing is not [var itsRows, var itsColumns]) return Refuse("noPosition", $"Frame {frame.Number} has no orientation or spacing");
        var (right, down) = (plane[..3], plane[3..]);
        var (x, y) = (Geometry.Dot(right, [.. its.Take(3)]), Geometry.Dot(down, [.. its.Skip(3)]));
        if (Math.Abs(Math.Abs(x) - 1) > Parallel || Math.Abs(Math.Abs(y) - 1) > Parallel || Math.Abs(Geometry.Dot(right, [.. its.Skip(3)])) > Parallel || Math.Abs(Geometry.Dot(down, [.. its.Take(3)])) > Parallel)
            return Refuse("otherPlanes", $"Frame {frame.Number} lies in another plane than the images");
        if (Math.Abs(itsRows / rowSpacing - 1) > OfSpacing || Math.Abs(itsColumns / columnSpacing - 1) > OfSpacing)
            return Refuse("otherSpacing", FormattableString.Invariant($"Frame {frame.Number} has pixels of {itsRows:0.####} x {itsColumns:0.####} mm, the images of {rowSpacing:0.####} x {columnSpacing:0.####} mm"));
        var offset = Geometry.Minus([.. position], origin);
        var normal = Geometry.Normal(plane);
        var (slice, off) = Nearest(along, Geometry.Dot(offset, normal), source);
        var distance = image.Volume.SpacingZ ?? Closest(along) ?? 0;
        if (off > Math.Max(Rounding, distance * OfDistance)) return Refuse("betweenSlices", FormattableString.Invariant($"Frame {frame.Number} lies {off:0.###} mm beside the nearest image"));
        if (source is null && along.Where((place, i) => i != slice && Math.Abs(place - along[slice]) < Rounding).Any()) return Refuse("severalImages", $"Several images lie where frame {frame.Number} does, and it names none of them");
        if (image.Frames.Position is { } positions) offset = Geometry.Minus([.. position], positions[slice]);
        var (column, row) = (Geometry.Dot(offset, right) / columnSpacing, Geometry.Dot(offset, down) / rowSpacing);
        var (wholeColumn, wholeRow) = (Math.Round(column), Math.Round(row));
        if (Math.Abs(column - wholeColumn) > OfPixel || Math.Abs(row - wholeRow) > OfPixel || Math.Abs(column) > 1e6 || Math.Abs(row) > 1e6)
            return Refuse("betweenPixels", FormattableString.Invariant($"Frame {frame.Number} lies {column - wholeColumn:0.##} columns and {row - wholeRow:0.##} rows beside the pixels of the image"));
        return (new MaskPlace(slice, (int)wholeColumn, Math.Sign(x), (int)wholeRow, Math.Sign(y)), null);
    }

    // The source decides among images at one place, not about the place.
    private static (int Slice, double Off) Nearest(IReadOnlyList<double> along, double place, int? source)
    {
        var best = 0;
        for (var i = 1; i < along.Count; i++)
            if (Math.Abs(along[i] - place) < Math.Abs(along[best] - place)) best = i;
        if (source is { } named && Math.Abs(along[named] - place) <= Math.Abs(along[best] - place) + Rounding) best = named;
        return (best, Math.Abs(along[best] - place));
    }

    /// <summary>The smallest distance of two images; null if all lie at one place.</summary>
    public static double? Closest(IReadOnlyList<double> along) => along.Zip(along.Skip(1), (a, b) => b - a).Where(gap => gap > Rounding).Select(gap => (double?)gap).Min();

    private static (MaskPlace?, MaskRefusal?) Refuse(string reason, string what) => (null, new MaskRefusal(reason, what));
}

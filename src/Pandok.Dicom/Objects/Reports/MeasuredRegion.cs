namespace Pandok.Dicom.Objects.Reports;

/// <summary>Where a group's measurements were made (PS3.16 TID 1410, 1411, 1501): a closed set.</summary>
public abstract record MeasuredRegion
{
    private MeasuredRegion()
    {
    }

    /// <summary>A segment of a segmentation, all its frames: a volume (TID 1411).</summary>
    /// <param name="Segmentation">The SEG.</param>
    /// <param name="SegmentNumber">The segment.</param>
    /// <param name="SourceSeriesUid">Series it was drawn on; null if images are named instead.</param>
    public sealed record Segment(InstanceReference Segmentation, int SegmentNumber, string? SourceSeriesUid) : MeasuredRegion
    {
        /// <summary>Images it was drawn on, if no series is named.</summary>
        public IReadOnlyList<InstanceReference> SourceImages { get; init; } = [];
    }

    /// <summary>One frame of a BINARY segmentation: an area (TID 1410).</summary>
    /// <param name="Segmentation">The SEG.</param>
    /// <param name="Frame">Frame number from 1; it has one segment, so that is not named beside it (PS3.3 Table 10-3).</param>
    /// <param name="SourceImage">The image it was drawn on.</param>
    public sealed record SegmentFrame(InstanceReference Segmentation, int Frame, InstanceReference SourceImage) : MeasuredRegion;

    /// <summary>A drawing on an image (TID 1410).</summary>
    /// <param name="Image">The image.</param>
    /// <param name="Frame">Frame number from 1; null for a single-frame image.</param>
    /// <param name="GraphicType">POINT, POLYLINE, CIRCLE, ELLIPSE.</param>
    /// <param name="Points">Column and row of each point; 0.0\0.0 is the upper left corner of the first pixel.</param>
    public sealed record OnImage(InstanceReference Image, int? Frame, string GraphicType, IReadOnlyList<double> Points) : MeasuredRegion;

    /// <summary>A drawing in the patient's space: planar (POLYGON, POLYLINE, ELLIPSE, POINT; TID 1410) or, as surfaces, a volume (TID 1411).</summary>
    /// <param name="FrameOfReferenceUid">The space.</param>
    /// <param name="GraphicType">Of each graphic.</param>
    /// <param name="Graphics">x, y, z of each point in mm; several for a volume's surface.</param>
    /// <param name="IsVolume">A Volume Surface rather than an Image Region.</param>
    public sealed record InSpace(string FrameOfReferenceUid, string GraphicType, IReadOnlyList<IReadOnlyList<double>> Graphics, bool IsVolume) : MeasuredRegion;

    /// <summary>Whole images, no region (TID 1501).</summary>
    /// <param name="Sources">The images; none if the group is of the whole study.</param>
    public sealed record WholeImages(IReadOnlyList<InstanceReference> Sources) : MeasuredRegion;
}

namespace Pandok.Dicom.Objects.Segmentations;

/// <summary>
/// Fills one frame, rows x columns pixels, row by row, all zero before: in a BINARY frame anything but 0 belongs to the segment, in a LABELMAP frame the value is the
/// segment number. Called once for each frame each time the object is written.
/// </summary>
/// <param name="pixels">The pixels to be set.</param>
public delegate void FillFrame(Span<ushort> pixels);

/// <summary>A frame to be written.</summary>
/// <param name="Position">Image Position (Patient): centre of the first pixel, x, y, z in mm.</param>
/// <param name="Fill">Gives the pixels.</param>
/// <param name="Source">The image it was drawn on; null if the frame lies on none.</param>
/// <param name="SegmentNumber">The segment of a BINARY frame; null in a label map.</param>
/// <param name="SourceFrame">Frame number of the source, from 1, if that is a multi-frame image.</param>
public sealed record SegmentationFrame(IReadOnlyList<double> Position, FillFrame Fill, InstanceReference? Source, int? SegmentNumber = null, int? SourceFrame = null)
{
    /// <summary>A frame of a mask with one byte a pixel.</summary>
    public static FillFrame Mask(ReadOnlyMemory<byte> mask) => pixels =>
    {
        var bytes = mask.Span;
        for (var i = 0; i < pixels.Length; i++) pixels[i] = bytes[i];
    };
}

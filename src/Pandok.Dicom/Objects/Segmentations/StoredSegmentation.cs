using System.Buffers.Binary;

namespace Pandok.Dicom.Objects.Segmentations;

/// <summary>A frame of a segmentation that was read.</summary>
/// <param name="Number">From 1.</param>
/// <param name="SegmentNumber">The segment of a BINARY frame; null in a label map.</param>
/// <param name="Position">Image Position (Patient), x, y, z in mm; null if the frame is only located by its source.</param>
/// <param name="Orientation">Image Orientation (Patient), six cosines; null if not given.</param>
/// <param name="Spacing">Row and column spacing in mm; null if not given.</param>
/// <param name="Sources">SOP Instance UID and frame number (1 for a single frame) of the images it was drawn on.</param>
public sealed record StoredFrame(int Number, int? SegmentNumber, IReadOnlyList<double>? Position, IReadOnlyList<double>? Orientation, IReadOnlyList<double>? Spacing, IReadOnlyList<(string SopInstanceUid, int Frame)> Sources);

/// <summary>Where a native frame lies in the value of Pixel Data.</summary>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Bytes.</param>
/// <param name="FirstBit">The frame's first bit in the first byte: frames of one bit a pixel need not start at a byte.</param>
public readonly record struct FrameBytes(long Offset, int Length, int FirstBit);

/// <summary>A segmentation that was read: its segments and frames; the masks are unpacked frame by frame from bytes the caller brings.</summary>
/// <param name="Type">BINARY or LABELMAP.</param>
/// <param name="Rows">Rows of a frame.</param>
/// <param name="Columns">Columns of a frame.</param>
/// <param name="FrameOfReferenceUid">The space of the positions; null if it has none.</param>
/// <param name="Segments">As described; their numbers need not be consecutive.</param>
/// <param name="Frames">In stored order.</param>
/// <param name="BitsAllocated">1, 8 or 16.</param>
public sealed record StoredSegmentation(SegmentationType Type, int Rows, int Columns, string? FrameOfReferenceUid, IReadOnlyList<Segment> Segments, IReadOnlyList<StoredFrame> Frames, int BitsAllocated)
{
    /// <summary>Content Label (0070,0080).</summary>
    public string? ContentLabel { get; init; }

    /// <summary>Series that the frames were drawn on (Common Instance Reference), by Series Instance UID.</summary>
    public IReadOnlyList<string> ReferencedSeries { get; init; } = [];

    /// <summary>Where a frame lies in native (not encapsulated) Pixel Data.</summary>
    public FrameBytes BytesOf(StoredFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var pixels = (long)Rows * Columns;
        var bit = (frame.Number - 1) * pixels * BitsAllocated;
        return new FrameBytes(bit / 8, (int)((bit % 8 + pixels * BitsAllocated + 7) / 8), (int)(bit % 8));
    }

    /// <summary>Unpacks a native frame.</summary>
    /// <param name="frame">Which frame.</param>
    /// <param name="bytes">The bytes that <see cref="BytesOf"/> names; for a frame that a codec decoded, its own bytes with <paramref name="firstBit"/> 0.</param>
    /// <param name="firstBit">The frame's first bit in the first byte.</param>
    /// <param name="labels">Rows x columns values, row by row: the segment number, or 0.</param>
    /// <exception cref="ArgumentException">Too few bytes, or room for another number of pixels.</exception>
    public void Unpack(StoredFrame frame, ReadOnlySpan<byte> bytes, int firstBit, Span<ushort> labels)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (labels.Length != Rows * Columns) throw new ArgumentException($"A frame has {Rows * Columns} pixels.", nameof(labels));
        if (((long)bytes.Length * 8) - firstBit < (long)labels.Length * BitsAllocated) throw new ArgumentException($"Frame {frame.Number} needs more than {bytes.Length} bytes.", nameof(bytes));
        switch (BitsAllocated)
        {
            case 1:
                var segment = (ushort)(frame.SegmentNumber ?? 0);
                for (var i = 0; i < labels.Length; i++)
                {
                    var bit = firstBit + i;
                    labels[i] = ((bytes[bit >> 3] >> (bit & 7)) & 1) != 0 ? segment : (ushort)0;
                }
                break;
            case 8:
                for (var i = 0; i < labels.Length; i++) labels[i] = bytes[i];
                break;
            default:
                for (var i = 0; i < labels.Length; i++) labels[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * 2)..]);
                break;
        }
    }

    /// <summary>Unpacks a frame from the whole native value of Pixel Data.</summary>
    /// <returns>Rows x columns values, row by row: the segment number, or 0.</returns>
    /// <exception cref="ArgumentException">Pixel Data ends before the frame does.</exception>
    public ushort[] Unpack(StoredFrame frame, ReadOnlySpan<byte> pixelData)
    {
        var place = BytesOf(frame);
        if (place.Offset + place.Length > pixelData.Length) throw new ArgumentException($"Pixel Data ends before frame {frame.Number}.", nameof(pixelData));
        var labels = new ushort[Rows * Columns];
        Unpack(frame, pixelData.Slice((int)place.Offset, place.Length), place.FirstBit, labels);
        return labels;
    }
}

using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs;

/// <summary>
/// DICOM RLE (PS3.5 Annex G). A frame is a 64-byte header, then one PackBits segment per byte plane: for each sample of the
/// pixel, its most significant byte first.
/// </summary>
public static class Rle
{
    private const int HeaderLength = 64;
    private const int MaxSegments = 15;

    /// <summary>A coded pair of bytes makes at most 128 decoded ones: no frame can be larger than this times its code.</summary>
    internal const int MaxExpansion = 64;

    /// <summary>Decodes one frame to little-endian samples, interleaved by pixel.</summary>
    /// <param name="frame">The frame's code, fragments joined.</param>
    /// <param name="layout">The frame's shape. Planar configuration is not read: RLE is always by plane, the output never.</param>
    /// <param name="output">Exactly <see cref="PixelLayout.FrameLength"/> bytes.</param>
    /// <exception cref="CodecException">The code is damaged or does not fit the layout.</exception>
    public static void Decode(ReadOnlySpan<byte> frame, in PixelLayout layout, Span<byte> output)
    {
        if (output.Length != layout.CheckedFrameLength())
            throw new CodecException(CodecFault.LayoutMismatch, $"The output holds {output.Length} bytes, the frame has {layout.FrameLength}");
        if (frame.Length < HeaderLength)
            throw new CodecException(CodecFault.Truncated, "An RLE header has 64 bytes", frame.Length);

        var segments = layout.SamplesPerPixel * layout.SampleBytes;
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        if (stored > MaxSegments)
            throw new CodecException(CodecFault.Malformed, $"{stored} RLE segments: at most 15 exist", 0);
        if (stored != segments)
            throw new CodecException(CodecFault.LayoutMismatch, $"{stored} RLE segments where the layout needs {segments}", 0);

        for (var segment = 0; segment < segments; segment++)
        {
            var start = SegmentOffset(frame, segment);
            var end = segment + 1 < segments ? SegmentOffset(frame, segment + 1) : frame.Length;
            if (start < HeaderLength || start > end)
                throw new CodecException(CodecFault.Malformed, "RLE segment offsets are out of order", 4 + segment * 4);
            DecodeSegment(frame, start, end, output[PlaneStart(segment, layout.SampleBytes)..], segments);
        }
    }

    /// <summary>Encodes one frame of little-endian samples, interleaved by pixel.</summary>
    /// <param name="frame">Exactly <see cref="PixelLayout.FrameLength"/> bytes.</param>
    /// <param name="layout">The frame's shape; planar configuration must be 0.</param>
    /// <returns>The code: of even length, ready to be one fragment.</returns>
    /// <exception cref="CodecException">The frame does not fit the layout, or needs more than 15 segments.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> frame, in PixelLayout layout)
    {
        if (frame.Length != layout.CheckedFrameLength() || layout.PlanarConfiguration != 0)
            throw new CodecException(CodecFault.LayoutMismatch, $"{frame.Length} bytes are not one interleaved frame of {layout.FrameLength}");
        var segments = layout.SamplesPerPixel * layout.SampleBytes;
        if (segments > MaxSegments)
            throw new CodecException(CodecFault.UnsupportedSyntax, $"RLE holds at most 15 segments, the layout needs {segments}");

        // PS3.5 G.3.1: a run never crosses the end of a row. Rows of packed bits need not end on a byte: there, one row of all.
        var width = layout.BitsAllocated == 1 ? frame.Length : layout.Columns;
        var coded = new List<byte>(frame.Length / 2 + HeaderLength);
        var header = new byte[HeaderLength];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)segments);
        coded.AddRange(header);
        var row = new byte[width];
        for (var segment = 0; segment < segments; segment++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4 + segment * 4), (uint)coded.Count);
            for (var at = PlaneStart(segment, layout.SampleBytes); at < frame.Length; at += width * segments)
            {
                for (var x = 0; x < width; x++)
                    row[x] = frame[at + x * segments];
                EncodeRow(row, coded);
            }

            if (coded.Count % 2 != 0)
                coded.Add(0);
        }

        var bytes = coded.ToArray();
        header.CopyTo(bytes, 0);
        return bytes;
    }

    private static int PlaneStart(int segment, int sampleBytes) =>
        segment / sampleBytes * sampleBytes + (sampleBytes - 1 - segment % sampleBytes);

    private static int SegmentOffset(ReadOnlySpan<byte> frame, int segment)
    {
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(frame[(4 + segment * 4)..]);
        return offset <= (uint)frame.Length
            ? (int)offset
            : throw new CodecException(CodecFault.Truncated, "An RLE segment starts behind the end of the frame", 4 + segment * 4);
    }

    // PS3.5 G.3.2. Runs may cross rows: old writers did that. What follows the last sample is padding.
    private static void DecodeSegment(ReadOnlySpan<byte> frame, int start, int end, Span<byte> plane, int stride)
    {
        var at = start;
        var to = 0;
        while (to < plane.Length)
        {
            if (at >= end)
                throw new CodecException(CodecFault.Truncated, "An RLE segment ends before its last sample", at);
            var control = frame[at++];
            if (control == 128)
                continue;
            var literal = control < 128;
            var count = literal ? control + 1 : 257 - control;
            if (end - at < (literal ? count : 1))
                throw new CodecException(CodecFault.Truncated, "An RLE segment ends inside a run", at);
            if ((long)(count - 1) * stride >= plane.Length - to)
                throw new CodecException(CodecFault.Malformed, "An RLE segment has more samples than the frame", at - 1);

            if (stride == 1 && literal)
            {
                frame.Slice(at, count).CopyTo(plane[to..]);
            }
            else if (stride == 1)
            {
                plane.Slice(to, count).Fill(frame[at]);
            }
            else
            {
                var source = frame.Slice(at, literal ? count : 1);
                for (var i = 0; i < count; i++)
                    plane[to + i * stride] = source[literal ? i : 0];
            }

            at += literal ? count : 1;
            to += count * stride;
        }
    }

    // PS3.5 G.3.1: a run of two inside literals saves nothing, so literals end only before a run of three.
    private static void EncodeRow(ReadOnlySpan<byte> row, List<byte> coded)
    {
        var at = 0;
        while (at < row.Length)
        {
            var run = RunAt(row, at);
            if (run >= 2)
            {
                coded.Add((byte)(257 - run));
                coded.Add(row[at]);
                at += run;
                continue;
            }

            var end = at + 1;
            while (end < row.Length && end - at < 128 && RunAt(row, end, 3) < 3)
                end++;
            coded.Add((byte)(end - at - 1));
            coded.AddRange(row[at..end]);
            at = end;
        }
    }

    private static int RunAt(ReadOnlySpan<byte> row, int at, int limit = 128)
    {
        var run = 1;
        while (run < limit && at + run < row.Length && row[at + run] == row[at])
            run++;
        return run;
    }
}

using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Pixels;

/// <summary>Blanks areas of a frame in its stored values; every sample outside stays as it is.</summary>
internal static class Blank
{
    /// <summary>Blanks a decoded frame in place.</summary>
    public static void Decoded(DataSet set, DecodedFrame frame, IReadOnlyList<Area> areas)
    {
        var black = Black.Of(set, frame);
        if (frame.Layout.BitsAllocated == 1) Bits(frame.Samples, frame.Layout.Columns, black[0], areas);
        else Fill(frame.Samples, frame.Layout.Columns, black, areas);
    }

    /// <summary>Blanks a native frame in the form it is stored in (PS3.5 8.1): interleaved, plane after plane, chrominance shared by pairs, or single bits.</summary>
    /// <returns>The frame, changed.</returns>
    public static byte[] Native(DataSet set, ReadOnlySpan<byte> stored, in PixelLayout layout, DecodedFrame decoded, IReadOnlyList<Area> areas)
    {
        var frame = stored.ToArray();
        var black = Black.Of(set, decoded);
        if (layout.BitsAllocated == 1) Bits(frame, layout.Columns, black[0], areas);
        else if (layout.SamplesPerPixel == 3 && layout.NativeFrameBits != layout.SampleCount * layout.BitsAllocated)
            Fill(frame, layout.Columns / 2, [black[0], black[0], black[1], black[2]], [.. areas.Select(area => Area.Of(area.X / 2, area.Y, (area.Right + 1) / 2, area.Bottom))]);
        else if (layout is { SamplesPerPixel: 3, PlanarConfiguration: 1 })
        {
            var sample = layout.BitsAllocated / 8;
            var plane = (int)layout.PixelCount * sample;
            for (var i = 0; i < 3; i++) Fill(frame.AsSpan(i * plane, plane), layout.Columns, black.AsSpan(i * sample, sample), areas);
        }
        else Fill(frame, layout.Columns, black, areas);
        return frame;
    }

    private static void Fill(Span<byte> samples, int columns, ReadOnlySpan<byte> pixel, IReadOnlyList<Area> areas)
    {
        foreach (var area in areas)
        {
            for (var y = area.Y; y < area.Bottom; y++)
            {
                var row = samples.Slice((y * columns + area.X) * pixel.Length, area.Width * pixel.Length);
                for (var at = 0; at < row.Length; at += pixel.Length) pixel.CopyTo(row[at..]);
            }
        }
    }

    private static void Bits(Span<byte> samples, int columns, byte value, IReadOnlyList<Area> areas)
    {
        foreach (var area in areas)
        {
            for (var y = area.Y; y < area.Bottom; y++)
            {
                for (var bit = y * columns + area.X; bit < y * columns + area.Right; bit++)
                    samples[bit >> 3] = (byte)(value != 0 ? samples[bit >> 3] | 1 << (bit & 7) : samples[bit >> 3] & ~(1 << (bit & 7)));
            }
        }
    }
}

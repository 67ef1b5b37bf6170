using System.Buffers.Binary;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Rendering;

/// <summary>The overlay planes of an image (PS3.3 C.9.2): bits of their own, or, in retired form, unused bits of the pixels.</summary>
internal static class Overlay
{
    /// <summary>Draws all planes of a frame in the highest value.</summary>
    /// <param name="set">The instance.</param>
    /// <param name="frame">1 for the first.</param>
    /// <param name="decoded">The frame's samples: embedded planes are in their unused bits.</param>
    /// <param name="picture">What is drawn on.</param>
    public static void Draw(DataSet set, int frame, DecodedFrame decoded, RenderedImage picture)
    {
        for (uint group = 0x6000; group <= 0x601E; group += 2)
        {
            Tag At(uint element) => new(group << 16 | element);
            var rows = (int)(set.GetInteger(At(0x0010)) ?? 0);
            var columns = (int)(set.GetInteger(At(0x0011)) ?? 0);
            if (rows <= 0 || columns <= 0) continue;
            var origin = set.GetNumbers(At(0x0050));
            var (top, left) = origin.Length == 2 ? ((int)origin[0] - 1, (int)origin[1] - 1) : (0, 0);
            var frames = (int)(set.GetInteger(At(0x0015)) ?? 1);
            var plane = frame - (int)(set.GetInteger(At(0x0051)) ?? 1);
            if (plane < 0 || plane >= Math.Max(frames, 1))
            {
                if (frames > 1) continue;
                plane = 0; // one plane lies over every frame
            }
            if (set.TryGet(At(0x3000), out var data))
                Draw(data.Value.Span, (long)plane * rows * columns, rows, columns, top, left, picture);
            else if (decoded.Layout is { BitsAllocated: 16, SamplesPerPixel: 1 } && set.GetInteger(At(0x0102)) is { } bit and > 0 and < 16)
                DrawEmbedded(decoded.Samples, (int)bit, picture);
        }
    }

    private static void Draw(ReadOnlySpan<byte> bits, long first, int rows, int columns, int top, int left, RenderedImage picture)
    {
        for (var row = Math.Max(0, -top); row < rows && row + top < picture.Height; row++)
        {
            for (var column = Math.Max(0, -left); column < columns && column + left < picture.Width; column++)
            {
                var bit = first + (long)row * columns + column;
                if (bit >> 3 >= bits.Length) return;
                if ((bits[(int)(bit >> 3)] >> (int)(bit & 7) & 1) != 0) Mark(picture, (row + top) * picture.Width + column + left);
            }
        }
    }

    private static void DrawEmbedded(ReadOnlySpan<byte> decoded, int bit, RenderedImage picture)
    {
        for (var pixel = 0; pixel < picture.Width * picture.Height; pixel++)
            if ((BinaryPrimitives.ReadUInt16LittleEndian(decoded[(2 * pixel)..]) >> bit & 1) != 0) Mark(picture, pixel);
    }

    private static void Mark(RenderedImage picture, int pixel) => picture.Pixels.AsSpan(pixel * picture.Components, picture.Components).Fill(255);
}

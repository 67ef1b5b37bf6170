using System.Buffers.Binary;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Pixels;

/// <summary>The darkest value a frame can show, as the bytes of one pixel.</summary>
internal static class Black
{
    private static readonly Tag PresentationLutShape = new(0x20500020);
    private static readonly Tag[] PaletteTables = [new(0x00281201), new(0x00281202), new(0x00281203)];

    /// <summary>Whether the lowest stored value is shown white (PS3.3 C.7.6.3.1.2, C.11.6).</summary>
    public static bool IsInverse(DataSet set, in PixelLayout layout) =>
        set.GetString(PresentationLutShape) is { } shape ? shape == "INVERSE" : layout.PhotometricInterpretation == Photometric.Monochrome1;

    /// <summary>The bytes of a black pixel, samples interleaved; for single bits one byte, 0 or 255.</summary>
    /// <param name="set">The object's attributes.</param>
    /// <param name="frame">The frame: of more than 8 bits its own lowest (or highest) value is taken, which keeps its range as it was.</param>
    public static byte[] Of(DataSet set, DecodedFrame frame)
    {
        var layout = frame.Layout;
        switch (layout.PhotometricInterpretation)
        {
            case Photometric.YbrFull or Photometric.YbrFull422: return Colour(layout, 0, 1 << (layout.BitsStored - 1));
            case Photometric.YbrPartial422 or Photometric.YbrPartial420: return Colour(layout, 16 << (layout.BitsStored - 8), 1 << (layout.BitsStored - 1));
        }
        if (layout.SamplesPerPixel == 3) return Colour(layout, 0, 0);
        if (layout.PhotometricInterpretation == Photometric.PaletteColor) return Sample(layout, DarkestIndex(set, layout));
        var inverse = IsInverse(set, layout);
        if (layout.BitsAllocated == 1) return [inverse ? (byte)255 : (byte)0];
        if (layout is { BitsStored: <= 8, IsSigned: false, IsFloat: false }) return Sample(layout, inverse ? (1 << layout.BitsStored) - 1 : 0);
        var values = StoredValues.ToNumbers(frame);
        double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
        foreach (var value in values)
        {
            if (value < lowest) lowest = value;
            if (value > highest) highest = value;
        }
        var black = inverse ? highest : lowest;
        if (!layout.IsFloat) return Sample(layout, (long)black);
        var bytes = new byte[layout.BitsAllocated / 8];
        if (bytes.Length == 4) BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)black);
        else BinaryPrimitives.WriteDoubleLittleEndian(bytes, black);
        return bytes;
    }

    private static byte[] Colour(in PixelLayout layout, int first, int others) => [.. Sample(layout, first), .. Sample(layout, others), .. Sample(layout, others)];

    private static byte[] Sample(in PixelLayout layout, long value)
    {
        var bytes = new byte[8];
        var shifted = layout.HighBit + 1 == layout.BitsStored ? value : (value & ((1L << layout.BitsStored) - 1)) << (layout.HighBit + 1 - layout.BitsStored);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, shifted);
        return bytes[..(layout.BitsAllocated / 8)];
    }

    // The entry with the least light. Tables that cannot be read leave index 0; the verifying look draws the frame and fails then.
    private static long DarkestIndex(DataSet set, in PixelLayout layout)
    {
        var descriptor = set.GetIntegers(new Tag(0x00281101));
        if (descriptor.Length != 3) return 0;
        var entries = (ushort)descriptor[0] == 0 ? 65536 : (ushort)descriptor[0];
        int first = layout.IsSigned ? (short)descriptor[1] : (int)(ushort)descriptor[1];
        var tables = Array.ConvertAll(PaletteTables, tag => set.GetBytes(tag).ToArray());
        var (least, at) = (int.MaxValue, 0);
        for (var i = 0; i < entries; i++)
        {
            var light = 0;
            foreach (var table in tables)
            {
                var isWide = table.Length >= 2 * entries;
                if (i >= (isWide ? table.Length / 2 : table.Length)) return first;
                light += isWide ? BinaryPrimitives.ReadUInt16LittleEndian(table.AsSpan(2 * i)) : table[i] << 8;
            }
            if (light < least) (least, at) = (light, i);
        }
        return first + at;
    }
}

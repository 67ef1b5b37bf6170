using System.Numerics;

namespace Pandok.Dicom.Codecs;

/// <summary>Encodes lossless JPEG with first-order prediction (T.81 Annex H; process 14, selection value 1; PS3.5 A.4.1): one scan, one Huffman table made for the frame.</summary>
internal static class JpegLosslessEncoder
{
    public static EncodedFrame Encode(ReadOnlySpan<byte> samples, in PixelLayout layout)
    {
        var depth = SampleDepth.Of(samples, layout, canBeSigned: false);
        var differences = Differences(samples, layout, depth);
        Span<long> frequencies = stackalloc long[17];
        foreach (var difference in differences) frequencies[SizeOf(difference)]++;
        var (lengths, symbols) = HuffmanLengths.Of(frequencies);

        var code = new List<byte>(samples.Length / 2 + 128) { 0xFF, 0xD8 };
        WriteHeaders(code, layout, depth.Precision, lengths, symbols);
        WriteScan(code, differences, lengths, symbols);
        code.AddRange([0xFF, 0xD9]);
        if (code.Count % 2 != 0) code.Add(0);
        return new EncodedFrame(code.ToArray(), layout.PhotometricInterpretation);
    }

    // T.81 H.1.2.1: from the left; the first of a line from above; the first of all from the middle of the range. Modulo 65536, so between -32767 and 32768.
    private static int[] Differences(ReadOnlySpan<byte> samples, in PixelLayout layout, SampleDepth depth)
    {
        var components = layout.SamplesPerPixel;
        var stride = layout.Columns * components;
        var differences = new int[layout.SampleCount];
        for (var i = 0; i < differences.Length; i++)
        {
            var column = i % stride;
            var prediction = column >= components ? depth.Read(samples, i - components) : i >= stride ? depth.Read(samples, i - stride) : 1 << (depth.Precision - 1);
            var difference = (short)(depth.Read(samples, i) - prediction);
            differences[i] = difference == short.MinValue ? 32768 : difference;
        }
        return differences;
    }

    private static int SizeOf(int difference) => 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(difference));

    private static void WriteHeaders(List<byte> code, in PixelLayout layout, int precision, byte[] lengths, byte[] symbols)
    {
        var components = (byte)layout.SamplesPerPixel;
        code.AddRange([0xFF, 0xC3, 0, (byte)(8 + 3 * components), (byte)precision, (byte)(layout.Rows >> 8), (byte)layout.Rows, (byte)(layout.Columns >> 8), (byte)layout.Columns, components]);
        for (byte i = 1; i <= components; i++) code.AddRange([i, 0x11, 0]);
        code.AddRange([0xFF, 0xC4, 0, (byte)(19 + symbols.Length), 0]);
        code.AddRange(lengths.AsSpan(1, 16));
        code.AddRange(symbols);
        code.AddRange([0xFF, 0xDA, 0, (byte)(6 + 2 * components), components]);
        for (byte i = 1; i <= components; i++) code.AddRange([i, 0]);
        code.AddRange([1, 0, 0]);
    }

    private static void WriteScan(List<byte> code, int[] differences, byte[] lengths, byte[] symbols)
    {
        Span<int> codes = stackalloc int[17];
        Span<int> widths = stackalloc int[17];
        for (int length = 1, next = 0, index = 0; length <= 16; length++, next <<= 1)
        {
            for (var i = 0; i < lengths[length]; i++, next++, index++)
            {
                codes[symbols[index]] = next;
                widths[symbols[index]] = length;
            }
        }

        ulong held = 0;
        var count = 0;
        foreach (var difference in differences)
        {
            var size = SizeOf(difference);
            held = held << widths[size] | (uint)codes[size];
            count += widths[size];
            // T.81 table H.2: a difference of 32768 has no following bits.
            if (size is > 0 and < 16)
            {
                held = held << size | ((uint)(difference < 0 ? difference - 1 : difference) & ((1u << size) - 1));
                count += size;
            }
            for (; count >= 8; count -= 8) Append(code, (byte)(held >> (count - 8)));
        }
        if (count > 0) Append(code, (byte)(held << (8 - count) | (0xFFu >> count)));
    }

    private static void Append(List<byte> code, byte value)
    {
        code.Add(value);
        if (value == 0xFF) code.Add(0);
    }
}

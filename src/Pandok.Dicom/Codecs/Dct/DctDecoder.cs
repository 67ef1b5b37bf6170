using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs.Dct;

/// <summary>
/// Sequential DCT JPEG with Huffman coding (T.81 Annex F; processes 2 and 4, PS3.5 A.4.1) of 12 bits, which libjpeg-turbo 2.1 does not decode.
/// One or three components of equal size, in one or more scans, with restart intervals.
/// </summary>
internal sealed class DctDecoder
{
    private static readonly byte[] ZigZag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    private readonly JpegHead head;
    private readonly byte[] output;
    private readonly double[]?[] quantization = new double[4][];
    // Where 16 counts and their symbols lie: DC 0 to 3, AC 4 to 7. Tables are built for a scan only.
    private readonly int[] tableOffsets = new int[8];
    private byte[] componentIds = [];
    private byte[] componentTables = [];
    private int restartInterval;
    private int decoded;

    private DctDecoder(in JpegHead head)
    {
        this.head = head;
        output = new byte[2L * head.Rows * head.Columns * head.Components];
    }

    /// <returns>Samples of two bytes, interleaved by pixel.</returns>
    public static byte[] Decode(ReadOnlySpan<byte> code, in JpegHead head)
    {
        if (head.IsSubsampled) throw new CodecException(CodecFault.UnsupportedSyntax, "Subsampled components of 12 bits are not decoded here");
        var decoder = new DctDecoder(head);
        var segments = JpegSegments.Of(code);
        while (segments.Read())
        {
            var body = segments.Body;
            switch (segments.Marker)
            {
                case JpegSegments.Dqt: decoder.ReadQuantization(body, segments.Start); break;
                case JpegSegments.Dht: decoder.ReadTables(body, segments.Position - body.Length, segments.Start); break;
                case JpegSegments.Dri when body.Length == 2: decoder.restartInterval = BinaryPrimitives.ReadUInt16BigEndian(body); break;
                case JpegSegments.Sos:
                    segments = new JpegSegments(code, decoder.ReadScan(code, body, segments.Position, segments.Start));
                    if (decoder.decoded == (1 << head.Components) - 1) return decoder.output;
                    break;
                default:
                    if (segments.IsFrameHeader) decoder.ReadFrame(body, segments.Start);
                    break;
            }
        }
        throw new CodecException(CodecFault.Truncated, "The image ends before its last component", segments.Position);
    }

    private void ReadFrame(ReadOnlySpan<byte> body, int at)
    {
        if (componentIds.Length > 0) throw new CodecException(CodecFault.Malformed, "A second frame header", at);
        componentIds = new byte[head.Components];
        componentTables = new byte[head.Components];
        for (var i = 0; i < head.Components; i++)
        {
            componentIds[i] = body[6 + 3 * i];
            componentTables[i] = body[8 + 3 * i];
            if (componentTables[i] > 3) throw new CodecException(CodecFault.Malformed, "A component names a quantization table that cannot be", at);
        }
    }

    private void ReadQuantization(ReadOnlySpan<byte> body, int at)
    {
        while (body.Length > 0)
        {
            var (wide, table) = (body[0] >> 4, body[0] & 0x0F);
            if (wide > 1 || table > 3 || body.Length < 1 + 64 * (wide + 1)) throw new CodecException(CodecFault.Malformed, "A quantization table has a wrong length or destination", at);
            var steps = new double[64];
            for (var i = 0; i < 64; i++) steps[ZigZag[i]] = wide == 1 ? BinaryPrimitives.ReadUInt16BigEndian(body[(1 + 2 * i)..]) : body[1 + i];
            quantization[table] = steps;
            body = body[(1 + 64 * (wide + 1))..];
        }
    }

    private void ReadTables(ReadOnlySpan<byte> body, int start, int at)
    {
        for (var from = 0; from < body.Length;)
        {
            if (body.Length - from < 17) throw new CodecException(CodecFault.Malformed, "A Huffman table is cut short", at);
            var total = 0;
            foreach (var count in body.Slice(from + 1, 16)) total += count;
            if (total > 256 || body.Length - from < 17 + total || body[from] >> 4 > 1 || (body[from] & 0x0F) > 3) throw new CodecException(CodecFault.Malformed, "A Huffman table has a wrong length or destination", at);
            tableOffsets[(body[from] >> 4) * 4 + (body[from] & 0x0F)] = start + from + 1;
            from += 17 + total;
        }
    }

    private int ReadScan(ReadOnlySpan<byte> code, ReadOnlySpan<byte> body, int position, int at)
    {
        if (componentIds.Length == 0 || body.Length < 1 || body[0] < 1 || body[0] > head.Components || body.Length != 4 + 2 * body[0]) throw new CodecException(CodecFault.Malformed, "The scan header has a wrong length", at);
        var count = body[0];
        var components = new int[count];
        var dc = new DctHuffmanTable[count];
        var ac = new DctHuffmanTable[count];
        for (var i = 0; i < count; i++)
        {
            components[i] = Array.IndexOf(componentIds, body[1 + 2 * i]);
            var tables = body[2 + 2 * i];
            if (components[i] < 0 || (decoded & 1 << components[i]) != 0 || quantization[componentTables[components[i]]] is null
                || tables >> 4 > 3 || (tables & 0x0F) > 3 || tableOffsets[tables >> 4] == 0 || tableOffsets[4 + (tables & 0x0F)] == 0)
                throw new CodecException(CodecFault.Malformed, "A scan names a component or table that is not there", at);
            decoded |= 1 << components[i];
            dc[i] = DctHuffmanTable.Build(code[tableOffsets[tables >> 4]..], at);
            ac[i] = DctHuffmanTable.Build(code[tableOffsets[4 + (tables & 0x0F)]..], at);
        }

        var bits = new DctBits(code, position);
        Span<int> predictions = stackalloc int[count];
        Span<double> coefficients = stackalloc double[64];
        Span<double> samples = stackalloc double[64];
        int across = (head.Columns + 7) / 8, down = (head.Rows + 7) / 8;
        for (var block = 0; block < across * down; block++)
        {
            if (restartInterval > 0 && block > 0 && block % restartInterval == 0)
            {
                bits.Restart(block / restartInterval - 1);
                predictions.Clear();
            }
            for (var i = 0; i < count; i++)
            {
                predictions[i] = ReadBlock(ref bits, dc[i], ac[i], predictions[i], quantization[componentTables[components[i]]]!, coefficients);
                InverseDct.Transform(coefficients, samples);
                Store(samples, block % across * 8, block / across * 8, components[i]);
            }
            if (bits.IsExhausted) throw new CodecException(CodecFault.Truncated, "The entropy-coded data ends before its last sample", bits.Position);
        }
        bits.SkipToMarker();
        return bits.Position;
    }

    private static int ReadBlock(ref DctBits bits, DctHuffmanTable dc, DctHuffmanTable ac, int prediction, double[] steps, scoped Span<double> coefficients)
    {
        coefficients.Clear();
        var size = bits.ReadSymbol(dc);
        if (size > 15) throw new CodecException(CodecFault.Malformed, $"A DC difference of {size} bits", bits.Position);
        prediction += bits.ReadNumber(size);
        coefficients[0] = prediction * steps[0];
        for (var k = 1; k < 64; k++)
        {
            var symbol = bits.ReadSymbol(ac);
            var (run, length) = (symbol >> 4, symbol & 0x0F);
            if (length == 0)
            {
                if (run != 15) break;
                k += 15;
                continue;
            }
            k += run;
            if (k > 63) throw new CodecException(CodecFault.Malformed, "A block has more than 64 coefficients", bits.Position);
            coefficients[ZigZag[k]] = bits.ReadNumber(length) * steps[ZigZag[k]];
        }
        return prediction;
    }

    private void Store(ReadOnlySpan<double> samples, int left, int top, int component)
    {
        var maximum = (1 << head.Precision) - 1;
        var middle = 1 << (head.Precision - 1);
        int width = Math.Min(8, head.Columns - left), height = Math.Min(8, head.Rows - top);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var value = (ushort)Math.Clamp(Math.Floor(samples[y * 8 + x] + middle + 0.5), 0, maximum);
                BinaryPrimitives.WriteUInt16LittleEndian(output.AsSpan(2 * (((top + y) * head.Columns + left + x) * head.Components + component)), value);
            }
        }
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Pandok.Dicom.Codecs;

/// <summary>
/// Lossless JPEG, Huffman coded (ITU-T T.81 Annex H, frame type SOF3): process 14, in DICOM 1.2.840.10008.1.2.4.57 and .70 (PS3.5 A.4.1).
/// All predictors, point transform, restart intervals, 2 to 16 bits, 1 to 3 components without subsampling, in one or more scans.
/// </summary>
public static class JpegLossless
{
    /// <summary>Reads the headers up to the first scan.</summary>
    /// <param name="codestream">The frame's code, fragments joined.</param>
    /// <exception cref="CodecException">The headers are damaged or of another JPEG process.</exception>
    public static JpegLosslessHeader ReadHeader(ReadOnlySpan<byte> codestream)
    {
        var markers = new JpegLosslessMarkers();
        return markers.ReadToScan(codestream)
            ? markers.Header
            : throw new CodecException(CodecFault.Malformed, "The image ends before its first scan", markers.Position);
    }

    /// <summary>Decodes one frame to unsigned samples, interleaved by pixel: one byte each up to 8 bits of precision, else two, little-endian.</summary>
    /// <param name="codestream">The frame's code, fragments joined; bytes behind the last scan are not read.</param>
    /// <param name="output">Exactly <see cref="JpegLosslessHeader.FrameLength"/> bytes.</param>
    /// <exception cref="CodecException">The code is damaged, unsupported, or its frame is not as long as the output.</exception>
    public static void Decode(ReadOnlySpan<byte> codestream, Span<byte> output)
    {
        var markers = new JpegLosslessMarkers();
        var decoded = 0;
        while (markers.ReadToScan(codestream))
        {
            var header = markers.Header;
            if (output.Length != header.FrameLength)
                throw new CodecException(CodecFault.LayoutMismatch, $"The codestream has {header.FrameLength} bytes, the output {output.Length}");
            foreach (var component in markers.ScanComponents)
            {
                if ((decoded & (1 << component)) != 0)
                    throw new CodecException(CodecFault.Malformed, "A component is coded twice", markers.Position);
                decoded |= 1 << component;
            }

            markers.Position = DecodeScan(codestream, markers, output);
            if (decoded == (1 << header.Components) - 1)
                return;
        }

        throw new CodecException(CodecFault.Truncated, "The image ends before its last component", markers.Position);
    }

    private static int DecodeScan(ReadOnlySpan<byte> code, JpegLosslessMarkers markers, Span<byte> output)
    {
        var header = markers.Header;
        var step = markers.ScanComponents.Length;
        var width = header.Columns * step;
        var differences = new int[width];
        var row = new ushort[width];
        var above = new ushort[width];
        var middle = 1 << (header.Precision - header.PointTransform - 1);
        var rowsPerInterval = header.RestartInterval == 0 ? header.Rows : header.RestartInterval / header.Columns;
        var rowBytes = header.Columns * header.Components * header.SampleBytes;
        var reader = new DifferenceReader(code, markers.Position);

        for (var y = 0; y < header.Rows; y++)
        {
            var first = y % rowsPerInterval == 0;
            if (first && y > 0)
                reader.Restart(y / rowsPerInterval - 1);
            reader.ReadRow(differences, markers.ScanTables);
            if (first)
                Prediction.FirstRow(differences, row, step, middle);
            else
                Prediction.NextRow(differences, above, row, step, header.Predictor);
            Store(row, markers.ScanComponents, header, output.Slice(y * rowBytes, rowBytes));
            (row, above) = (above, row);
        }

        reader.SkipToMarker();
        return reader.Position;
    }

    private static void Store(ReadOnlySpan<ushort> row, ReadOnlySpan<int> components, in JpegLosslessHeader header, Span<byte> output)
    {
        if (BitConverter.IsLittleEndian && header is { Components: 1, SampleBytes: 2, PointTransform: 0 })
        {
            MemoryMarshal.AsBytes(row).CopyTo(output);
            return;
        }

        for (var c = 0; c < components.Length; c++)
        {
            for (int from = c, to = components[c]; from < row.Length; from += components.Length, to += header.Components)
            {
                var sample = row[from] << header.PointTransform;
                if (header.SampleBytes == 1)
                    output[to] = (byte)sample;
                else
                    BinaryPrimitives.WriteUInt16LittleEndian(output[(to * 2)..], (ushort)sample);
            }
        }
    }
}

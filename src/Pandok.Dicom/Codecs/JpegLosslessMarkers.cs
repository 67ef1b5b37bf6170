using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs;

/// <summary>Walks the marker segments of a lossless JPEG codestream up to each scan (T.81 Annex B), and keeps what they define.</summary>
internal sealed class JpegLosslessMarkers
{
    private const int Soi = 0xD8, Eoi = 0xD9, Sos = 0xDA, Dri = 0xDD, Dht = 0xC4, Dac = 0xCC, Sof3 = 0xC3;

    // Where the 16 counts of each table lie, or 0. Tables are built only for a scan: a stream of nothing but tables costs nothing.
    private readonly int[] tableOffsets = new int[4];
    private readonly byte[] componentIds = new byte[3];
    private JpegLosslessHeader header;

    /// <summary>Frame and scan header as far as read.</summary>
    internal JpegLosslessHeader Header => header;

    /// <summary>The next byte to read; behind a scan header this is the first entropy-coded byte.</summary>
    internal int Position { get; set; }

    /// <summary>The components of the current scan, as indices into the frame's.</summary>
    internal int[] ScanComponents { get; private set; } = [];

    /// <summary>The table of each component of the current scan.</summary>
    internal HuffmanTable[] ScanTables { get; private set; } = [];

    /// <summary>Reads on until a scan header was read.</summary>
    /// <returns>False at the end of the image.</returns>
    internal bool ReadToScan(ReadOnlySpan<byte> code)
    {
        if (Position == 0)
        {
            if (code.Length < 2 || code[0] != 0xFF || code[1] != Soi)
                throw new CodecException(CodecFault.Malformed, "A JPEG codestream starts with FFD8", 0);
            Position = 2;
        }

        while (true)
        {
            var at = Position;
            var marker = ReadMarker(code);
            if (marker == Eoi)
                return false;
            var body = ReadSegment(code);
            switch (marker)
            {
                case Sof3: ReadFrame(body, at); break;
                case Dht: ReadTables(body, at); break;
                case Dri: ReadRestartInterval(body, at); break;
                case Sos: ReadScan(code, body, at); return true;
                case Dac:
                case >= 0xC0 and <= 0xCF:
                    throw new CodecException(CodecFault.UnsupportedSyntax, $"JPEG process FF{marker:X2} is not Huffman lossless (FFC3)", at);
                case >= 0xE0 and <= 0xFE: break;
                default: throw new CodecException(CodecFault.Malformed, $"Marker FF{marker:X2} does not belong here", at);
            }
        }
    }

    private int ReadMarker(ReadOnlySpan<byte> code)
    {
        if (Position < code.Length && code[Position] != 0xFF)
            throw new CodecException(CodecFault.Malformed, "A JPEG marker is missing", Position);
        while (Position < code.Length && code[Position] == 0xFF)
            Position++;
        return Position < code.Length
            ? code[Position++]
            : throw new CodecException(CodecFault.Truncated, "The codestream ends inside its headers", code.Length);
    }

    private ReadOnlySpan<byte> ReadSegment(ReadOnlySpan<byte> code)
    {
        if (code.Length - Position < 2)
            throw new CodecException(CodecFault.Truncated, "The codestream ends inside its headers", code.Length);
        var length = BinaryPrimitives.ReadUInt16BigEndian(code[Position..]);
        if (length < 2)
            throw new CodecException(CodecFault.Malformed, "A marker segment is shorter than its length field", Position);
        if (code.Length - Position < length)
            throw new CodecException(CodecFault.Truncated, "The codestream ends inside a marker segment", code.Length);
        var body = code.Slice(Position + 2, length - 2);
        Position += length;
        return body;
    }

    private void ReadFrame(ReadOnlySpan<byte> body, int at)
    {
        if (header.Components != 0)
            throw new CodecException(CodecFault.Malformed, "A second frame header", at);
        if (body.Length < 6 || body.Length != 6 + body[5] * 3)
            throw new CodecException(CodecFault.Malformed, "The frame header has a wrong length", at);
        var rows = BinaryPrimitives.ReadUInt16BigEndian(body[1..]);
        var columns = BinaryPrimitives.ReadUInt16BigEndian(body[3..]);
        if (body[0] is < 2 or > 16 || columns == 0)
            throw new CodecException(CodecFault.Malformed, $"{columns} columns of {body[0]} bits are no lossless frame", at);
        if (rows == 0 || body[5] is < 1 or > 3)
            throw new CodecException(CodecFault.UnsupportedSyntax, $"{body[5]} components in {rows} lines are not decoded here", at);
        for (var i = 0; i < body[5]; i++)
        {
            componentIds[i] = body[6 + i * 3];
            if (body[5] > 1 && body[7 + i * 3] != 0x11)
                throw new CodecException(CodecFault.UnsupportedSyntax, "Subsampled components are not decoded here", at);
        }

        header = header with { Rows = rows, Columns = columns, Components = body[5], Precision = body[0] };
    }

    private void ReadTables(ReadOnlySpan<byte> body, int at)
    {
        while (body.Length > 0)
        {
            if (body.Length < 17)
                throw new CodecException(CodecFault.Malformed, "A Huffman table is cut short", at);
            var total = 0;
            foreach (var count in body.Slice(1, 16))
                total += count;
            if (total > 256 || body.Length < 17 + total || (body[0] & 0x0F) > 3)
                throw new CodecException(CodecFault.Malformed, "A Huffman table has a wrong length or destination", at);
            // Class 1 (AC) tables are legal here and of no use.
            if (body[0] >> 4 == 0)
                tableOffsets[body[0]] = Position - body.Length + 1;
            body = body[(17 + total)..];
        }
    }

    private void ReadRestartInterval(ReadOnlySpan<byte> body, int at)
    {
        if (body.Length != 2)
            throw new CodecException(CodecFault.Malformed, "The restart interval has a wrong length", at);
        header = header with { RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(body) };
    }

    private void ReadScan(ReadOnlySpan<byte> code, ReadOnlySpan<byte> body, int at)
    {
        if (header.Components == 0)
            throw new CodecException(CodecFault.Malformed, "A scan before the frame header", at);
        if (body.Length < 1 || body[0] < 1 || body[0] > header.Components || body.Length != 4 + body[0] * 2)
            throw new CodecException(CodecFault.Malformed, "The scan header has a wrong length", at);
        var count = body[0];
        ScanComponents = new int[count];
        ScanTables = new HuffmanTable[count];
        for (var i = 0; i < count; i++)
        {
            ScanComponents[i] = componentIds.AsSpan(0, header.Components).IndexOf(body[1 + i * 2]);
            var table = body[2 + i * 2] >> 4;
            if (ScanComponents[i] < 0 || table > 3 || tableOffsets[table] == 0)
                throw new CodecException(CodecFault.Malformed, "A scan names a component or Huffman table that is not there", at);
            ScanTables[i] = HuffmanTable.Build(code[tableOffsets[table]..], tableOffsets[table]);
        }

        var predictor = body[1 + count * 2];
        var pointTransform = body[3 + count * 2] & 0x0F;
        if (predictor is < 1 or > 7 || pointTransform >= header.Precision)
            throw new CodecException(CodecFault.Malformed, $"Predictor {predictor} with point transform {pointTransform}", at);
        // T.81 H.1.1: the interval is a whole number of lines.
        if (header.RestartInterval % header.Columns != 0)
            throw new CodecException(CodecFault.Malformed, "The restart interval is not a whole number of lines", at);
        header = header with { Predictor = predictor, PointTransform = pointTransform };
    }
}

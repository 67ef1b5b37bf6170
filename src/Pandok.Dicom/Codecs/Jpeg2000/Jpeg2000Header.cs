using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs.Jpeg2000;

/// <summary>
/// What the main header of a JPEG 2000 or HTJ2K codestream says (ITU-T T.800 A.5, A.6), read here before any of it is given to the library.
/// </summary>
/// <param name="Rows">Lines of the image area.</param>
/// <param name="Columns">Samples per line of the image area.</param>
/// <param name="Components">Their number; all are alike, none is subsampled.</param>
/// <param name="Precision">Bits per sample, 1 to 38.</param>
/// <param name="IsSigned">True if samples are signed.</param>
/// <param name="Tiles">Number of tiles.</param>
/// <param name="Levels">Decomposition levels.</param>
/// <param name="HasComponentTransform">True if the first three components are RCT or ICT.</param>
/// <param name="IsIrreversible">True for the 9-7 wavelet.</param>
/// <param name="IsHighThroughput">True for HT code-blocks (T.814).</param>
public readonly record struct Jpeg2000Header(
    int Rows, int Columns, int Components, int Precision, bool IsSigned, long Tiles, int Levels, bool HasComponentTransform, bool IsIrreversible, bool IsHighThroughput)
{
    private const int Soc = 0xFF4F, Siz = 0xFF51, Cod = 0xFF52, Sot = 0xFF90;

    /// <summary>Finds the codestream: the whole, or the content of the first jp2c box of a JP2 file, which old writers put into DICOM (T.800 I.5.4).</summary>
    /// <exception cref="CodecException">Neither.</exception>
    public static ReadOnlySpan<byte> Codestream(ReadOnlySpan<byte> code)
    {
        if (!code.StartsWith("\0\0\0\x0CjP  "u8)) return code;
        for (long at = 0; at + 8 <= code.Length;)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(code[(int)at..]);
            var head = 8;
            if (length == 1 && at + 16 <= code.Length)
            {
                length = BinaryPrimitives.ReadInt64BigEndian(code[((int)at + 8)..]);
                head = 16;
            }
            if (code.Slice((int)at + 4, 4).SequenceEqual("jp2c"u8))
            {
                var rest = code[((int)at + head)..];
                return length == 0 ? rest : length - head > rest.Length || length < head ? throw new CodecException(CodecFault.Truncated, "The codestream box ends early", code.Length) : rest[..(int)(length - head)];
            }
            if (length < head || length > code.Length) break;
            at += length;
        }
        throw new CodecException(CodecFault.Malformed, "A JP2 file without a codestream box", 0);
    }

    /// <summary>Reads the main header.</summary>
    /// <param name="code">A codestream, from SOC.</param>
    /// <exception cref="CodecException">Damaged, or components that differ from each other.</exception>
    public static Jpeg2000Header Read(ReadOnlySpan<byte> code)
    {
        if (code.Length < 4 || BinaryPrimitives.ReadUInt16BigEndian(code) != Soc || BinaryPrimitives.ReadUInt16BigEndian(code[2..]) != Siz)
            throw new CodecException(CodecFault.Malformed, "A JPEG 2000 codestream starts with FF4F FF51", 0);
        var header = default(Jpeg2000Header);
        for (var at = 2; ;)
        {
            if (code.Length - at < 4) throw new CodecException(CodecFault.Truncated, "The codestream ends inside its main header", code.Length);
            var marker = BinaryPrimitives.ReadUInt16BigEndian(code[at..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(code[(at + 2)..]);
            if (marker < 0xFF00 || length < 2) throw new CodecException(CodecFault.Malformed, "A marker segment is missing", at);
            if (code.Length - at - 2 < length) throw new CodecException(CodecFault.Truncated, "The codestream ends inside a marker segment", code.Length);
            var body = code.Slice(at + 4, length - 2);
            if (marker == Siz) header = ReadSize(body, at);
            else if (marker == Cod) return header.WithCoding(body, at);
            else if (marker == Sot) throw new CodecException(CodecFault.Malformed, "The main header has no COD", at);
            at += 2 + length;
        }
    }

    private static Jpeg2000Header ReadSize(ReadOnlySpan<byte> body, int at)
    {
        if (body.Length < 36) throw new CodecException(CodecFault.Malformed, "SIZ is too short", at);
        long Field(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt32BigEndian(bytes[(2 + 4 * index)..]);
        long x1 = Field(body, 0), y1 = Field(body, 1), x0 = Field(body, 2), y0 = Field(body, 3), tx = Field(body, 4), ty = Field(body, 5), tx0 = Field(body, 6), ty0 = Field(body, 7);
        int components = BinaryPrimitives.ReadUInt16BigEndian(body[34..]);
        if (body.Length != 36 + 3 * components || components == 0) throw new CodecException(CodecFault.Malformed, "SIZ has a wrong length", at);
        if (x1 - x0 is < 1 or > ushort.MaxValue || y1 - y0 is < 1 or > ushort.MaxValue || tx == 0 || ty == 0 || tx0 > x0 || ty0 > y0 || tx0 + tx <= x0 || ty0 + ty <= y0)
            throw new CodecException(CodecFault.Malformed, $"SIZ: an image area of {x1 - x0} x {y1 - y0} in tiles of {tx} x {ty}", at);
        for (var component = 0; component < components; component++)
        {
            var sampling = body.Slice(36 + 3 * component, 3);
            if (sampling[1] != 1 || sampling[2] != 1) throw new CodecException(CodecFault.UnsupportedSyntax, "Subsampled components are not decoded here", at);
            if (sampling[0] != body[36]) throw new CodecException(CodecFault.UnsupportedSyntax, "Components of different depth are not decoded here", at);
        }
        var tiles = ((x1 - tx0 + tx - 1) / tx) * ((y1 - ty0 + ty - 1) / ty);
        return new Jpeg2000Header((int)(y1 - y0), (int)(x1 - x0), components, (body[36] & 0x7F) + 1, (body[36] & 0x80) != 0, tiles, 0, false, false, false);
    }

    private Jpeg2000Header WithCoding(ReadOnlySpan<byte> body, int at)
    {
        if (body.Length < 10 || body[5] > 32) throw new CodecException(CodecFault.Malformed, "COD is too short, or has more than 32 levels", at);
        return this with { HasComponentTransform = (body[4] & 1) != 0, Levels = body[5], IsIrreversible = body[9] == 0, IsHighThroughput = (body[8] & 0x40) != 0 };
    }
}

using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs.Jpeg2000;

/// <summary>Looks through the headers of a codestream and of all its tile-parts for what a Part 1 decoder, and OpenJPEG, would misread.</summary>
internal static class MarkerCheck
{
    private const int Cap = 0xFF50, Siz = 0xFF51, Cod = 0xFF52, Coc = 0xFF53, Sot = 0xFF90, Sod = 0xFF93, Eoc = 0xFFD9;
    private const int HighThroughput = 0x40;

    // T.801 A.3: DC offset, visual masking, arbitrary decomposition, transforms of components, non-linearities, arbitrary kernels.
    private const int FirstOfPart2 = 0xFF70, LastOfPart2 = 0xFF7F;

    /// <summary>Refuses HT code-blocks, which CAP or the code-block style of COD and COC announce (T.800 A.6, T.814 A), and what T.801 adds. A damaged codestream is looked through as far as its headers can be followed.</summary>
    /// <exception cref="CodecException">UnsupportedSyntax.</exception>
    public static void RefuseForeign(ReadOnlySpan<byte> code)
    {
        var isWide = false;
        long nextPart = code.Length;
        for (long at = 2; at + 4 <= code.Length;)
        {
            int marker = BinaryPrimitives.ReadUInt16BigEndian(code[(int)at..]), length = BinaryPrimitives.ReadUInt16BigEndian(code[((int)at + 2)..]);
            if (marker == Eoc) return;
            if (marker == Sod)
            {
                // A tile-part that ends before its data leads nowhere.
                if (nextPart <= at) return;
                at = nextPart;
                continue;
            }
            if (marker < 0xFF00 || length < 2 || at + 2 + length > code.Length) return;
            var body = code.Slice((int)at + 4, length - 2);
            switch (marker)
            {
                case Cap:
                    throw HighThroughputAt(at);
                case Siz when body.Length >= 36:
                    isWide = BinaryPrimitives.ReadUInt16BigEndian(body[34..]) > 256;
                    break;
                case Cod when body.Length > 8 && (body[8] & HighThroughput) != 0:
                    throw HighThroughputAt(at);
                case Coc when body.Length > (isWide ? 6 : 5) && (body[isWide ? 6 : 5] & HighThroughput) != 0:
                    throw HighThroughputAt(at);
                case >= FirstOfPart2 and <= LastOfPart2:
                    throw new CodecException(CodecFault.UnsupportedSyntax, $"The part of JPEG 2000 Part 2 that {marker:X4} marks is not decoded here", (int)at);
                case Sot when body.Length == 8:
                    var part = BinaryPrimitives.ReadUInt32BigEndian(body[2..]);
                    nextPart = part < 14 ? code.Length : at + part;
                    break;
            }
            at += 2 + length;
        }
    }

    private static CodecException HighThroughputAt(long at) => new(CodecFault.UnsupportedSyntax, "HT code-blocks, in a transfer syntax that has none", (int)at);
}

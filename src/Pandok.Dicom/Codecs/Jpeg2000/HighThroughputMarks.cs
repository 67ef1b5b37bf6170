using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs.Jpeg2000;

/// <summary>Looks through the headers of a codestream and of all its tile-parts for what announces HT code-blocks: CAP, or the code-block style of COD and COC (T.800 A.6, T.814 A).</summary>
internal static class HighThroughputMarks
{
    private const int Cap = 0xFF50, Siz = 0xFF51, Cod = 0xFF52, Coc = 0xFF53, Sot = 0xFF90, Sod = 0xFF93, Eoc = 0xFFD9;
    private const int HighThroughput = 0x40;

    /// <returns>The byte offset of the marker, or -1 if there is none. A codestream that is damaged is looked through as far as its headers can be followed.</returns>
    public static int Find(ReadOnlySpan<byte> code)
    {
        var isWide = false;
        long nextPart = code.Length;
        for (long at = 2; at + 4 <= code.Length;)
        {
            int marker = BinaryPrimitives.ReadUInt16BigEndian(code[(int)at..]), length = BinaryPrimitives.ReadUInt16BigEndian(code[((int)at + 2)..]);
            if (marker == Eoc) return -1;
            if (marker == Sod)
            {
                at = nextPart;
                continue;
            }
            if (marker < 0xFF00 || length < 2 || at + 2 + length > code.Length) return -1;
            var body = code.Slice((int)at + 4, length - 2);
            switch (marker)
            {
                case Cap:
                    return (int)at;
                case Siz when body.Length >= 36:
                    isWide = BinaryPrimitives.ReadUInt16BigEndian(body[34..]) > 256;
                    break;
                case Cod when body.Length > 8 && (body[8] & HighThroughput) != 0:
                    return (int)at;
                case Coc when body.Length > (isWide ? 6 : 5) && (body[isWide ? 6 : 5] & HighThroughput) != 0:
                    return (int)at;
                case Sot when body.Length == 8:
                    var part = BinaryPrimitives.ReadUInt32BigEndian(body[2..]);
                    nextPart = part < 14 ? code.Length : at + part;
                    break;
            }
            at += 2 + length;
        }
        return -1;
    }
}

using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs.Jpeg2000;

/// <summary>
/// Looks through the headers of a codestream and of all its tile-parts for what OpenJPEG would misread, or pass over as unknown: everything that Part 2 (T.801) adds to Part 1 (T.800),
/// by its own markers or by values of Part 1's; and HT code-blocks (T.814) where the transfer syntax has none.
/// </summary>
internal static class MarkerCheck
{
    private const int Cap = 0xFF50, Siz = 0xFF51, Cod = 0xFF52, Coc = 0xFF53, Qpd = 0xFF5A, Qpc = 0xFF5B, Qcd = 0xFF5C, Qcc = 0xFF5D, Sot = 0xFF90, Sod = 0xFF93, Eoc = 0xFFD9;

    // T.801 A.3: DC offset, visual masking, arbitrary decomposition, transforms of components (MCT, MCC, MCO, CBD), non-linearities, arbitrary kernels.
    private const int FirstOfPart2 = 0xFF70, LastOfPart2 = 0xFF7F;

    /// <summary>Refuses what is not decoded. A damaged codestream is looked through as far as its headers can be followed.</summary>
    /// <param name="code">A codestream, from SOC.</param>
    /// <param name="mayBeHighThroughput">Whether HT code-blocks, which CAP or the code-block style of COD and COC announce (T.800 A.6, T.814 A), are taken.</param>
    /// <exception cref="CodecException">UnsupportedSyntax.</exception>
    public static void RefuseForeign(ReadOnlySpan<byte> code, bool mayBeHighThroughput)
    {
        var wide = 0; // bytes that the number of a component takes besides its first
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
                case Siz when body.Length >= 36:
                    wide = BinaryPrimitives.ReadUInt16BigEndian(body[34..]) > 256 ? 1 : 0;
                    break;
                case Cap when !mayBeHighThroughput:
                    throw HighThroughput(at);
                case Cod when body.Length >= 10:
                    if (body[4] > 1) throw Part2("a transform of components other than Part 1's", at);
                    CheckStyle(body[0], body[5..], mayBeHighThroughput, at);
                    break;
                case Coc when body.Length >= 7 + wide:
                    CheckStyle(body[1 + wide], body[(2 + wide)..], mayBeHighThroughput, at);
                    break;
                case Qcd when body.Length > 0 && (body[0] & 0x1F) > 2:
                case Qcc when body.Length > 1 + wide && (body[1 + wide] & 0x1F) > 2:
                    throw Part2("a quantization of its own", at);
                case Qpd or Qpc or (>= FirstOfPart2 and <= LastOfPart2):
                    throw Part2($"what {marker:X4} marks", at);
                case Sot when body.Length == 8:
                    var part = BinaryPrimitives.ReadUInt32BigEndian(body[2..]);
                    nextPart = part < 14 ? code.Length : at + part;
                    break;
            }
            at += 2 + length;
        }
    }

    // Scod or Scoc, and the parameters from the number of levels on (T.800 Tables A.13, A.15 to A.20).
    private static void CheckStyle(byte style, ReadOnlySpan<byte> parameters, bool mayBeHighThroughput, long at)
    {
        if ((parameters[3] & 0x40) != 0 && !mayBeHighThroughput) throw HighThroughput(at);
        if (style > 7) throw Part2("code-blocks anchored elsewhere", at);
        if (parameters[4] > 1) throw Part2("a wavelet of its own", at);
    }

    private static CodecException Part2(string what, long at) => new(CodecFault.UnsupportedSyntax, $"JPEG 2000 Part 2: {what} is not decoded here", (int)at);

    private static CodecException HighThroughput(long at) => new(CodecFault.UnsupportedSyntax, "HT code-blocks, in a transfer syntax that has none", (int)at);
}

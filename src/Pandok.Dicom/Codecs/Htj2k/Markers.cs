using System.Buffers;
using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>The marker segments of a codestream (ISO/IEC 15444-1 Annex A, 15444-15 Annex A).</summary>
internal static class Markers
{
    internal const ushort Soc = 0xFF4F, Cap = 0xFF50, Siz = 0xFF51, Cod = 0xFF52, Tlm = 0xFF55, Qcd = 0xFF5C, Sot = 0xFF90, Sod = 0xFF93, Eoc = 0xFFD9;

    /// <summary>Progression by resolution, position, component, layer.</summary>
    internal const byte Rpcl = 2;

    /// <summary>Bytes of SOT with its parameters, and SOD.</summary>
    internal const int TilePartHeaderLength = 14;

    private const int GuardBits = 1;

    /// <summary>Writes SOC to TLM.</summary>
    internal static void WriteMainHeader(in Htj2kImage image, Decomposition plan, ReadOnlySpan<int> tilePartLengths, IBufferWriter<byte> output)
    {
        Word(output, Soc);
        WriteSiz(image, output);
        WriteCap(plan, output);
        WriteCod(image, plan, output);
        WriteQcd(plan, output);

        Segment(output, Tlm, 2 + 6 * tilePartLengths.Length);
        Bytes(output, 0, 0x60); // the only TLM; 16 bits of tile, 32 of length
        foreach (var length in tilePartLengths)
        {
            Word(output, 0);
            Long(output, (uint)length);
        }
    }

    /// <summary>Writes SOT and SOD of the only tile's next part.</summary>
    internal static void WriteTilePart(int part, int parts, int length, IBufferWriter<byte> output)
    {
        Segment(output, Sot, 8);
        Word(output, 0);
        Long(output, (uint)length);
        Bytes(output, (byte)part, (byte)parts);
        Word(output, Sod);
    }

    internal static void WriteEnd(IBufferWriter<byte> output) => Word(output, Eoc);

    private static void WriteSiz(in Htj2kImage image, IBufferWriter<byte> output)
    {
        Segment(output, Siz, 36 + 3 * image.Components);
        Word(output, 0x4000); // capabilities of other parts: see CAP
        Rectangle(output, image); // image and its offset
        Rectangle(output, image); // tile and its offset
        Word(output, (ushort)image.Components);
        for (var i = 0; i < image.Components; i++)
            Bytes(output, (byte)(image.Precision - 1 | (image.Signed ? 0x80 : 0)), 1, 1);

        static void Rectangle(IBufferWriter<byte> output, in Htj2kImage image)
        {
            Long(output, (uint)image.Width);
            Long(output, (uint)image.Height);
            Long(output, 0);
            Long(output, 0);
        }
    }

    // Part 15 only: HT blocks alone, one HT set a block, no region of interest, reversible; MAGB bounds the bit-planes.
    private static void WriteCap(Decomposition plan, IBufferWriter<byte> output)
    {
        var planes = 0;
        for (var r = 0; r <= plan.Levels; r++)
            foreach (var band in plan.Resolution(r))
                planes = Math.Max(planes, band.Planes);
        Segment(output, Cap, 6);
        Long(output, 1 << 17);
        Word(output, (ushort)Math.Max(0, planes - 8));
    }

    private static void WriteCod(in Htj2kImage image, Decomposition plan, IBufferWriter<byte> output)
    {
        Segment(output, Cod, 10);
        Bytes(output, 0, Rpcl, 0, 1, (byte)(image.Components == 3 ? 1 : 0)); // default precincts, no SOP or EPH; one layer
        Bytes(output, (byte)plan.Levels, 4, 4, 0x40, 1); // blocks of 2^(4+2) both ways, HT; 5/3
    }

    private static void WriteQcd(Decomposition plan, IBufferWriter<byte> output)
    {
        Segment(output, Qcd, 2 + 3 * plan.Levels);
        Bytes(output, GuardBits << 5); // no quantization: an exponent for each band
        for (var r = 0; r <= plan.Levels; r++)
            foreach (var band in plan.Resolution(r))
                Bytes(output, (byte)(band.Planes + 1 - GuardBits << 3));
    }

    /// <param name="output">Where to.</param>
    /// <param name="marker">The marker.</param>
    /// <param name="length">Bytes of its parameters, without the length itself.</param>
    private static void Segment(IBufferWriter<byte> output, ushort marker, int length)
    {
        Word(output, marker);
        Word(output, (ushort)(length + 2));
    }

    private static void Bytes(IBufferWriter<byte> output, params ReadOnlySpan<byte> values) => output.Write(values);

    private static void Word(IBufferWriter<byte> output, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(2), value);
        output.Advance(2);
    }

    private static void Long(IBufferWriter<byte> output, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(4), value);
        output.Advance(4);
    }
}

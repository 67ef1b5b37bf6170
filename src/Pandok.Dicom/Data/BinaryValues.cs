using System.Buffers.Binary;
using System.Globalization;

namespace Pandok.Dicom.Data;

/// <summary>The numbers of binary VRs (PS3.5 section 6.2), little endian in memory. A rest that is no whole number is left out.</summary>
internal static class BinaryValues
{
    public static bool IsInteger(Vr vr) => vr is Vr.US or Vr.SS or Vr.UL or Vr.SL or Vr.UV or Vr.SV or Vr.AT or Vr.OW or Vr.OL or Vr.OV;

    public static bool IsReal(Vr vr) => vr is Vr.FL or Vr.FD or Vr.OF or Vr.OD;

    public static long? FirstInteger(DataElement element)
    {
        var span = element.Value.Span;
        if (IsReal(element.Vr)) return span.Length >= element.Vr.Width() && Real(element.Vr, span) is var real && Math.Abs(real) < 9e18 ? (long)real : null;
        return IsInteger(element.Vr) && span.Length >= element.Vr.Width() ? Integer(element.Vr, span) : null;
    }

    public static long[] Integers(DataElement element)
    {
        if (!IsInteger(element.Vr)) return [];
        var span = element.Value.Span;
        var width = element.Vr.Width();
        var values = new long[span.Length / width];
        for (var i = 0; i < values.Length; i++) values[i] = Integer(element.Vr, span[(i * width)..]);
        return values;
    }

    public static double[] Numbers(DataElement element)
    {
        if (element.Vr is Vr.UV) return [.. Integers(element).Select(value => (double)(ulong)value)];
        if (element.Vr is Vr.US or Vr.SS or Vr.UL or Vr.SL or Vr.SV) return [.. Integers(element).Select(value => (double)value)];
        if (!IsReal(element.Vr)) return [];
        var span = element.Value.Span;
        var width = element.Vr.Width();
        var values = new double[span.Length / width];
        for (var i = 0; i < values.Length; i++) values[i] = Real(element.Vr, span[(i * width)..]);
        return values;
    }

    public static string[] Texts(DataElement element) => element.Vr switch
    {
        Vr.AT => [.. Integers(element).Select(value => new Tag((uint)value).ToHex())],
        Vr.UV => [.. Integers(element).Select(value => ((ulong)value).ToString(CultureInfo.InvariantCulture))],
        Vr.US or Vr.SS or Vr.UL or Vr.SL or Vr.SV => [.. Integers(element).Select(value => value.ToString(CultureInfo.InvariantCulture))],
        Vr.FL => [.. Numbers(element).Select(value => ((float)value).ToString("R", CultureInfo.InvariantCulture))],
        Vr.FD => [.. Numbers(element).Select(value => value.ToString("R", CultureInfo.InvariantCulture))],
        _ => [],
    };

    public static byte[] Pack(Tag tag, Vr vr, ReadOnlySpan<long> values)
    {
        var width = vr.Width();
        var bytes = new byte[values.Length * width];
        for (var i = 0; i < values.Length; i++)
        {
            var slot = bytes.AsSpan(i * width, width);
            switch (vr)
            {
                case Vr.US or Vr.OW: BinaryPrimitives.WriteUInt16LittleEndian(slot, checked((ushort)values[i])); break;
                case Vr.SS: BinaryPrimitives.WriteInt16LittleEndian(slot, checked((short)values[i])); break;
                case Vr.UL or Vr.OL: BinaryPrimitives.WriteUInt32LittleEndian(slot, checked((uint)values[i])); break;
                case Vr.SL: BinaryPrimitives.WriteInt32LittleEndian(slot, checked((int)values[i])); break;
                case Vr.SV or Vr.UV or Vr.OV: BinaryPrimitives.WriteInt64LittleEndian(slot, values[i]); break;
                case Vr.AT:
                    BinaryPrimitives.WriteUInt16LittleEndian(slot, (ushort)(values[i] >> 16));
                    BinaryPrimitives.WriteUInt16LittleEndian(slot[2..], (ushort)values[i]);
                    break;
                default: throw new ArgumentException($"{tag}: {vr} does not hold whole numbers.", nameof(vr));
            }
        }
        return bytes;
    }

    public static byte[] Pack(Tag tag, Vr vr, ReadOnlySpan<double> values)
    {
        if (!IsReal(vr)) throw new ArgumentException($"{tag}: {vr} does not hold floating point numbers.", nameof(vr));
        var width = vr.Width();
        var bytes = new byte[values.Length * width];
        for (var i = 0; i < values.Length; i++)
        {
            if (width == 4) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * width), (float)values[i]);
            else BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * width), values[i]);
        }
        return bytes;
    }

    private static long Integer(Vr vr, ReadOnlySpan<byte> bytes) => vr switch
    {
        Vr.US or Vr.OW => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        Vr.SS => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        Vr.UL or Vr.OL => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        Vr.SL => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        Vr.AT => ((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]),
        _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };

    private static double Real(Vr vr, ReadOnlySpan<byte> bytes) =>
        vr is Vr.FL or Vr.OF ? BinaryPrimitives.ReadSingleLittleEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Pandok.Dicom.Files;

/// <summary>Big endian to little endian and back (PS3.5 section 7.3).</summary>
internal static class ByteOrder
{
    /// <summary>Turns each number of <paramref name="width"/> bytes around, in place; what is left at the end stays.</summary>
    public static void Swap(Span<byte> bytes, int width)
    {
        bytes = bytes[..(bytes.Length - bytes.Length % width)];
        switch (width)
        {
            case 2:
                var words = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                var longs = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
            case 8:
                var veryLongs = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(veryLongs, veryLongs);
                break;
        }
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>
/// Turns plain bits, first bit lowest, into the byte streams of a block, in which no two bytes look like a marker (ISO/IEC 15444-15 7.1).
/// The block coder packs without looking; here seven bytes are looked at together, because a byte that asks for a stuffed bit is rare.
/// A kernel: plain pointers; the source is readable 8 bytes beyond its bits, the target writable 8 bytes beyond its end.
/// </summary>
internal static unsafe class BitStuffing
{
    private const ulong LowBits = 0x0101010101010101;
    private const ulong HighBits = LowBits << 7;
    private const ulong SevenBytes = (1UL << 56) - 1;

    /// <summary>Writes the MagSgn stream: behind 0xFF a byte has 7 bits. The source goes on with at least 16 ones behind its last bit.</summary>
    /// <returns>Behind the last byte. A last 0xFF is left out: the decoder reads ones behind the end.</returns>
    internal static byte* Forward(byte* source, int bits, byte* target)
    {
        var at = 0;
        while (at < bits)
        {
            var word = Load(source, at);
            var inverse = ~word & SevenBytes;
            // A byte 0xFF is a zero byte of the inverse; the lowest one found this way is a true one.
            var full = inverse - (LowBits & SevenBytes) & ~inverse & HighBits & SevenBytes;
            var whole = full == 0 ? 7 : BitOperations.TrailingZeroCount(full) >> 3;
            if (bits - at < 64)
            {
                // Near the end: no more bytes than hold a bit.
                var left = (bits - at + 7) >> 3;
                if (left <= whole)
                {
                    Unsafe.WriteUnaligned(target, word);
                    return target + left;
                }
            }

            Unsafe.WriteUnaligned(target, word);
            target += whole;
            at += whole * 8;
            if (full == 0)
                continue;
            *target++ = 0xFF;
            at += 8;
            if (at >= bits)
                break;
            *target++ = (byte)(Load(source, at) & 0x7F);
            at += 7;
        }

        return target - (bits > 0 && target[-1] == 0xFF ? 1 : 0);
    }

    /// <summary>Writes the VLC stream, which grows downwards: behind a byte above 0x8F, seven ones are a byte.</summary>
    /// <param name="source">The bits; the first four are ones, they are overwritten with the low half of the length.</param>
    /// <param name="bits">How many.</param>
    /// <param name="target">Behind the first byte to be written, which is a place for the length.</param>
    /// <param name="partial">Bits of the unfinished byte.</param>
    /// <param name="used">How many they are, 0 to 7.</param>
    /// <returns>The last byte written.</returns>
    internal static byte* Backward(byte* source, int bits, byte* target, out int partial, out int used)
    {
        *--target = 0xFF;
        var at = 0;
        while (bits - at >= 7)
        {
            var word = Load(source, at);
            var ones = (word & ~HighBits & SevenBytes) + LowBits & HighBits & SevenBytes;
            var whole = ones == 0 ? 7 : BitOperations.TrailingZeroCount(ones) >> 3;
            whole = Math.Min(whole, (bits - at) >> 3);
            if (whole > 0)
            {
                Unsafe.WriteUnaligned(target - 8, BinaryPrimitives.ReverseEndianness(word));
                target -= whole;
                at += whole * 8;
                if (ones == 0)
                    continue;
                word = Load(source, at);
            }

            if (bits - at >= 7 && *target > 0x8F && (word & 0x7F) == 0x7F)
            {
                *--target = 0x7F;
                at += 7;
            }
            else if (bits - at >= 8)
            {
                *--target = (byte)word;
                at += 8;
            }
            else
            {
                break;
            }
        }

        used = bits - at;
        partial = (int)Load(source, at) & ((1 << used) - 1);
        return target;
    }

    /// <summary>At least 57 bits from a bit position on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(byte* source, int at) => Unsafe.ReadUnaligned<ulong>(source + (at >> 3)) >> (at & 7);
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>
/// Codes one block of at most 64 x 64 coefficients with the HT cleanup pass alone (ISO/IEC 15444-15 clause 7): every bit-plane in one pass.
/// A kernel: plain pointers into one pinned array, longer than other files. One thread uses one of these.
/// <para>
/// Two rows of coefficients are a row of quads, kept as [top left, bottom left, top right, bottom right]. For each row of quads:
/// <c>Measure</c> (vectors) finds each sample's exponent and the value that MagSgn may send; <c>Relate</c> (vectors) finds context, bound and
/// excess of each quad; <c>WriteVlc</c> (one pair of quads at a time) sends the codes; <c>JoinValues</c> (vectors) and
/// <c>WriteMagSgn</c> send the bits the codes do not tell.
/// The three streams are packed as plain bits and stuffed at the end.
/// </para>
/// </summary>
internal sealed unsafe class BlockCoder
{
    /// <summary>Side of a block.</summary>
    internal const int Side = 64;

    /// <summary>More than a block's code can be: 4096 samples of 22 bits with stuffing, and 1024 quads.</summary>
    internal const int LargestCode = 16384;

    // A row of quads has 32; before and behind it lie quads without significance, up to a whole vector.
    private const int Quads = Side / 2;
    private const int Margin = 8;
    private const int RowLength = Margin + Quads + Margin;

    [ThreadStatic]
    private static BlockCoder? ofThread;

    private readonly int* noSamples;
    private readonly uint* values;
    private readonly uint* indices;
    private readonly uint* bounds;
    private readonly uint* excesses;
    private readonly uint* codes;
    private readonly uint* lengths;
    private readonly byte* magSgn;
    private readonly byte* vlc;
    private readonly byte* vlcBytes;
    private readonly byte* melBytes;
    private uint* exponents;
    private uint* exponentsAbove;

    private BlockCoder()
    {
        const int MagSgnLength = 12288, VlcLength = 3072, MelLength = 256;
        var words = GC.AllocateArray<uint>(Side + Side * 2 + RowLength * 7 + (MagSgnLength + VlcLength * 2 + MelLength) / 4, pinned: true);
        var at = (uint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(words));
        memory = words;
        noSamples = (int*)Take(ref at, Side);
        values = Take(ref at, Side * 2);
        exponents = Take(ref at, RowLength) + Margin;
        exponentsAbove = Take(ref at, RowLength) + Margin;
        indices = Take(ref at, RowLength);
        bounds = Take(ref at, RowLength);
        excesses = Take(ref at, RowLength);
        codes = Take(ref at, RowLength);
        lengths = Take(ref at, RowLength);
        magSgn = (byte*)Take(ref at, MagSgnLength / 4);
        vlc = (byte*)Take(ref at, VlcLength / 4);
        vlcBytes = (byte*)Take(ref at, VlcLength / 4) + VlcLength;
        melBytes = (byte*)Take(ref at, MelLength / 4);
    }

    // Keeps the pinned array alive.
    private readonly uint[] memory;

    /// <summary>The one of this thread.</summary>
    internal static BlockCoder OfThread => ofThread ??= new BlockCoder();

    /// <summary>Codes one block.</summary>
    /// <param name="samples">Its first coefficient. Each row is readable, and 0 behind the width, up to a multiple of 16.</param>
    /// <param name="stride">Coefficients from one row to the next.</param>
    /// <param name="width">1 to 64.</param>
    /// <param name="height">1 to 64.</param>
    /// <param name="target"><see cref="LargestCode"/> writable bytes.</param>
    /// <returns>Length of the code; 0: every coefficient is 0, and nothing is sent.</returns>
    internal int Code(int* samples, nint stride, int width, int height, byte* target)
    {
        var quads = (width + 1) >> 1;
        new Span<uint>(exponents - Margin, RowLength).Clear();
        new Span<uint>(exponentsAbove - Margin, RowLength).Clear();
        var streams = new Streams(magSgn, vlc, melBytes);
        var significant = 0u;
        for (var y = 0; y < height; y += 2)
        {
            var above = exponents;
            exponents = exponentsAbove;
            exponentsAbove = above;
            var top = samples + y * stride;
            significant |= Measure(top, y + 1 < height ? top + stride : noSamples, width);
            if (y == 0)
            {
                RelateFirst(quads);
                WriteFirstVlc(ref streams, quads);
            }
            else if (Relate(quads, ref streams.Mel))
            {
                WriteVlc(ref streams, quads);
            }
            else
            {
                continue;
            }

            WriteMagSgn(ref streams, quads);
        }

        return significant == 0 ? 0 : Finish(ref streams, target);
    }

    /// <summary>Exponents and values of one row of quads. The exponent of m > 0 is the length of 2m - 1 in bits; the value is 2(m - 1) + sign.</summary>
    private uint Measure(int* top, int* bottom, int width)
    {
        var seen = Vector256<byte>.Zero;
        for (var x = 0; x < width; x += 16)
        {
            var to = values + x * 2;
            var first = Exponents(top + x, bottom + x, to);
            var second = Exponents(top + x + 8, bottom + x + 8, to + 16);
            var both = Vector256.Narrow(first, second).AsByte();
            both.Store((byte*)(exponents + x / 2));
            seen |= both;
        }

        return seen == Vector256<byte>.Zero ? 0u : 1u;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Exponents(int* top, int* bottom, uint* to)
    {
        var (t, b) = (Vector256.Load(top), Vector256.Load(bottom));
        var left = Vector256.WidenLower(t.AsUInt32()) | Vector256.WidenLower(b.AsUInt32()) << 32;
        var right = Vector256.WidenUpper(t.AsUInt32()) | Vector256.WidenUpper(b.AsUInt32()) << 32;
        return Vector256.Narrow(Exponents(left.AsInt32(), to), Exponents(right.AsInt32(), to + 8));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Exponents(Vector256<int> samples, uint* to)
    {
        var magnitude = Vector256.Abs(samples);
        var odd = magnitude + magnitude - Vector256<int>.One;
        (odd - Vector256<int>.One + (samples >>> 31)).AsUInt32().Store(to);
        // A float of an integer below 2^24 is exact; its exponent field is 126 above the length in bits.
        var length = (Vector256.ConvertToSingle(odd).AsInt32() >>> 23) - Vector256.Create(126);
        return length & Vector256.GreaterThan(magnitude, Vector256<int>.Zero);
    }

    private void RelateFirst(int quads)
    {
        for (var q = 0; q < quads; q += 8)
        {
            var e = Vector256.Load(exponents + q);
            var rho = Pattern(Significant(e));
            var largest = Largest(e);
            var u = Vector256.Max(largest, Vector256<uint>.One);
            var excess = u - Vector256<uint>.One;
            var eps = Pattern(Vector256.Equals(Spread(largest), e.AsByte()).AsUInt32() & Significant(e)) & Vector256.GreaterThan(excess, Vector256<uint>.Zero);
            var rhoLeft = Pattern(Significant(Vector256.Load(exponents + q - 1)));
            var context = (rhoLeft & Vector256<uint>.One) | rhoLeft >>> 1;
            (context << 8 | rho << 4 | eps).Store(indices + q);
            u.Store(bounds + q);
            excess.Store(excesses + q);
        }

        EndRow(quads);
    }

    // Returns false where the whole row and its contexts have no significance: a run for MEL is all there is.
    private bool Relate(int quads, ref MelWriter mel)
    {
        var (unknown, present) = (0u, 0u);
        var any = Vector256<uint>.Zero;
        for (var q = 0; q < quads; q += 8)
        {
            var e = Vector256.Load(exponents + q);
            var above = Vector256.Load(exponentsAbove + q);
            var topLeft = Vector256.Max(Vector256.Load(exponentsAbove + q - 1) >>> 24, above >>> 8 & Vector256.Create(0xFFu));
            var topRight = Vector256.Max(above >>> 24, Vector256.Load(exponentsAbove + q + 1) >>> 8 & Vector256.Create(0xFFu));
            var rho = Pattern(Significant(e));
            var largest = Largest(e);
            // Two or more significant samples: the bound follows the row above.
            var several = ~Vector256.Equals(rho & (rho - Vector256<uint>.One), Vector256<uint>.Zero);
            var bound = Vector256.Max(Vector256.Max(topLeft, topRight), Vector256.Create(2u)) - Vector256<uint>.One;
            bound = Vector256.ConditionalSelect(several, bound, Vector256<uint>.One);
            var u = Vector256.Max(largest, bound);
            var excess = u - bound;
            var eps = Pattern(Vector256.Equals(Spread(largest), e.AsByte()).AsUInt32() & Significant(e)) & Vector256.GreaterThan(excess, Vector256<uint>.Zero);
            var context = (Vector256.GreaterThan(topLeft, Vector256<uint>.Zero) & Vector256.Create(1u))
                | (Vector256.GreaterThan(Vector256.Load(exponents + q - 1) >>> 16, Vector256<uint>.Zero) & Vector256.Create(2u))
                | (Vector256.GreaterThan(topRight, Vector256<uint>.Zero) & Vector256.Create(4u));
            var index = context << 8 | rho << 4 | eps;
            index.Store(indices + q);
            u.Store(bounds + q);
            excess.Store(excesses + q);
            any |= index;
            unknown |= Vector256.Equals(context, Vector256<uint>.Zero).ExtractMostSignificantBits() << q;
            present |= (~Vector256.Equals(rho, Vector256<uint>.Zero)).ExtractMostSignificantBits() << q;
        }

        if (any == Vector256<uint>.Zero)
        {
            mel.Zeros(quads);
            return false;
        }

        EndRow(quads);
        unknown &= uint.MaxValue >> (Quads - quads);
        for (present &= unknown; present != 0; present &= present - 1)
        {
            var upTo = present ^ (present - 1);
            mel.Zeros(int.PopCount((int)(unknown & upTo)) - 1);
            mel.One();
            unknown &= ~upTo;
        }

        mel.Zeros(int.PopCount((int)unknown));
        return true;
    }

    // An odd last quad has no partner: nothing may be sent for it.
    private void EndRow(int quads)
    {
        indices[quads] = 0;
        excesses[quads] = 0;
        codes[quads] = 0;
    }

    private void WriteFirstVlc(ref Streams streams, int quads)
    {
        fixed (uint* table = VlcCodes.FirstRow, excessTable = UvlcCodes.FirstRow)
        {
            for (var q = 0; q < quads; q += 2)
            {
                MelOf(ref streams.Mel, indices[q]);
                if (q + 1 < quads)
                    MelOf(ref streams.Mel, indices[q + 1]);
                if (excesses[q] > 0 && excesses[q + 1] > 0)
                    streams.Mel.Event(Math.Min(excesses[q], excesses[q + 1]) > 2);
                streams.Vlc = WritePair(streams.Vlc, q, table, excessTable);
            }
        }

        static void MelOf(ref MelWriter mel, uint index)
        {
            if (index < 0x100)
                mel.Event(index != 0);
        }
    }

    private void WriteVlc(ref Streams streams, int quads)
    {
        fixed (uint* table = VlcCodes.OtherRows, excessTable = UvlcCodes.OtherRows)
        {
            var packer = streams.Vlc;
            for (var q = 0; q < quads; q += 2)
                packer = WritePair(packer, q, table, excessTable);
            streams.Vlc = packer;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BitPacker WritePair(BitPacker packer, int q, uint* table, uint* excessTable)
    {
        var left = table[indices[q]];
        var right = table[indices[q + 1]];
        var excess = excessTable[excesses[q] | excesses[q + 1] << 5];
        codes[q] = left;
        codes[q + 1] = right;
        var length = (int)(left >> 8 & 7);
        ulong bits = (left & 0x7F) | (right & 0x7F) << length;
        length += (int)(right >> 8 & 7);
        bits |= (ulong)(excess & 0xFFFFFF) << length;
        packer.Put(bits, length + (int)(excess >> 24));
        return packer;
    }

    private void WriteMagSgn(ref Streams streams, int quads)
    {
        JoinValues(quads);
        var packer = streams.MagSgn;
        var pairs = (ulong*)values;
        for (var q = 0; q < quads; q++)
        {
            var (left, right) = ((int)(lengths[q] & 0xFFFF), (int)(lengths[q] >> 16));
            if (left + right <= BitPacker.Most)
            {
                packer.Put(pairs[2 * q] | pairs[2 * q + 1] << left, left + right);
            }
            else
            {
                packer.Put(pairs[2 * q], left);
                packer.Put(pairs[2 * q + 1], right);
            }
        }

        streams.MagSgn = packer;
    }

    /// <summary>
    /// Joins the values of each quad's left and right column in place, cut to the bits to send: the quad's bound, less the bit that e_k tells, or none.
    /// The lengths of both columns of a quad become one number, 16 bits each.
    /// </summary>
    private void JoinValues(int quads)
    {
        for (var q = 0; q < quads; q += 8)
        {
            var known = (Vector256.Load(codes + q) >>> 12 & Vector256.Create(15u)) * Vector256.Create(0x00204081u) & Vector256.Create(0x01010101u);
            var bits = Spread(Vector256.Load(bounds + q)).AsUInt32() - known & Significant(Vector256.Load(exponents + q));
            bits.Store(lengths + q);
            var to = (ulong*)values + 2 * q;
            if (Avx2.IsSupported)
            {
                for (var two = 0; two < 8; two += 2)
                {
                    var each = Avx2.ConvertToVector256Int32((byte*)(lengths + q + two)).AsUInt32();
                    var cut = Vector256.AndNot(Vector256.Load((uint*)(to + 2 * two)), Avx2.ShiftLeftLogicalVariable(Vector256<uint>.AllBitsSet, each)).AsUInt64();
                    var top = each.AsUInt64() & Vector256.Create(0xFFFFFFFFUL);
                    ((cut & Vector256.Create(0xFFFFFFFFUL)) | Avx2.ShiftLeftLogicalVariable(cut >>> 32, top)).Store(to + 2 * two);
                }
            }
            else
            {
                for (var column = 0; column < 16; column++)
                {
                    var (top, bottom) = (((byte*)(lengths + q))[2 * column], ((byte*)(lengths + q))[2 * column + 1]);
                    var both = to[column];
                    to[column] = (both & ((1UL << top) - 1)) | (both >> 32 & ((1UL << bottom) - 1)) << top;
                }
            }

            (bits + (bits >>> 8) & Vector256.Create(0x00FF00FFu)).Store(lengths + q);
        }
    }

    private int Finish(ref Streams streams, byte* target)
    {
        streams.Mel.EndRun();
        var vlcBits = streams.Vlc.End(vlc, 0);
        var vlcAt = BitStuffing.Backward(vlc, vlcBits, vlcBytes, out var partial, out var used);
        var melAt = streams.Mel.Next;
        var (melMask, vlcMask) = ((0xFF << streams.Mel.Free) & 0xFF, (1 << used) - 1);
        if ((melMask | vlcMask) != 0)
        {
            // MEL and VLC meet: one byte may serve as the last of both, if it leaves the bits of each as they are.
            var mel = streams.Mel.Partial & 0xFF;
            var shared = mel | partial;
            if ((((shared ^ mel) & melMask) | ((shared ^ partial) & vlcMask)) == 0 && shared != 0xFF && vlcAt < vlcBytes - 1)
            {
                *melAt++ = (byte)shared;
            }
            else
            {
                *melAt++ = (byte)mel;
                *--vlcAt = (byte)partial;
            }
        }

        var magSgnEnd = BitStuffing.Forward(magSgn, streams.MagSgn.End(magSgn, ulong.MaxValue), target);
        var (melLength, vlcLength) = ((int)(melAt - melBytes), (int)(vlcBytes - vlcAt));
        Unsafe.CopyBlockUnaligned(magSgnEnd, melBytes, (uint)melLength);
        Unsafe.CopyBlockUnaligned(magSgnEnd + melLength, vlcAt, (uint)vlcLength);
        // The last 12 bits say how long MEL and VLC are (Scup).
        var suffix = melLength + vlcLength;
        var end = magSgnEnd + suffix;
        end[-1] = (byte)(suffix >> 4);
        end[-2] = (byte)((end[-2] & 0xF0) | (suffix & 0xF));
        return (int)(end - target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Significant(Vector256<uint> exponents) =>
        Vector256.GreaterThan(exponents.AsByte(), Vector256<byte>.Zero).AsUInt32();

    /// <summary>A mask byte for each sample becomes a bit for each sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Pattern(Vector256<uint> mask)
    {
        var bits = mask & Vector256.Create(0x08040201u);
        bits |= bits >>> 16;
        bits |= bits >>> 8;
        return bits & Vector256.Create(15u);
    }

    /// <summary>The largest byte of each quad, as the quad's number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Largest(Vector256<uint> quads)
    {
        var pairs = Vector256.Max(quads.AsByte(), (quads >>> 16).AsByte()).AsUInt32();
        return Vector256.Max(pairs, Vector256.Max(pairs.AsByte(), (pairs >>> 8).AsByte()).AsUInt32()) & Vector256.Create(0xFFu);
    }

    /// <summary>The number in each of the quad's bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Spread(Vector256<uint> numbers)
    {
        var pairs = numbers | numbers << 8;
        return (pairs | pairs << 16).AsByte();
    }

    private static uint* Take(ref uint* at, int count)
    {
        var taken = at;
        at += count;
        return taken;
    }

    /// <summary>The block's three streams while it is coded.</summary>
    private struct Streams(byte* magSgn, byte* vlc, byte* mel)
    {
        internal BitPacker MagSgn = new(magSgn, 0, 0);
        // Four ones stand where the low half of the length will be.
        internal BitPacker Vlc = new(vlc, 0xF, 4);
        internal MelWriter Mel = new(mel);
    }

    /// <summary>Packs bits, first bit lowest, without a branch: it always stores eight bytes.</summary>
    private struct BitPacker(byte* at, ulong bits, int used)
    {
        private byte* at = at;
        private ulong bits = bits;
        private int used = used;

        /// <summary>Bits that can be put at once.</summary>
        internal const int Most = 56;

        /// <param name="more">Bits, none set from <paramref name="count"/> on.</param>
        /// <param name="count">At most <see cref="Most"/>.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Put(ulong more, int count)
        {
            bits |= more << used;
            used += count;
            Unsafe.WriteUnaligned(at, bits);
            at += used >> 3;
            bits >>= used & 0x38;
            used &= 7;
        }

        /// <summary>Bits since the start; behind them follow those of a filling.</summary>
        internal readonly int End(byte* start, ulong filling)
        {
            Unsafe.WriteUnaligned(at, bits | filling << used);
            return (int)(at - start) * 8 + used;
        }
    }
}

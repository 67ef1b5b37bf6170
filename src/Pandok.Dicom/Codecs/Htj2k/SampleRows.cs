using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>
/// Gives the rows of one component as integers around zero: unsigned samples shifted by half their range, three components through the
/// reversible colour transform (ISO/IEC 15444-1 Annex G). Bits above the precision are dropped. For little-endian machines.
/// </summary>
internal readonly ref struct SampleRows(ReadOnlySpan<byte> samples, Htj2kImage image, int component)
{
    private readonly ReadOnlySpan<byte> samples = samples;
    private readonly int unused = 32 - image.Precision;
    private readonly int shift = image.Signed ? 0 : 1 << (image.Precision - 1);

    /// <summary>Reads one row.</summary>
    /// <param name="y">0 to height - 1.</param>
    /// <param name="row">As long as the image is wide.</param>
    internal void Read(int y, Span<int> row)
    {
        var length = image.Width * image.Components * image.SampleBytes;
        var source = samples.Slice(y * length, length);
        if (image.SampleBytes == 1)
            Read(source, row);
        else
            Read(MemoryMarshal.Cast<byte, ushort>(source), row);
    }

    private void Read<T>(ReadOnlySpan<T> source, Span<int> row)
        where T : unmanaged
    {
        if (image.Components == 3)
        {
            Mix(source, row);
            return;
        }

        ref var from = ref MemoryMarshal.GetReference(source);
        var x = 0;
        for (; x <= row.Length - Vector256<int>.Count; x += Vector256<int>.Count)
        {
            var raw = Widen(ref Unsafe.Add(ref from, x)) << unused;
            Vector256.StoreUnsafe(image.Signed ? raw >> unused : (raw >>> unused) - Vector256.Create(shift), ref MemoryMarshal.GetReference(row), (nuint)x);
        }

        for (; x < row.Length; x++)
            row[x] = Value(source[x]);
    }

    private void Mix<T>(ReadOnlySpan<T> source, Span<int> row)
        where T : unmanaged
    {
        for (var x = 0; x < row.Length; x++)
        {
            var pixel = source.Slice(x * 3, 3);
            var (red, green, blue) = (Value(pixel[0]), Value(pixel[1]), Value(pixel[2]));
            row[x] = component switch { 0 => (red + 2 * green + blue) >> 2, 1 => blue - green, _ => red - green };
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Value<T>(T sample)
        where T : unmanaged
    {
        var raw = (typeof(T) == typeof(byte) ? (byte)(object)sample : (ushort)(object)sample) << unused;
        return image.Signed ? raw >> unused : (raw >>> unused) - shift;
    }

    // The next 8 samples.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen<T>(ref T from)
        where T : unmanaged
    {
        var words = typeof(T) == typeof(byte)
            ? Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<T, byte>(ref from))).AsByte())
            : Unsafe.ReadUnaligned<Vector128<ushort>>(ref Unsafe.As<T, byte>(ref from));
        return Vector256.WidenLower(words.ToVector256Unsafe()).AsInt32();
    }
}

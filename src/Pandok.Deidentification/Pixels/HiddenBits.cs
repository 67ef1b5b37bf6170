using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Pixels;

/// <summary>
/// The bits of a sample outside its stored value (PS3.5 8.1.1), where old devices kept overlays. They are zeroed; a sign that is extended over them is none, and neither is a padding value
/// that is written wider than Bits Stored.
/// </summary>
public sealed class HiddenBits
{
    private static readonly Tag PixelPaddingValue = new(0x00280120);
    private readonly uint mask, sign, extension;
    private readonly uint? padding;
    private readonly int width;

    private HiddenBits(uint mask, uint sign, uint extension, uint? padding, int width)
    {
        (this.mask, this.sign, this.extension, this.width) = (mask, sign, extension, width);
        this.padding = padding;
    }

    /// <summary>What may hide in an object's samples.</summary>
    /// <returns>Null if stored values fill their samples.</returns>
    public static HiddenBits? Of(DataSet set, in PixelLayout layout)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (layout.IsFloat || layout.BitsStored == layout.BitsAllocated || layout.BitsAllocated is not (8 or 16 or 32)) return null;
        var all = layout.BitsAllocated == 32 ? uint.MaxValue : (1u << layout.BitsAllocated) - 1;
        var value = ((1u << layout.BitsStored) - 1) << (layout.HighBit + 1 - layout.BitsStored);
        var above = all & ~((1u << layout.HighBit) | ((1u << layout.HighBit) - 1));
        uint? padding = set.GetInteger(PixelPaddingValue) is { } number ? (uint)number & all : null;
        return new HiddenBits(value, layout.IsSigned ? 1u << layout.HighBit : 0, above, padding, layout.BitsAllocated / 8);
    }

    /// <summary>Zeroes hidden bits in place.</summary>
    /// <param name="samples">Whole samples, little endian.</param>
    /// <returns>True if there were any.</returns>
    public bool Clear(Span<byte> samples)
    {
        var found = false;
        for (var at = Next(samples, 0); at >= 0; at = Next(samples, at + width))
        {
            found = true;
            var place = samples.Slice(at, width);
            var value = Without(Read(place));
            if (width == 1) place[0] = (byte)value;
            else if (width == 2) BinaryPrimitives.WriteUInt16LittleEndian(place, (ushort)value);
            else BinaryPrimitives.WriteUInt32LittleEndian(place, value);
        }
        return found;
    }

    /// <summary>Whether <see cref="Clear"/> would change anything.</summary>
    /// <param name="samples">Whole samples, little endian.</param>
    public bool AreIn(ReadOnlySpan<byte> samples) => Next(samples, 0) >= 0;

    // Where the next sample with hidden bits begins, or -1.
    private int Next(ReadOnlySpan<byte> samples, int from)
    {
        for (var at = from; at + width <= samples.Length; at += width)
        {
            if (width == 2 && BitConverter.IsLittleEndian) at += Clean(samples[at..]);
            if (at + width > samples.Length) break;
            var sample = Read(samples[at..]);
            if (sample != padding && Without(sample) != sample) return at;
        }
        return -1;
    }

    // How many bytes of 16-bit samples can be passed over, whole vectors of them: nothing outside the value, or its sign alone.
    private int Clean(ReadOnlySpan<byte> samples)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector<ushort>>(samples);
        var (others, shift) = (new Vector<ushort>((ushort)~mask), sign == 0 ? 0 : BitOperations.PopCount(extension));
        var clean = 0;
        foreach (ref readonly var vector in vectors)
        {
            if ((vector & others) != Vector<ushort>.Zero)
            {
                var numbers = vector.As<ushort, short>();
                if (shift == 0 || (mask & 1) == 0 || numbers << shift >> shift != numbers) break;
            }
            clean++;
        }
        return clean * Vector<byte>.Count;
    }

    private uint Read(ReadOnlySpan<byte> place) => width switch { 1 => place[0], 2 => BinaryPrimitives.ReadUInt16LittleEndian(place), _ => BinaryPrimitives.ReadUInt32LittleEndian(place) };

    // A sample as it should be: its own if it is.
    private uint Without(uint sample)
    {
        var value = sample & mask;
        return value != sample && (value & sign) != 0 ? value | extension : value;
    }
}

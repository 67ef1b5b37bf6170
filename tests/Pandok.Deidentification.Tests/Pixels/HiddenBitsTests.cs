using System.Buffers.Binary;
using Pandok.Deidentification.Pixels;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Tests.Pixels;

/// <summary>Bits outside of stored values (PS3.5 8.1.1), against a plain reckoning sample by sample, in every width and place that a layout can give them.</summary>
public sealed class HiddenBitsTests
{
    private static readonly Tag PixelPaddingValue = new(0x00280120);

    [Theory]
    [InlineData(8, 6, 5, false), InlineData(8, 7, 7, false), InlineData(8, 6, 5, true), InlineData(16, 12, 11, false), InlineData(16, 12, 11, true), InlineData(16, 12, 15, false)]
    [InlineData(16, 12, 13, true), InlineData(16, 15, 14, false), InlineData(16, 1, 0, false), InlineData(32, 24, 23, false), InlineData(32, 20, 25, true), InlineData(32, 31, 30, true)]
    public void Every_sample_keeps_its_value_and_its_sign_and_nothing_else(int allocated, int stored, int high, bool isSigned)
    {
        var layout = new PixelLayout(1, 1003, 1, allocated) { BitsStored = stored, HighBit = high, IsSigned = isSigned };
        var bits = HiddenBits.Of(new DataSet(), layout)!;
        var random = new Random(allocated * stored + high);
        var width = allocated / 8;
        for (var round = 0; round < 20; round++)
        {
            var samples = new byte[1003 * width];
            random.NextBytes(samples);
            // Long clean stretches, with a few hidden bits among them: what is passed over in whole vectors and what is not.
            if (round % 2 == 0)
            {
                for (var i = 0; i < 1003; i++)
                {
                    if (i % 97 != round) Put(samples, i, width, Plain(Get(samples, i, width), layout));
                }
            }
            var expected = (byte[])samples.Clone();
            var isHidden = false;
            for (var i = 0; i < 1003; i++)
            {
                var (before, after) = (Get(samples, i, width), Plain(Get(samples, i, width), layout));
                // A sign that is extended is none; everything else outside the value is.
                isHidden |= before != after;
                Put(expected, i, width, after);
            }
            Assert.Equal(isHidden, bits.AreIn(samples));
            Assert.Equal(isHidden, bits.Clear(samples));
            Assert.Equal(expected, samples);
            Assert.False(bits.AreIn(samples));
        }
    }

    [Theory, InlineData(0), InlineData(1), InlineData(15), InlineData(16), InlineData(17), InlineData(31), InlineData(63), InlineData(64), InlineData(500), InlineData(1002)]
    public void One_hidden_bit_is_found_wherever_it_stands(int at)
    {
        var bits = HiddenBits.Of(new DataSet(), new PixelLayout(1, 1003, 1, 16) { BitsStored = 12 })!;
        var samples = new byte[2006];
        samples.AsSpan().Fill(0x0A);
        samples[2 * at + 1] |= 0x40;
        Assert.True(bits.AreIn(samples));
        Assert.True(bits.Clear(samples));
        Assert.False(samples.AsSpan().ContainsAnyExcept((byte)0x0A));
    }

    [Theory, InlineData(16, 0xF830, true), InlineData(16, 0xF831, false), InlineData(8, 0xC1, true)]
    public void A_padding_value_stays_as_wide_as_it_was_written_and_no_other(int allocated, int value, bool isPadding)
    {
        var set = new DataSet().SetIntegers(PixelPaddingValue, Vr.US, isPadding ? value : 0xF830);
        var bits = HiddenBits.Of(set, new PixelLayout(1, 1, 1, allocated) { BitsStored = allocated == 8 ? 6 : 12 })!;
        var samples = new byte[allocated / 8];
        Put(samples, 0, samples.Length, (uint)value);
        Assert.Equal(!isPadding, bits.Clear(samples));
        Assert.Equal(isPadding ? (uint)value : (uint)value & 0xFFF, Get(samples, 0, samples.Length));
    }

    [Fact]
    public void Values_that_fill_their_samples_floats_and_single_bits_hide_nothing()
    {
        Assert.Null(HiddenBits.Of(new DataSet(), new PixelLayout(1, 1, 1, 16)));
        Assert.Null(HiddenBits.Of(new DataSet(), new PixelLayout(1, 8, 1, 1)));
        Assert.Null(HiddenBits.Of(new DataSet(), new PixelLayout(1, 1, 1, 32) { IsFloat = true, BitsStored = 24 }));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(7), InlineData(1000)]
    public async Task Samples_that_pass_in_pieces_are_masked_as_if_they_came_at_once(int piece)
    {
        var bits = HiddenBits.Of(new DataSet(), new PixelLayout(1, 1003, 1, 16) { BitsStored = 12 })!;
        var samples = new byte[2006];
        new Random(piece).NextBytes(samples);
        var expected = (byte[])samples.Clone();
        bits.Clear(expected);
        using var to = new MemoryStream();
        await using var masking = new MaskingStream(to, bits);
        for (var at = 0; at < samples.Length; at += piece) await masking.WriteAsync(samples.AsMemory(at, Math.Min(piece, samples.Length - at)), TestContext.Current.CancellationToken);
        await masking.FinishAsync(TestContext.Current.CancellationToken);
        Assert.True(masking.Found);
        Assert.Equal(expected, to.ToArray());
    }

    // In its own words: the value below High Bit, and above it, if the value is negative, ones if all of them were ones or any other bit was wrong, for a value is never changed.
    private static uint Plain(uint sample, in PixelLayout layout)
    {
        var all = layout.BitsAllocated == 32 ? uint.MaxValue : (1u << layout.BitsAllocated) - 1;
        var low = layout.HighBit + 1 - layout.BitsStored;
        uint value = 0;
        for (var bit = low; bit <= layout.HighBit; bit++) value |= sample & 1u << bit;
        if (value == sample || !layout.IsSigned || (sample >> layout.HighBit & 1) == 0) return value;
        for (var bit = layout.HighBit + 1; bit < layout.BitsAllocated; bit++) value |= 1u << bit;
        return value & all;
    }

    private static uint Get(byte[] samples, int i, int width) => width switch { 1 => samples[i], 2 => BinaryPrimitives.ReadUInt16LittleEndian(samples.AsSpan(2 * i)), _ => BinaryPrimitives.ReadUInt32LittleEndian(samples.AsSpan(4 * i)) };

    private static void Put(byte[] samples, int i, int width, uint value)
    {
        for (var part = 0; part < width; part++) samples[i * width + part] = (byte)(value >> 8 * part);
    }
}

using System.Runtime.InteropServices;
using Pandok.Dicom.Codecs;

namespace Pandok.Dicom.Tests.Codecs;

public sealed class JpegLosslessTests
{
    // Two pixels of 8 bits. The only table: code 0 is SSSS 0, code 10 is SSSS 1. Bits: 10 1 (+1 from 128), 0 (same), padding.
    private static readonly byte[] TwoPixels =
    [
        0xFF, 0xD8,
        0xFF, 0xC3, 0, 11, 8, 0, 1, 0, 2, 1, 1, 0x11, 0,
        0xFF, 0xC4, 0, 21, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
        0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 0, 0,
        0b1010_1111,
        0xFF, 0xD9,
    ];

    [Fact]
    public void A_stream_written_by_hand_gives_its_two_pixels()
    {
        var output = new byte[2];
        JpegLossless.Decode(TwoPixels, output);
        Assert.Equal([129, 129], output);
        Assert.Equal(new JpegLosslessHeader(1, 2, 1, 8, 1, 0, 0), JpegLossless.ReadHeader(TwoPixels));
    }

    public static TheoryData<int, int, int> Variants()
    {
        var data = new TheoryData<int, int, int>();
        for (var predictor = 1; predictor <= 7; predictor++)
            foreach (var precision in (int[])[2, 8, 12, 16])
                foreach (var components in (int[])[1, 2, 3])
                    data.Add(predictor, precision, components);
        return data;
    }

    [Theory, MemberData(nameof(Variants))]
    public void Every_predictor_precision_and_component_count_comes_back_exactly(int predictor, int precision, int components)
    {
        var random = new Random(predictor * 1000 + precision * 10 + components);
        foreach (var (transform, restart, scans) in ((int, int, bool)[])[(0, 0, false), (1, 0, false), (0, 3, false), (0, 2, true)])
        {
            var writer = new LosslessJpegWriter(23, 17, components, precision, predictor, transform, restart, scans);
            var samples = Picture(random, writer);
            var output = new byte[samples.Length * (precision <= 8 ? 1 : 2)];
            JpegLossless.Decode(writer.Write(samples), output);
            Assert.Equal(samples, precision <= 8 ? [.. output.Select(b => (ushort)b)] : MemoryMarshal.Cast<byte, ushort>(output).ToArray());
        }
    }

    [Fact]
    public void Pure_noise_of_16_bits_comes_back_through_the_longest_codes()
    {
        var writer = new LosslessJpegWriter(64, 64, 1, 16) { Symbols = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 12, 13, 14, 15] };
        var samples = new ushort[64 * 64];
        new Random(1).NextBytes(MemoryMarshal.AsBytes(samples.AsSpan()));
        samples[1] = (ushort)(samples[0] + 32768);
        var output = new byte[samples.Length * 2];
        JpegLossless.Decode(writer.Write(samples), output);
        Assert.Equal(samples, MemoryMarshal.Cast<byte, ushort>(output).ToArray());
    }

    [Fact]
    public void More_than_eight_restart_intervals_wrap_their_numbers()
    {
        var writer = new LosslessJpegWriter(30, 5, 1, 12, 7, 0, 1);
        var samples = Picture(new Random(5), writer);
        var output = new byte[samples.Length * 2];
        JpegLossless.Decode(writer.Write(samples), output);
        Assert.Equal(samples, MemoryMarshal.Cast<byte, ushort>(output).ToArray());
    }

    [Theory]
    [InlineData(0xC0), InlineData(0xC1), InlineData(0xC7), InlineData(0xCB)]
    public void Another_process_is_named_as_unsupported(byte marker)
    {
        var code = TwoPixels.ToArray();
        code[3] = marker;
        var fault = Assert.Throws<CodecException>(() => JpegLossless.ReadHeader(code));
        Assert.Equal(CodecFault.UnsupportedSyntax, fault.Code);
        Assert.Equal(2, fault.Offset);
        Assert.Contains($"FF{marker:X2}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_restart_marker_is_a_fault_and_not_a_shifted_picture()
    {
        var writer = new LosslessJpegWriter(6, 5, 1, 12, 1, 0, 2);
        var code = writer.Write(Picture(new Random(5), writer));
        var at = code.AsSpan().IndexOf((byte[])[0xFF, 0xD1]);
        code[at + 1] = 0xD5;
        var fault = Assert.Throws<CodecException>(() => JpegLossless.Decode(code, new byte[60]));
        Assert.Equal((CodecFault.Malformed, at), (fault.Code, fault.Offset));
    }

    [Fact]
    public void A_stream_cut_anywhere_never_passes_as_a_whole_picture()
    {
        var writer = new LosslessJpegWriter(9, 7, 1, 12, 4);
        var code = writer.Write(Picture(new Random(2), writer));
        for (var length = 0; length < code.Length - 3; length++)
        {
            var cut = code[..length];
            Assert.Throws<CodecException>(() => JpegLossless.Decode(cut, new byte[126]));
        }
    }

    internal static ushort[] Picture(Random random, LosslessJpegWriter shape)
    {
        var samples = new ushort[shape.Rows * shape.Columns * shape.Components];
        var top = (1 << shape.Precision) - 1;
        for (var i = 0; i < samples.Length; i++)
        {
            var smooth = top / 2 + (int)(top / 3.0 * Math.Sin(i * 0.07));
            var value = random.Next(20) == 0 ? random.Next(top + 1) : Math.Clamp(smooth + random.Next(-3, 4), 0, top);
            samples[i] = (ushort)(value >> shape.PointTransform << shape.PointTransform);
        }

        return samples;
    }
}

using System.Buffers.Binary;
using CsCheck;
using Pandok.Dicom.Codecs;

namespace Pandok.Dicom.Tests.Codecs;

public sealed class RleTests
{
    private static byte[] Frame(params byte[][] segments)
    {
        var frame = new List<byte>(new byte[64]);
        var header = new byte[64];
        BinaryPrimitives.WriteInt32LittleEndian(header, segments.Length);
        for (var i = 0; i < segments.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4 + i * 4), frame.Count);
            frame.AddRange(segments[i]);
        }

        return [.. header, .. frame.Skip(64)];
    }

    [Fact]
    public void Literals_runs_and_the_empty_control_byte_are_read_as_annex_G_says()
    {
        var frame = Frame([2, 10, 20, 30, 128, 254, 7, 0, 99]);
        var output = new byte[7];
        Rle.Decode(frame, new PixelLayout(1, 7, 1, 8), output);
        Assert.Equal([10, 20, 30, 7, 7, 7, 99], output);
    }

    [Fact]
    public void The_first_segment_holds_the_most_significant_bytes()
    {
        var output = new byte[4];
        Rle.Decode(Frame([1, 0x12, 0x56], [1, 0x34, 0x78]), new PixelLayout(1, 2, 1, 16), output);
        Assert.Equal([0x34, 0x12, 0x78, 0x56], output);
    }

    [Fact]
    public void Colour_planes_come_out_interleaved_by_pixel()
    {
        var output = new byte[6];
        Rle.Decode(Frame([1, 1, 4], [1, 2, 5], [1, 3, 6]), new PixelLayout(1, 2, 3, 8, 1), output);
        Assert.Equal([1, 2, 3, 4, 5, 6], output);
    }

    [Fact]
    public void A_row_is_encoded_as_annex_G_shows_and_padded_to_even_length()
    {
        var coded = Rle.Encode([5, 5, 5, 5, 1, 2, 3], new PixelLayout(1, 7, 1, 8));
        Assert.Equal([253, 5, 2, 1, 2, 3], coded[64..]);
        Assert.Equal(0, Rle.Encode([1], new PixelLayout(1, 1, 1, 8)).Length % 2);
    }

    [Fact]
    public void Whatever_is_encoded_decodes_to_itself()
    {
        var shapes = Gen.Select(Gen.Int[1, 40], Gen.Int[1, 300], Gen.Bool.Select(colour => colour ? 3 : 1), Gen.Int[0, 3].Select(i => ((int[])[1, 8, 16, 32])[i]))
            .Where(s => s.Item4 != 1 || s.Item3 == 1)
            .Select(s => new PixelLayout(s.Item1, s.Item2, s.Item3, s.Item4));
        Gen.Select(shapes, Gen.Int[0, int.MaxValue], Gen.Int[1, 256]).Sample((layout, seed, variety) =>
        {
            var random = new Random(seed);
            var frame = new byte[layout.FrameLength];
            byte value = 0;
            for (var i = 0; i < frame.Length; i++)
                frame[i] = random.Next(256) < variety ? value = (byte)random.Next(variety) : value;
            var coded = Rle.Encode(frame, layout);
            return coded.Length % 2 == 0 && FrameDecoder.Decode("1.2.840.10008.1.2.5", coded, layout).AsSpan().SequenceEqual(frame);
        }, iter: 400);
    }

    [Fact]
    public void A_segment_that_ends_early_names_the_byte()
    {
        var fault = Assert.Throws<CodecException>(() => Rle.Decode(Frame([2, 10, 20, 30]), new PixelLayout(1, 7, 1, 8), new byte[7]));
        Assert.Equal((CodecFault.Truncated, 68), (fault.Code, fault.Offset));
    }

    [Fact]
    public void A_run_beyond_the_frame_is_refused()
    {
        var fault = Assert.Throws<CodecException>(() => Rle.Decode(Frame([129, 1]), new PixelLayout(1, 7, 1, 8), new byte[7]));
        Assert.Equal(CodecFault.Malformed, fault.Code);
    }

    [Fact]
    public void A_wrong_number_of_segments_contradicts_the_layout()
    {
        var fault = Assert.Throws<CodecException>(() => Rle.Decode(Frame([0, 1]), new PixelLayout(1, 1, 1, 16), new byte[2]));
        Assert.Equal(CodecFault.LayoutMismatch, fault.Code);
    }
}

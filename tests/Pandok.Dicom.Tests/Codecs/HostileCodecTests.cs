using System.IO.Compression;
using Pandok.Dicom.Codecs;

namespace Pandok.Dicom.Tests.Codecs;

/// <summary>Truncated and bit-flipped codestreams of each codec behind which a native library or an own decoder stands: an image or a typed fault, nothing else, and no memory is kept. Runs alone: the memory is that of the whole process.</summary>
[CollectionDefinition(nameof(HostileCodecTests), DisableParallelization = true)]
[Collection(nameof(HostileCodecTests))]
public sealed class HostileCodecTests
{
    private const int Rounds = 600;
    private const long MemoryBound = 128 << 20;

    [Theory]
    [InlineData(Syntax.Jpeg2000Lossless, 1, 16), InlineData(Syntax.Jpeg2000Lossless, 3, 8)]
    [InlineData(Syntax.JpegLsLossless, 1, 16), InlineData(Syntax.JpegLsLossless, 3, 8)]
    [InlineData(Syntax.JpegLosslessSelection1, 1, 16), InlineData(Syntax.JpegLosslessSelection1, 3, 8)]
    public void Damaged_code_of_our_own_making_ends_typed(string syntax, int samples, int bits)
    {
        var layout = new PixelLayout(61, 73, samples, bits);
        var code = FrameEncoder.Encode(syntax, Pictures.Smooth(layout, 7), layout).Code.ToArray();
        Attack(syntax, code, layout, seed: samples * 100 + bits);
    }

    [Fact]
    public void Damaged_deflated_frames_end_typed()
    {
        var layout = new PixelLayout(61, 73, 1, 8);
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(Pictures.Smooth(layout, 3));
        Attack(Syntax.DeflatedImageFrame, packed.ToArray(), layout, seed: 5);
    }

    [Theory]
    [InlineData("HTJ2KLossless_08_RGB.dcm"), InlineData("HTJ2K_08_RGB.dcm"), InlineData("TestPattern_JPEG-Baseline_YBR422.dcm"), InlineData("SC_rgb_dcmtk_+eb+cr.dcm")]
    [InlineData("JPGExtended.dcm"), InlineData("JPEG2000.dcm"), InlineData("TestPattern_JPEG-LS-NearLossless.dcm"), InlineData("SC_rgb_jls_lossy_sample.dcm")]
    public async Task Damaged_code_of_other_makers_ends_typed(string file)
    {
        var coded = await CodedObject.ReadAsync(SharedData.File("data/conformance/transfer-syntaxes/" + file));
        Attack(coded.Syntax, coded.Frames[0], coded.Layout, seed: 11, rounds: 150);
    }

    [Fact]
    public void A_bomb_of_deflate_is_cut_at_the_size_of_the_frame()
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            for (var i = 0; i < 1024; i++) deflate.Write(new byte[1 << 16]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.Throws<CodecException>(() => FrameDecoder.Decode(Syntax.DeflatedImageFrame, packed.ToArray(), new PixelLayout(64, 64, 1, 8)));
        Assert.Equal(CodecFault.LayoutMismatch, fault.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void JPEG_LS_that_is_cut_anywhere_ends_at_once()
    {
        // CharLS 2.4 searches a one bit for ever behind the end of a scan of 16 bits, unless a marker stands there.
        var layout = new PixelLayout(61, 73);
        var code = FrameEncoder.Encode(Syntax.JpegLsLossless, Pictures.Smooth(layout, 7), layout).Code;
        for (var length = 0; length < code.Length - 4; length += 7)
            Assert.Throws<CodecException>(() => FrameDecoder.Decode(Syntax.JpegLsLossless, code.Span[..length], layout));
    }

    [Theory]
    [InlineData(Syntax.Jpeg2000Lossless), InlineData(Syntax.JpegLsLossless), InlineData(Syntax.JpegLosslessSelection1)]
    public void Another_size_in_the_codestream_than_in_the_data_set_is_refused(string syntax)
    {
        var layout = new PixelLayout(16, 20);
        var code = FrameEncoder.Encode(syntax, Pictures.Smooth(layout, 1), layout).Code;
        foreach (var other in (PixelLayout[])[layout with { Rows = 20, Columns = 16 }, layout with { Rows = 17 }, layout with { SamplesPerPixel = 3 }, layout with { BitsAllocated = 8 }])
            Assert.Equal(CodecFault.LayoutMismatch, Assert.Throws<CodecException>(() => FrameDecoder.Decode(syntax, code.Span, other)).Code);
    }

    [Fact]
    public void A_header_that_claims_a_giant_of_tiles_never_reaches_the_library()
    {
        var layout = new PixelLayout(64, 64);
        var code = FrameEncoder.Encode(Syntax.Jpeg2000Lossless, Pictures.Smooth(layout, 1), layout).Code.ToArray();
        // XTsiz and YTsiz: tiles of one pixel.
        (code[24], code[25], code[26], code[27]) = (0, 0, 0, 1);
        (code[28], code[29], code[30], code[31]) = (0, 0, 0, 1);
        Assert.Equal(CodecFault.TooLarge, Assert.Throws<CodecException>(() => FrameDecoder.Decode(Syntax.Jpeg2000Lossless, code, layout)).Code);
    }

    [Fact]
    public void A_frame_above_the_limit_is_refused_before_anything_is_read()
    {
        var fault = Assert.Throws<CodecException>(() => FrameDecoder.DecodeFrame(Syntax.Jpeg2000, [], new PixelLayout(1024, 1024), new DecodeOptions { MaximumFrameBytes = 1 << 20 }));
        Assert.Equal(CodecFault.TooLarge, fault.Code);
    }

    private static void Attack(string syntax, byte[] sound, PixelLayout layout, int seed, int rounds = Rounds)
    {
        var random = new Random(seed);
        FrameDecoder.Decode(syntax, sound, layout);
        var idle = Environment.WorkingSet;
        var refused = 0;
        for (var round = 0; round < rounds; round++)
        {
            var code = Damage(random, sound);
            try
            {
                FrameDecoder.Decode(syntax, code, layout);
            }
            catch (CodecException fault)
            {
                refused++;
                Assert.InRange(fault.Offset, -1, code.Length);
            }
        }
        Assert.InRange(refused, 1, rounds);
        GC.Collect(); // what is left is what native code keeps
        var kept = Environment.WorkingSet - idle;
        TestContext.Current.TestOutputHelper?.WriteLine($"kept {kept >> 20} MiB, {refused} of {rounds} refused");
        Assert.InRange(kept, long.MinValue, MemoryBound);
    }

    private static byte[] Damage(Random random, byte[] sound)
    {
        var code = sound.ToArray();
        for (var hits = random.Next(1, 6); hits > 0; hits--)
        {
            var at = random.Next(random.Next(2) == 0 ? Math.Min(140, code.Length) : code.Length);
            code[at] = random.Next(3) switch { 0 => 0xFF, 1 => (byte)(code[at] ^ (1 << random.Next(8))), _ => (byte)random.Next(256) };
        }
        return random.Next(3) == 0 ? code[..random.Next(code.Length)] : code;
    }
}

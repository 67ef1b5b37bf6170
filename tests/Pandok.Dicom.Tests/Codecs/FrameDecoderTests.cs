using Pandok.Dicom.Codecs;

namespace Pandok.Dicom.Tests.Codecs;

public sealed class FrameDecoderTests
{
    private const string Explicit = "1.2.840.10008.1.2.1";
    private const string RleLossless = "1.2.840.10008.1.2.5";
    private const string Jpeg = "1.2.840.10008.1.2.4.70";

    [Fact]
    public void An_unsupported_syntax_is_named()
    {
        var fault = Assert.Throws<CodecException>(() => FrameDecoder.Decode("1.2.840.10008.1.2.4.102", [1], new PixelLayout(1, 1)));
        Assert.Equal(CodecFault.UnsupportedSyntax, fault.Code);
        Assert.Contains("1.2.840.10008.1.2.4.102", fault.Message, StringComparison.Ordinal);
        Assert.False(FrameDecoder.Supports("1.2.840.10008.1.2.4.102"));
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2"), InlineData(Explicit), InlineData(RleLossless), InlineData("1.2.840.10008.1.2.4.57"), InlineData(Jpeg)]
    public void A_supported_syntax_gives_a_picture_or_a_fault_of_the_data(string uid)
    {
        Assert.True(FrameDecoder.Supports(uid));
        var fault = Assert.Throws<CodecException>(() => FrameDecoder.Decode(uid, [], new PixelLayout(1, 1)));
        Assert.NotEqual(CodecFault.UnsupportedSyntax, fault.Code);
    }

    [Fact]
    public void Native_planes_become_pixels()
    {
        var frame = FrameDecoder.Decode(Explicit, [1, 0, 4, 0, 2, 0, 5, 0, 3, 0, 6, 0], new PixelLayout(1, 2, 3, 16, 1));
        Assert.Equal([1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0], frame);
    }

    [Fact]
    public void One_byte_of_padding_behind_an_odd_native_frame_is_dropped_and_more_is_refused()
    {
        var layout = new PixelLayout(1, 3, 1, 8);
        Assert.Equal([1, 2, 3], FrameDecoder.Decode(Explicit, [1, 2, 3, 0], layout));
        Assert.Throws<CodecException>(() => FrameDecoder.Decode(Explicit, [1, 2, 3, 0, 0], layout));
        Assert.Throws<CodecException>(() => FrameDecoder.Decode(Explicit, [1, 2], layout));
    }

    [Fact]
    public void Eight_bits_of_precision_widen_to_sixteen_allocated()
    {
        var writer = new LosslessJpegWriter(1, 3, 1, 8);
        Assert.Equal([200, 0, 3, 0, 255, 0], FrameDecoder.Decode(Jpeg, writer.Write([200, 3, 255]), new PixelLayout(1, 3)));
    }

    [Fact]
    public void A_codestream_of_another_shape_is_refused()
    {
        var code = new LosslessJpegWriter(2, 3, 1, 12).Write(new ushort[6]);
        foreach (var layout in (PixelLayout[])[new(3, 2), new(2, 3, 3), new(2, 3, 1, 8)])
            Assert.Equal(CodecFault.LayoutMismatch, Assert.Throws<CodecException>(() => FrameDecoder.Decode(Jpeg, code, layout)).Code);
    }

    [Theory]
    [InlineData(RleLossless), InlineData(Jpeg)]
    public void A_tiny_code_that_claims_a_giant_frame_takes_no_memory(string uid)
    {
        var code = new LosslessJpegWriter(30000, 60000, 1, 12) { RestartRows = 0 }.Header();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.Throws<CodecException>(() => FrameDecoder.Decode(uid, code, new PixelLayout(30000, 60000, 1, 8 * (uid == Jpeg ? 2 : 1))));
        Assert.Equal(CodecFault.TooLarge, fault.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }
}

using Pandok.Dicom.Codecs;

namespace Pandok.Dicom.Tests.Codecs;

public sealed class StoredValuesTests
{
    [Fact]
    public void Bits_above_and_below_the_stored_ones_are_cut_off_and_the_sign_is_extended()
    {
        // 12 bits stored in bits 4 to 15: FFF is -1, 7FF the largest.
        var layout = new PixelLayout(1, 3) { BitsStored = 12, HighBit = 15, IsSigned = true };
        Assert.Equal([-1, 2047, -2048], StoredValues.ToIntegers(new DecodedFrame([0xF3, 0xFF, 0xFA, 0x7F, 0x00, 0x80], layout)));
        // 12 bits in bits 0 to 11 with an old overlay above them.
        Assert.Equal([0x0ABC, 1], StoredValues.ToIntegers(new DecodedFrame([0xBC, 0x5A, 0x01, 0xF0], new PixelLayout(1, 2) { BitsStored = 12 })));
    }

    [Fact]
    public void Every_width_is_read()
    {
        Assert.Equal([1, 0, 0, 1], StoredValues.ToIntegers(new DecodedFrame([0b1001], new PixelLayout(2, 2, 1, 1))));
        Assert.Equal([-128], StoredValues.ToIntegers(new DecodedFrame([0x80], new PixelLayout(1, 1, 1, 8) { IsSigned = true })));
        Assert.Equal([-2], StoredValues.ToIntegers(new DecodedFrame([0xFE, 0xFF, 0xFF, 0xFF], new PixelLayout(1, 1, 1, 32) { IsSigned = true })));
        Assert.Equal([4294967295.0], StoredValues.ToNumbers(new DecodedFrame([0xFF, 0xFF, 0xFF, 0xFF], new PixelLayout(1, 1, 1, 32))));
        Assert.Equal([1.5], StoredValues.ToNumbers(new DecodedFrame(BitConverter.GetBytes(1.5f), new PixelLayout(1, 1, 1, 32) { IsFloat = true })));
        Assert.Equal([-2.25], StoredValues.ToNumbers(new DecodedFrame(BitConverter.GetBytes(-2.25), new PixelLayout(1, 1, 1, 64) { IsFloat = true })));
        Assert.Throws<CodecException>(() => StoredValues.ToIntegers(new DecodedFrame(new byte[4], new PixelLayout(1, 1, 1, 32))));
    }

    [Theory]
    [InlineData(255, 128, 128, 255, 255, 255), InlineData(0, 128, 128, 0, 0, 0), InlineData(76, 85, 255, 254, 0, 0), InlineData(150, 44, 21, 0, 255, 1)]
    public void Luminance_and_chrominance_become_red_green_and_blue(byte y, byte cb, byte cr, byte r, byte g, byte b)
    {
        var layout = new PixelLayout(1, 1, 3, 8) { PhotometricInterpretation = Photometric.YbrFull };
        var frame = FrameDecoder.DecodeFrame(Syntax.ExplicitLittleEndian, [y, cb, cr], layout);
        Assert.Equal([r, g, b], frame.Samples);
        Assert.Equal(Photometric.Rgb, frame.Layout.PhotometricInterpretation);
        Assert.Equal([y, cb, cr], FrameDecoder.DecodeFrame(Syntax.ExplicitLittleEndian, [y, cb, cr], layout, new DecodeOptions { Colour = ColourRule.AsStored }).Samples);
    }
}

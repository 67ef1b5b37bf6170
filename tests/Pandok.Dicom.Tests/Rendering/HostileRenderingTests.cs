using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Rendering;

namespace Pandok.Dicom.Tests.Rendering;

public sealed class HostileRenderingTests
{
    private static readonly PixelLayout Small = new(2, 2, 1, 8);

    [Fact]
    public void A_palette_image_without_its_tables_is_refused_by_name()
    {
        var fault = Assert.Throws<CodecException>(() => Render(new DataSet(), Small with { PhotometricInterpretation = Photometric.PaletteColor }, [0, 1, 2, 3]));
        Assert.Contains("(0028,1101-1103)", fault.Message);
    }

    [Fact]
    public void Tables_that_lie_about_their_length_are_not_used()
    {
        var lut = new DataSet().SetIntegers(new Tag(0x00283002), Vr.US, 4, 0, 8);
        lut.Set(DataElement.Of(new Tag(0x00283006), Vr.OW, new byte[2]));
        var set = new DataSet().SetItems(new Tag(0x00283010), lut);
        Assert.Equal([43, 128, 212, 255], Render(set.SetDecimals(Tags.WindowCenter, 1.5).SetDecimals(Tags.WindowWidth, 4), Small, [0, 1, 2, 3]).Pixels.Select(value => (int)value));
    }

    [Theory, InlineData(0, 0), InlineData(65535, 65535), InlineData(1, 65535)]
    public void An_overlay_outside_of_its_image_or_without_its_bits_is_drawn_as_far_as_it_goes(int rows, int columns)
    {
        var set = new DataSet().SetIntegers(new Tag(0x60000010), Vr.US, rows).SetIntegers(new Tag(0x60000011), Vr.US, columns).SetIntegers(new Tag(0x60000050), Vr.SS, -30000, 2);
        set.Set(DataElement.Of(new Tag(0x60003000), Vr.OW, new byte[] { 255, 255 }));
        Assert.Equal(4, Render(set, Small, [0, 1, 2, 3]).Pixels.Length);
    }

    [Fact]
    public void A_flat_or_windowless_frame_is_a_picture()
    {
        Assert.Equal(4, Render(new DataSet(), new PixelLayout(2, 2, 1, 16), new byte[8]).Pixels.Length);
        Assert.Equal(4, Render(new DataSet().SetDecimals(Tags.WindowCenter, 1).SetDecimals(Tags.WindowWidth, -5), new PixelLayout(2, 2, 1, 16), new byte[8]).Pixels.Length);
    }

    [Fact]
    public void A_segmented_palette_that_refers_to_itself_ends()
    {
        var set = new DataSet();
        for (uint i = 0; i < 3; i++)
        {
            set.SetIntegers(new Tag(0x00281101 + i), Vr.US, 256, 0, 16);
            set.Set(DataElement.Of(new Tag(0x00281221 + i), Vr.OW, new byte[] { 2, 0, 255, 255, 0, 0, 0, 0 }));
        }
        Assert.Throws<CodecException>(() => Render(set, Small with { PhotometricInterpretation = Photometric.PaletteColor }, [0, 1, 2, 3]));
    }

    private static RenderedImage Render(DataSet set, PixelLayout layout, byte[] samples) => FrameRenderer.Render(set, 1, new DecodedFrame(samples, layout), RenderOptions.Default);
}

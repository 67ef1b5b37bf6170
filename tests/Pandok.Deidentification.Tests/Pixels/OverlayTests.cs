using Pandok.Deidentification.Pixels;
using Pandok.Deidentification.Tests.Planted;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Deidentification.Tests.Pixels;

/// <summary>Clean Graphics (PS3.15 E.3.3): a region of interest without text stays as a bitmap, every other overlay goes.</summary>
public sealed class OverlayTests
{
    private const int Rows = 121, Columns = 243; // 3 bits are left in the last byte

    [Fact]
    public void A_region_of_interest_without_text_stays_as_a_bitmap_and_nothing_else()
    {
        var (result, set) = Release(Region(), "R");
        Assert.True(result.IsReleased, string.Join(' ', result.Reasons.Concat(result.Findings.Select(finding => $"{finding}"))));
        Assert.Equal(["6000,0010", "6000,0011", "6000,0040", "6000,0050", "6000,0100", "6000,0102", "6000,3000"], set!.Where(element => element.Tag.Group == 0x6000).Select(element => element.Tag.ToString().Trim('(', ')')));
        var (before, after) = (Region(), set!.GetBytes(new Tag(0x60003000)).ToArray());
        Assert.Equal((Rows * Columns + 15) / 16 * 2, after.Length);
        for (var i = 0; i < Rows * Columns; i++) Assert.Equal(before[i / 8] >> (i % 8) & 1, after[i / 8] >> (i % 8) & 1);
        Assert.Equal(0, after[Rows * Columns / 8] >> (Rows * Columns % 8));
        Assert.Contains("113103", Codes(set!));
    }

    [Fact]
    public void Text_in_a_region_of_interest_takes_it_out()
    {
        Assert.SkipUnless(TextPainter.HasFonts, "SKIPPED LOUDLY: no Hangul font (apt install fonts-nanum), nothing was written into pictures.");
        var random = new Random(3);
        foreach (var text in new[] { "DEMO^PATIENT", "홍길동 M/45", "ID 0012345678" })
        {
            var written = TextPainter.Write(new GrayImage(Columns, Rows, new byte[Rows * Columns]), 16, true, random, isSmooth: false, text)!.Value;
            var bits = Region();
            for (var i = 0; i < written.Image.Pixels.Length; i++) bits[i / 8] |= (byte)(written.Image.Pixels[i] > 127 ? 1 << (i % 8) : 0);
            var (result, set) = Release(bits, "R");
            Assert.True(result.IsReleased);
            Assert.DoesNotContain(set!, element => element.Tag.Group == 0x6000);
            Assert.DoesNotContain("113103", Codes(set!));
        }
    }

    [Theory, InlineData("G", "reading", 0), InlineData("R", "strict", 0), InlineData("R", "reading", 1)]
    public void Graphics_and_planes_in_the_pixels_go_and_so_do_all_without_the_option(string type, string profile, int position)
    {
        var (result, set) = Release(Region(), type, profile, position);
        Assert.True(result.IsReleased, string.Join(' ', result.Reasons));
        Assert.DoesNotContain(set!, element => element.Tag.Group == 0x6000);
    }

    [Fact]
    public void A_plane_with_too_few_bits_goes()
    {
        var (result, set) = Release(Region()[..200], "R");
        Assert.True(result.IsReleased);
        Assert.DoesNotContain(set!, element => element.Tag.Group == 0x6000);
    }

    // A disc, and ones behind the last pixel.
    private static byte[] Region()
    {
        var bits = new byte[(Rows * Columns + 15) / 16 * 2 + 4];
        for (var i = 0; i < bits.Length * 8; i++)
        {
            var (x, y) = (i % Columns - 120, i / Columns - 60);
            if (i >= Rows * Columns || x * x + y * y < 900) bits[i / 8] |= (byte)(1 << (i % 8));
        }
        return bits;
    }

    private static (Releasing.Result Result, DataSet? Set) Release(byte[] bits, string type, string profile = "reading", int position = 0)
    {
        var layout = new PixelLayout(Rows, Columns, 1, 16, 0) { PhotometricInterpretation = "MONOCHROME2", BitsStored = 12 };
        var file = PixelObject.Write("1.2.840.10008.1.2.1", layout, [new byte[layout.FrameLength]], "1.2.840.10008.5.1.4.1.1.2", "CT", set =>
        {
            set.Remove(new Tag(0x00080064));
            set.Set(Tags.ImageType, Vr.CS, "ORIGINAL", "PRIMARY", "AXIAL");
            set.SetIntegers(new Tag(0x60000010), Vr.US, Rows).SetIntegers(new Tag(0x60000011), Vr.US, Columns).SetIntegers(new Tag(0x60000050), Vr.SS, 1, 1).SetIntegers(new Tag(0x60000100), Vr.US, 1).SetIntegers(new Tag(0x60000102), Vr.US, position);
            set.Set(new Tag(0x60000040), Vr.CS, type).Set(new Tag(0x60000022), Vr.LO, "Hong^Gildong").Set(new Tag(0x60001500), Vr.LO, "Hong").Set(DataElement.Of(new Tag(0x60003000), Vr.OW, bits));
        });
        var result = new Releasing(Profile.Find(profile)!).One("overlay", file);
        return (result, result.IsReleased ? new DicomReader(new MemoryStream(result.File!)).ReadFile().DataSet : null);
    }

    private static IEnumerable<string?> Codes(DataSet set) => set.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => item.GetString(new Tag(0x00080100)));
}

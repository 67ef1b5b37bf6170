using Pandok.Deidentification.Pixels;
using Pandok.Deidentification.Tests.Planted;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Deidentification.Tests.Pixels;

/// <summary>What changed in the pixels is noted in the object (PS3.3 C.7.6.1.1.3), and no second picture of the old ones stays.</summary>
public sealed class DerivationTests
{
    private static readonly Tag Description = new(0x00082111), Steps = new(0x00089215), Icon = new(0x00880200), CodeValue = new(0x00080100);

    [Fact]
    public void Blanked_pixels_are_noted_once_behind_what_was_noted_before_and_the_icon_goes()
    {
        Assert.SkipUnless(TextPainter.HasFonts, "SKIPPED LOUDLY: no Hangul font (apt install fonts-nanum), nothing was written into pictures.");
        var first = Release(Capture(withText: true));
        Assert.Equal("Contrast; De-identified: text in pixels blanked", first.Set.GetString(Description));
        Assert.Equal(["113047"], first.Set.GetItems(Steps).Select(step => step.GetString(CodeValue)));
        Assert.False(first.Set.Contains(Icon));
        Assert.Equal("DERIVED", first.Set.GetString(Tags.ImageType));
        var again = Release(first.File);
        Assert.Equal(first.Set.GetString(Description), again.Set.GetString(Description));
        Assert.Single(again.Set.GetItems(Steps));
    }

    [Fact]
    public void Pixels_that_stay_are_no_derivation()
    {
        var released = Release(Capture(withText: false));
        Assert.Equal("Contrast", released.Set.GetString(Description));
        Assert.False(released.Set.Contains(Steps));
    }

    private static (byte[] File, DataSet Set) Release(byte[] file)
    {
        var result = new Releasing(Profile.Reading).One("capture", file);
        Assert.True(result.IsReleased, string.Join(' ', result.Reasons.Concat(result.Findings.Select(finding => $"{finding}"))));
        return (result.File!, new DicomReader(new MemoryStream(result.File!)).ReadFile().DataSet);
    }

    private static byte[] Capture(bool withText)
    {
        var random = new Random(11);
        var image = new GrayImage(320, 240, new byte[320 * 240]);
        if (withText) image = TextPainter.Write(image, 18, true, random, text: "DEMO^PATIENT 홍길동")!.Value.Image;
        return PixelObject.Write("1.2.840.10008.1.2.1", new PixelLayout(240, 320, 1, 8), [image.Pixels], change: set =>
        {
            set.Set(Description, Vr.ST, "Contrast");
            var icon = new DataSet().Set(Tags.PhotometricInterpretation, Vr.CS, "MONOCHROME2").SetIntegers(Tags.Rows, Vr.US, 8).SetIntegers(Tags.Columns, Vr.US, 8).SetIntegers(Tags.SamplesPerPixel, Vr.US, 1)
                .SetIntegers(Tags.BitsAllocated, Vr.US, 8).SetIntegers(Tags.BitsStored, Vr.US, 8).SetIntegers(Tags.HighBit, Vr.US, 7).SetIntegers(Tags.PixelRepresentation, Vr.US, 0);
            icon.Set(DataElement.Of(Tags.PixelData, Vr.OB, new byte[64]));
            set.SetItems(Icon, icon);
        });
    }
}

using Pandok.Deidentification.Pixels;
using Pandok.Dicom.Codecs;

namespace Pandok.Deidentification.Tests.Pixels;

/// <summary>A small picture that text, or what looks like it, fills: blanked, nothing would be left of it, so it is for a person.</summary>
public sealed class MostlyTextTests
{
    private static readonly string[] Page = ["DEMO^PATIENT 19700102", "ID 0012345678 SEOUL", "Name: DEMO PATIENT M", "DOB 02.01.1970 ACC 304"];

    [Theory, InlineData(1), InlineData(3)]
    public async Task Boxes_over_most_of_a_small_frame_are_held_with_their_places_and_not_released_black(int frames)
    {
        Assert.SkipUnless(TextPainter.HasFonts, "SKIPPED LOUDLY: no Hangul font (apt install fonts-nanum), nothing was written into pictures.");
        var pixels = new byte[256 * 120];
        for (var line = 0; line < Page.Length; line++) Band(Page[line], 22).CopyTo(pixels.AsSpan(256 * 30 * line));
        var file = PixelObject.Write("1.2.840.10008.1.2.1", new PixelLayout(120, 256, 1, 8), [.. Enumerable.Repeat(pixels, frames)], PixelObject.UltrasoundMultiFrame, "US");
        await using var clean = await PixelObject.CleanAsync(file);
        Assert.Equal([Reason.PixelUnsure], clean.Verdict.Reasons);
        Assert.False(clean.IsChanged);
        Assert.Contains(clean.Verdict.Boxes, box => box.Why == BoxSource.Detector);
    }

    [Fact]
    public async Task One_line_in_a_frame_as_small_is_blanked()
    {
        Assert.SkipUnless(TextPainter.HasFonts, "SKIPPED LOUDLY: no Hangul font (apt install fonts-nanum), nothing was written into pictures.");
        var pixels = new byte[256 * 120];
        Band(Page[0], 14).CopyTo(pixels.AsSpan());
        await using var clean = await PixelObject.CleanAsync(PixelObject.Write("1.2.840.10008.1.2.1", new PixelLayout(120, 256, 1, 8), [pixels]));
        Assert.Empty(clean.Verdict.Reasons);
        Assert.Equal(PixelChange.Blanked, clean.Verdict.Change);
    }

    [Fact]
    public void Coverage_counts_what_is_shown_once_and_what_is_hidden_not_at_all()
    {
        Assert.Equal(0, Coverage.Of([], [], 10, 10));
        Assert.Equal(0.5, Coverage.Of([new Area(0, 0, 10, 5)], [], 10, 10));
        Assert.Equal(0.5, Coverage.Of([new Area(0, 0, 10, 5), new Area(2, 1, 3, 4)], [], 10, 10));
        Assert.Equal(6.0 / 16, Coverage.Of([new Area(0, 0, 5, 10)], [new Area(0, 0, 10, 8), new Area(0, 8, 4, 1)], 10, 10));
        Assert.Equal(0, Coverage.Of([new Area(0, 0, 4, 4)], [new Area(0, 0, 4, 4)], 4, 4));
    }

    private static byte[] Band(string text, int size)
    {
        var random = new Random(3);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (TextPainter.Write(new GrayImage(256, 30, new byte[256 * 30]), size - attempt / 40, isBright: true, random, text: text) is { } written) return written.Image.Pixels;
        }
        throw new InvalidOperationException("The line does not fit.");
    }
}

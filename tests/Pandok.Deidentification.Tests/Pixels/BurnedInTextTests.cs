using Pandok.Deidentification.Pixels;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Tests.Pixels;

/// <summary>Text burned into captures in every syntax that is written, grey and colour, one frame and several: gone, and nothing else changed.</summary>
public sealed class BurnedInTextTests
{
    private const int Width = 320, Height = 240;

    public static TheoryData<string, string, int> Kinds()
    {
        var data = new TheoryData<string, string, int>();
        foreach (var syntax in new[] { "1.2", "1.2.1", "1.2.1.98", "1.2.5", "1.2.4.50", "1.2.4.57", "1.2.4.70", "1.2.4.80", "1.2.4.81", "1.2.4.90", "1.2.4.91", "1.2.4.201", "1.2.4.202", "1.2.4.203" })
        {
            data.Add(syntax, "MONOCHROME2", 1);
            data.Add(syntax, "RGB", 3);
            if (syntax != "1.2.4.50") data.Add(syntax, "MONOCHROME2 12", 2);
            data.Add(syntax, "MONOCHROME1", 1);
            if (syntax is "1.2" or "1.2.1" or "1.2.5" or "1.2.4.70" or "1.2.4.80") data.Add(syntax, "YBR_FULL", 1);
        }
        data.Add("1.2.1", "RGB planar", 2);
        data.Add("1.2.1", "PALETTE COLOR", 1);
        data.Add("1.2.1", "MONOCHROME2 signed", 2);
        return data;
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Text_is_gone_and_every_other_sample_is_the_same(string syntax, string kind, int frames)
    {
        Assert.SkipUnless(TextPainter.HasFonts, "SKIPPED LOUDLY: no Hangul font (apt install fonts-nanum), nothing was written into pictures.");
        var (file, ink) = Make("1.2.840.10008." + syntax, kind, frames);
        var before = await PixelObject.DecodeAsync(file);
        await using var clean = await PixelObject.CleanAsync(file);

        Assert.Empty(clean.Verdict.Reasons);
        Assert.Equal((PixelChange.Blanked, true, RiskClass.High), (clean.Verdict.Change, clean.Verdict.IsVerified, clean.Verdict.Risk));
        var written = await PixelObject.RewriteAsync(file, clean);
        var after = await PixelObject.DecodeAsync(written);
        Assert.Equal(frames, after.Count);
        // Whole MCUs of up to 16 pixels, and smoothed chrominance beside them, in JPEG Baseline.
        var reach = syntax == "1.2.4.50" ? 18 : 0;
        var areas = Area.Unite(clean.Verdict.Boxes.Select(box => box.Area.WithMargin(0.25, Width, Height))).Select(area => area.WithMargin(0, Width, Height)).ToList();
        areas = [.. areas.Select(area => Area.Of(area.X - reach, area.Y - reach, area.Right + reach, area.Bottom + reach))];
        for (var i = 0; i < frames; i++)
        {
            Assert.True(IsFlat(after[i], ink[i], out var at), $"frame {i}: the ink's place shows {at}");
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    if (areas.Exists(area => area.Meets(new Area(x, y, 1, 1)))) continue;
                    Assert.True(Pixel(before[i], x, y).SequenceEqual(Pixel(after[i], x, y)), $"frame {i}, pixel {x}, {y} changed");
                }
            }
            Assert.Empty(FrameViews.Of((await PixelObject.OpenAsync(written)).Header.DataSet, i + 1, after[i]).SelectMany(view => TextDetector.Find(view, DetectorSettings.Verifying)));
        }
        var set = (await PixelObject.OpenAsync(written)).Header.DataSet;
        Assert.Equal("NO", set.GetString(new Tag(0x00280301)));
        Assert.Contains(set.GetItems(Tags.DeidentificationMethodCodeSequence), item => item.GetString(new Tag(0x00080100)) == "113101");
    }

    private static (byte[] File, List<Area> Ink) Make(string syntax, string kind, int frames)
    {
        var random = new Random(kind.Length * 100 + syntax.Length);
        var wide = kind.Contains("12", StringComparison.Ordinal) || kind.Contains("signed", StringComparison.Ordinal);
        var colour = kind.StartsWith("RGB", StringComparison.Ordinal) || kind == "YBR_FULL";
        var layout = new PixelLayout(Height, Width, colour ? 3 : 1, wide ? 16 : 8, kind.EndsWith("planar", StringComparison.Ordinal) ? 1 : 0)
        {
            PhotometricInterpretation = kind.Split(' ')[0] == "PALETTE" ? kind : kind.Split(' ')[0], BitsStored = wide ? 12 : 8, IsSigned = kind.EndsWith("signed", StringComparison.Ordinal),
        };
        var (samples, ink) = (new List<byte[]>(), new List<Area>());
        for (var i = 0; i < frames; i++)
        {
            var (image, place, _) = Written(random);
            ink.Add(place);
            samples.Add(Samples(image, layout));
        }
        return (PixelObject.Write(syntax, layout, samples, change: set => AddPalette(set, layout)), ink);
    }

    private static (GrayImage Image, Area Ink, string Text) Written(Random random)
    {
        var dark = TextPainter.Anatomy(Width, Height, random, noise: 3);
        for (var i = 0; i < dark.Pixels.Length; i++) dark.Pixels[i] = (byte)(dark.Pixels[i] / 2);
        while (true)
        {
            if (TextPainter.Write(dark, 16, true, random, text: "DEMO^PATIENT 홍길동 12345") is { } done) return done;
        }
    }

    private static byte[] Samples(GrayImage image, PixelLayout layout)
    {
        var samples = new byte[layout.FrameLength];
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var grey = layout.PhotometricInterpretation == "MONOCHROME1" ? 255 - image.Pixels[i] : image.Pixels[i];
            if (layout.BitsAllocated == 16) BitConverter.TryWriteBytes(samples.AsSpan(2 * i), (short)(layout.IsSigned ? grey * 8 - 1024 : grey * 16));
            else if (layout.SamplesPerPixel == 1) samples[i] = (byte)grey;
            else if (layout.PhotometricInterpretation == "YBR_FULL") (samples[3 * i], samples[3 * i + 1], samples[3 * i + 2]) = ((byte)grey, 128, 128);
            else (samples[3 * i], samples[3 * i + 1], samples[3 * i + 2]) = ((byte)grey, (byte)grey, (byte)Math.Max(0, grey - 9));
        }
        return samples;
    }

    // A palette that runs from light to dark: black is its last entry.
    private static void AddPalette(DataSet set, PixelLayout layout)
    {
        if (layout.PhotometricInterpretation != "PALETTE COLOR") return;
        for (uint i = 0; i < 3; i++)
        {
            set.SetIntegers(new Tag(0x00281101 + i), Vr.US, 256, 0, 16);
            set.Set(DataElement.Of(new Tag(0x00281201 + i), Vr.OW, Enumerable.Range(0, 256).SelectMany(value => BitConverter.GetBytes((ushort)((255 - value) * 257))).ToArray()));
        }
    }

    private static ReadOnlySpan<byte> Pixel(DecodedFrame frame, int x, int y)
    {
        var size = frame.Layout.SamplesPerPixel * frame.Layout.BitsAllocated / 8;
        return frame.Samples.AsSpan((y * frame.Layout.Columns + x) * size, size);
    }

    private static bool IsFlat(DecodedFrame frame, Area area, out string at)
    {
        var first = Pixel(frame, area.X + area.Width / 2, area.Y + area.Height / 2);
        for (var y = area.Y; y < area.Bottom; y++)
        {
            for (var x = area.X; x < area.Right; x++)
            {
                at = $"{x}, {y}: {Convert.ToHexString(Pixel(frame, x, y))} beside {Convert.ToHexString(first)}";
                if (!Pixel(frame, x, y).SequenceEqual(first)) return false;
            }
        }
        at = string.Empty;
        return true;
    }
}

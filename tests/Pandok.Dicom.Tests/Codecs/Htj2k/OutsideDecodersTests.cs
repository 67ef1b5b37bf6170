using Pandok.Dicom.Codecs;
using Pandok.Dicom.Codecs.Htj2k;

namespace Pandok.Dicom.Tests.Codecs.Htj2k;

/// <summary>Every codestream is decoded by others, at every resolution, from the whole and from its prefix: every sample is the expected one.</summary>
public sealed class OutsideDecodersTests
{
    private const string Modalities = "data/conformance/modalities/";

    public static TheoryData<string> Contents => [.. Picture.Made.Keys];

    [Theory, MemberData(nameof(Contents))]
    public void Made_pictures_come_back_exactly_at_every_resolution(string content) => SameEverywhere(Picture.Made[content]);

    [Theory]
    [InlineData(1, 1, 5), InlineData(1, 7, 5), InlineData(7, 1, 3), InlineData(5, 300, 6), InlineData(300, 5, 7), InlineData(100, 130, 0), InlineData(100, 130, 1), InlineData(65, 65, 8)]
    public void More_or_fewer_decompositions_than_the_size_asks_for_decode_too(int width, int height, int decompositions) =>
        SameEverywhere([Picture.Noise(width, height, 1, 12, false, 5)], new Htj2kOptions { Decompositions = decompositions },
            // OpenJPH 0.9 does not read back what it writes itself where a side of one sample is halved; 0.31, which the browser has, does.
            openJph: Math.Min(width, height) > 1 << (decompositions - 1));

    [Theory]
    [InlineData("data/chest-ct/ricord-1a-covid-dicom/1-001.dcm", 16, true)]
    [InlineData("data/chest-ct/ricord-1a-covid-dicom/1-124.dcm", 16, true)]
    [InlineData("data/chest-ct/ricord-1a-covid-dicom/1-200.dcm", 16, true)]
    [InlineData("data/chest-ct/copdgene-2-thin-slices/slice001.dcm", 16, true)]
    [InlineData(Modalities + "ct/IM-0001-0001-0001.dcm", 12, false)]
    [InlineData(Modalities + "mr/MOVEKNEE.dcm", 12, false)]
    [InlineData(Modalities + "us/color-px.dcm", 8, false)]
    [InlineData(Modalities + "dx/dx_image.dcm", 8, false)]
    [InlineData(Modalities + "cr/CR-ModalitySequenceLUT.dcm", 10, false)]
    public void A_real_frame_comes_back_exactly_at_every_resolution(string file, int bitsStored, bool signed)
    {
        var coded = CodedFile.Read(SharedData.File(file));
        SameEverywhere([From(FrameDecoder.Decode(coded.TransferSyntax, coded.Frames[0], coded.Layout), coded.Layout, bitsStored, signed)]);
    }

    [Fact]
    public void A_large_radiograph_comes_back_exactly_at_every_resolution()
    {
        var random = new Random(7);
        SameEverywhere([Picture.Make(2000, 2500, 1, 12, false, (x, y, _) => (int)(2048 + 1500 * Math.Sin(x / 180.0) * Math.Cos(y / 260.0)) + random.Next(24))]);
    }

    [Fact]
    public void Several_threads_write_the_same_bytes_as_one()
    {
        var picture = Picture.Noise(700, 500, 3, 12, true, 3);
        Assert.Equal(picture.Encode(), picture.Encode(new Htj2kOptions { Threads = 4 }));
    }

    [Fact]
    public void An_image_wider_than_a_precinct_comes_back_exactly()
    {
        var picture = Picture.Noise(40000, 70, 1, 8, false, 9);
        using var outside = new OutsideDecoders();
        var code = picture.Encode();
        AssertSame(picture.Samples, outside.OpenJpeg(code, picture.Image, 0), "OpenJPEG");
        AssertSame(picture.Samples, outside.OpenJph(code, picture.Image, 0)!, "OpenJPH");
    }

    private static void SameEverywhere(IReadOnlyList<Picture> pictures, Htj2kOptions? options = null, bool openJph = true)
    {
        using var outside = new OutsideDecoders();
        var cases = new List<(Picture Picture, byte[] Code, byte[] Prefix, int Halvings)>();
        foreach (var picture in pictures)
        {
            var code = picture.Encode(options);
            var ends = Htj2kResolutions.ReadBoundaries(code).Ends;
            Assert.Equal(code.Length, ends[^1]);
            for (var halvings = 0; halvings < ends.Count; halvings++)
                cases.Add((picture, code, code[..ends[ends.Count - 1 - halvings]], halvings));
        }

        var whole = outside.Browser([.. cases.Select(c => (c.Code, c.Picture.Image, c.Halvings))]);
        var cut = outside.Browser([.. cases.Select(c => (c.Prefix, c.Picture.Image, c.Halvings))]);
        for (var i = 0; i < cases.Count; i++)
        {
            var (picture, code, prefix, halvings) = cases[i];
            var what = $"{picture.Image}, {halvings} halvings";
            var expected = LowResolution.Of(picture, halvings);
            AssertSame(Clip(expected, picture.Lowest, picture.Highest), outside.OpenJpeg(code, picture.Image, halvings), $"OpenJPEG: {what}");

            // The browser's decoder clips to the bytes of a sample, not to its bits.
            var bits = 8 * picture.Image.SampleBytes;
            var signed = picture.Image.Signed && bits == 16;
            var inBytes = Clip(expected, signed ? short.MinValue : 0, signed ? short.MaxValue : (1 << bits) - 1);
            AssertSame(inBytes, whole[i], $"the browser: {what}");
            AssertSame(inBytes, cut[i], $"the browser: {what}, prefix");

            // OpenJPH's files hold no negative samples.
            var positive = Clip(expected, 0, picture.Image.Signed ? (1 << bits) - 1 : picture.Highest);
            if (openJph && outside.OpenJph(prefix, picture.Image, halvings) is { } decoded)
                AssertSame(positive, decoded, $"OpenJPH: {what}, prefix");
        }
    }

    private static int[] Clip(int[] samples, int low, int high) => [.. samples.Select(sample => Math.Clamp(sample, low, high))];

    private static Picture From(byte[] frame, in PixelLayout layout, int bitsStored, bool signed)
    {
        var (columns, components, wide) = (layout.Columns, layout.SamplesPerPixel, layout.BitsAllocated == 16);
        return Picture.Make(layout.Columns, layout.Rows, components, bitsStored, signed, (x, y, c) =>
        {
            var i = (y * columns + x) * components + c;
            return wide ? BitConverter.ToUInt16(frame, i * 2) : frame[i];
        });
    }

    private static void AssertSame(int[] expected, int[] decoded, string by)
    {
        var same = expected.AsSpan().CommonPrefixLength(decoded);
        Assert.True(same == expected.Length && same == decoded.Length,
            $"{by}: {expected.Length} and {decoded.Length} samples differ from sample {same}" + (same < Math.Min(expected.Length, decoded.Length) ? $": {expected[same]}, {decoded[same]}" : ""));
    }
}

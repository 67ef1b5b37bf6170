using System.Text;
using System.Text.Json;
using Pandok.Deidentification.Pixels;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Tests.Pixels;

/// <summary>The parts of the pixel pass: risk, regions, device rules, what codestreams carry, hidden bits, video.</summary>
public sealed class PixelPartsTests
{
    private static readonly byte[] Table = [0xFF, 0xDB, 0, 4, 9, 9], Scan = [0xFF, 0xDA, 0, 3, 7, 1, 2, 0xFF, 0, 3, 0xFF, 0xD9];

    [Fact]
    public void The_class_of_an_object_is_raised_by_what_it_is_and_says_and_lowered_by_nothing()
    {
        Assert.Equal(RiskClass.Low, Risk.Of(Sample.Ct()));
        Assert.Equal(RiskClass.High, Risk.Of(Sample.Ct().Set(new Tag(0x00280301), Vr.CS, "YES")));
        Assert.Equal(RiskClass.Low, Risk.Of(Sample.Ct().Set(new Tag(0x00280301), Vr.CS, "NO")));
        Assert.Equal(RiskClass.High, Risk.Of(Sample.Of(PixelObject.SecondaryCapture).Set(new Tag(0x00280301), Vr.CS, "NO")));
        Assert.Equal(RiskClass.High, Risk.Of(Sample.Ct().Set(new Tag(0x00080064), Vr.CS, "WSD")));
        Assert.Equal(RiskClass.High, Risk.Of(Sample.Ct().Set(Tags.ImageType, Vr.CS, "DERIVED", "SECONDARY", "SCREEN SAVE")));
        Assert.Equal(RiskClass.High, Risk.Of(Sample.Ct().Set(Tags.Modality, Vr.CS, "ZZ")));
        var text = Sample.Ct();
        text.Remove(Tags.Rows);
        Assert.Equal(RiskClass.None, Risk.Of(text));
    }

    [Fact]
    public void Outside_of_regions_is_everything_else_once()
    {
        var outside = UltrasoundRegions.Outside([new Area(10, 5, 20, 10), new Area(40, 8, 10, 30)], 64, 48);
        Assert.Equal(64 * 48 - 20 * 10 - 10 * 30, outside.Sum(area => area.Size));
        Assert.DoesNotContain(outside, area => area.Meets(new Area(10, 5, 20, 10)) || area.Meets(new Area(40, 8, 10, 30)));
    }

    [Fact]
    public void Regions_that_leave_the_image_are_not_believed()
    {
        Assert.True(UltrasoundRegions.TryRead(WithRegion(0, 0, 300, 200), out var good));
        Assert.Equal(new Area(0, 0, 301, 201), Assert.Single(good));
        Assert.False(UltrasoundRegions.TryRead(WithRegion(0, 0, 595, 414), out var bad));
        Assert.Empty(bad);
    }

    [Fact]
    public async Task What_lies_outside_of_ultrasound_regions_is_black()
    {
        var random = new Random(5);
        var layout = new PixelLayout(240, 320, 1, 8);
        var file = PixelObject.Write("1.2.840.10008.1.2.1", layout, [TextPainter.Anatomy(320, 240, random).Pixels], "1.2.840.10008.5.1.4.1.1.6.1", "US", set => set.Set(WithRegion(40, 30, 300, 200).First()));
        await using var clean = await PixelObject.CleanAsync(file);
        Assert.Contains(clean.Verdict.Boxes, box => box.Why == BoxSource.Region);
        var after = Assert.Single(await PixelObject.DecodeAsync(await PixelObject.RewriteAsync(file, clean))).Samples;
        for (var i = 0; i < after.Length; i++)
        {
            if (i % 320 < 40 || i % 320 > 300 || i / 320 < 30 || i / 320 > 200) Assert.Equal(0, after[i]);
        }
        Assert.Contains(after, value => value > 0);
    }

    [Fact]
    public async Task A_device_rule_blanks_its_areas_and_one_without_an_author_is_refused()
    {
        const string Rule = """[{"name":"demo","areas":[{"x":8,"y":4,"width":60,"height":20}],"provenance":"made for a test","samples":3,"reviewer":"demo","manufacturer":"acme imaging","rows":240,"columns":320}]""";
        var layout = new PixelLayout(240, 320, 1, 8);
        var file = PixelObject.Write("1.2.840.10008.1.2.1", layout, [TextPainter.Anatomy(320, 240, new Random(8), noise: 2).Pixels]);
        await using var clean = await PixelObject.CleanAsync(file, rules: DeviceRules.Parse(Rule));
        var box = clean.Verdict.Boxes.Single(found => found.Why == BoxSource.Device);
        Assert.Equal(new Area(8, 4, 60, 20), box.Area);
        var after = Assert.Single(await PixelObject.DecodeAsync(await PixelObject.RewriteAsync(file, clean))).Samples;
        Assert.Equal(0, after[5 * 320 + 9]);
        Assert.Throws<JsonException>(() => DeviceRules.Parse(Rule.Replace("made for a test", "", StringComparison.Ordinal)));
        Assert.Throws<JsonException>(() => DeviceRules.Parse(Rule.Replace("\"height\":20", "\"height\":900", StringComparison.Ordinal)));
    }

    [Fact]
    public void Comments_and_application_segments_go_and_what_decoding_needs_stays()
    {
        byte[] jfif = [0xFF, 0xE0, 0, 19, .. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 1, 1, 7, 7, 7], adobe = [0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1], exif = [0xFF, 0xE1, 0, 10, .. "Exif\0\0"u8, 1, 2];
        byte[] hp = [0xFF, 0xE8, 0, 7, .. "mrfx"u8, 1], comment = [0xFF, 0xFE, 0, 14, .. "DEMO^PATIENT"u8];
        byte[] code = [0xFF, 0xD8, .. jfif, .. comment, .. exif, .. hp, .. adobe, .. Table, .. Scan, .. "DEMO"u8];
        byte[] expected = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 0, 0, .. hp, .. adobe, .. Table, .. Scan];
        var stripped = StreamMetadata.Strip(code)!;
        Assert.Equal(expected, stripped[..expected.Length]);
        Assert.Equal(-1, stripped.AsSpan().IndexOf("DEMO"u8));
        Assert.Null(StreamMetadata.Strip(stripped));
        Assert.Null(StreamMetadata.Strip([0xFF, 0xD8, .. adobe, .. Table, .. Scan, 0]));
    }

    [Fact]
    public void Boxes_and_comments_of_JPEG_2000_go_and_an_encoders_mark_stays()
    {
        var frame = new byte[64 * 64];
        new Random(1).NextBytes(frame);
        var layout = new PixelLayout(64, 64, 1, 8);
        var code = FrameEncoder.Encode("1.2.840.10008.1.2.4.201", frame, layout).Code.ToArray();
        Assert.Null(StreamMetadata.Strip(code));
        var after = 4 + (code[4] << 8 | code[5]); // behind SIZ
        byte[] commented = [.. code[..after], 0xFF, 0x64, 0, 16, 0, 1, .. "DEMO^PATIENT"u8, .. code[after..]];
        var stripped = StreamMetadata.Strip(commented)!;
        Assert.Equal(code, stripped);
        byte[] box = [0, 0, 0, 12, .. "jP  "u8, 13, 10, 0x87, 10, 0, 0, 0, 20, .. "xml "u8, .. "DEMO^PATIENT"u8, 0, 0, 0, 0, .. "jp2c"u8, .. code];
        Assert.Equal(code, StreamMetadata.Strip(box)![..code.Length]);
    }

    [Fact]
    public void Bits_outside_of_stored_values_are_zeroed_but_no_sign_and_no_padding()
    {
        var layout = new PixelLayout(1, 4, 1, 16) { BitsStored = 12, IsSigned = true };
        byte[] samples = [0x01, 0xF8, 0x01, 0x90, 0xFF, 0x07, 0x30, 0xF8];
        Assert.True(HiddenBits.Of(new DataSet(), layout)!.Clear(samples));
        Assert.Equal([0x01, 0xF8, 0x01, 0x00, 0xFF, 0x07, 0x30, 0xF8], samples);
        Assert.False(HiddenBits.Of(new DataSet(), layout)!.Clear(samples));
        Assert.Null(HiddenBits.Of(new DataSet(), layout with { BitsStored = 16 }));
        byte[] padded = [0x30, 0xF8];
        Assert.False(HiddenBits.Of(new DataSet().SetIntegers(new Tag(0x00280120), Vr.US, 0xF830), layout with { IsSigned = false })!.Clear(padded));
    }

    [Fact]
    public async Task Video_is_held_and_so_is_what_cannot_be_decoded()
    {
        var layout = new PixelLayout(64, 64, 1, 8);
        var file = PixelObject.Write("1.2.840.10008.1.2.5", layout, [new byte[64 * 64]]);
        var text = Encoding.ASCII.GetString(file);
        var video = Encoding.ASCII.GetBytes("1.2.840.10008.1.2.4.102");
        var at = text.IndexOf("1.2.840.10008.1.2.5\0", StringComparison.Ordinal);
        byte[] asVideo = [.. file[..(at - 2)], (byte)(video.Length + 1), 0, .. video, 0, .. file[(at + 20)..]];
        await using var held = await PixelObject.CleanAsync(asVideo);
        Assert.Equal([Reason.Video], held.Verdict.Reasons);
        file.AsSpan(file.Length - 60, 40).Fill(0xFF);
        await using var damaged = await PixelObject.CleanAsync(file);
        Assert.Equal([Reason.PixelDecode], damaged.Verdict.Reasons);
    }

    [Fact]
    public async Task Text_that_is_said_to_be_there_and_is_not_found_is_for_a_person()
    {
        var file = PixelObject.Write("1.2.840.10008.1.2.1", new PixelLayout(64, 64, 1, 8), [new byte[64 * 64]], change: set => set.Set(new Tag(0x00280301), Vr.CS, "YES"));
        await using var clean = await PixelObject.CleanAsync(file);
        Assert.Equal([Reason.PixelUnsure], clean.Verdict.Reasons);
    }

    private static DataSet WithRegion(int left, int top, int right, int bottom)
    {
        var item = new DataSet().SetIntegers(new Tag(0x00186018), Vr.UL, left).SetIntegers(new Tag(0x0018601A), Vr.UL, top).SetIntegers(new Tag(0x0018601C), Vr.UL, right).SetIntegers(new Tag(0x0018601E), Vr.UL, bottom);
        return new DataSet().SetItems(new Tag(0x00186011), item).SetIntegers(Tags.Rows, Vr.US, 240).SetIntegers(Tags.Columns, Vr.US, 320);
    }
}

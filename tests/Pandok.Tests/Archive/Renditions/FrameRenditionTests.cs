using Pandok.Archive.Renditions;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Rendering;

namespace Pandok.Tests.Archive.Renditions;

/// <summary>Every frame of the shared images that can be shown becomes a codestream that OpenJPEG's own program decodes to the values that were stored.</summary>
public sealed class FrameRenditionTests(ITestOutputHelper output)
{
    // Frames that are listed with a reason; everything else is encoded. 12-bit progressive and hierarchical JPEG are not decoded; floats, doses and colours of 32 bits do not fit.
    private static readonly (string Begin, string Reason)[] Refused =
    [
        ("CTImage.dcm_JPEGProcess10_12", "unsupportedSyntax"), ("CTImage.dcm_JPEGProcess6_8", "unsupportedSyntax"),
        ("parametric_map_", "tooDeep"), ("rtdose", "tooDeep"), ("SC_rgb_32bit", "tooDeep"), ("SC_rgb_rle_32bit", "tooDeep"),
    ];

    [Theory, InlineData("conformance/transfer-syntaxes/ct-all-syntaxes"), InlineData("conformance/transfer-syntaxes"), InlineData("conformance/modalities")]
    public async Task OpenJPEG_decodes_every_frame_to_the_stored_values(string folder)
    {
        using var openJpeg = new OpenJpegProgram();
        var refused = new List<string>();
        var encoded = 0;
        foreach (var path in Directory.GetFiles(DicomWebServer.Shared(folder), "*", folder.EndsWith("modalities", StringComparison.Ordinal) ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly).Order())
        {
            await using var file = File.OpenRead(path);
            if (await ReadAsync(file) is not var (header, index)) continue;
            if (FrameRendition.NotImages.Contains(header.DataSet.GetString(Tags.SOPClassUID))) continue;
            foreach (var frame in new[] { 1, index.Frames }.Distinct())
            {
                var coded = await index.ReadAsync(file, frame, default);
                switch (FrameRendition.Make(header.Syntax.Uid, coded.Span, PixelLayout.Of(header), header.DataSet, frame))
                {
                    case FrameOutcome.Encoded made:
                        encoded++;
                        Assert.Equal(made.Code.Length, made.Ends[^1]);
                        var same = Expected(header, coded, frame, made).AsSpan().SequenceEqual(openJpeg.Decode(made.Code.Span, made.Image));
                        Assert.True(same, $"{Path.GetFileName(path)}, frame {frame}: other values");
                        break;
                    case FrameOutcome.Refused why:
                        refused.Add($"{Path.GetFileName(path)}: {why.Reason}");
                        break;
                }
            }
        }
        output.WriteLine($"{encoded} frames; refused: {string.Join(", ", refused)}");
        Assert.NotEqual(0, encoded);
        Assert.All(refused, one => Assert.Contains(Refused, known => one.StartsWith(known.Begin, StringComparison.Ordinal) && one.EndsWith($": {known.Reason}", StringComparison.Ordinal)));
    }

    [Theory, InlineData("chest-ct/ricord-1a-covid-dicom/1-124.dcm"), InlineData("conformance/modalities/us/color-px.dcm"), InlineData("conformance/transfer-syntaxes/examples_palette.dcm")]
    public async Task The_beginning_up_to_an_end_is_the_image_at_that_resolution(string name)
    {
        using var openJpeg = new OpenJpegProgram();
        await using var file = File.OpenRead(DicomWebServer.Shared(name));
        var (header, index) = (await ReadAsync(file)).GetValueOrDefault();
        var made = Assert.IsType<FrameOutcome.Encoded>(FrameRendition.Make(header.Syntax.Uid, (await index.ReadAsync(file, 1, default)).Span, PixelLayout.Of(header), header.DataSet, 1));
        for (var level = 0; level < made.Ends.Count; level++)
        {
            var halvings = made.Ends.Count - 1 - level;
            Assert.Equal(openJpeg.Decode(made.Code.Span, made.Image, halvings), openJpeg.Decode([.. made.Code.Span[..made.Ends[level]], .. level < made.Ends.Count - 1 ? EndOfCodestream : []], made.Image, halvings));
        }
    }

    // OpenJPEG's program wants an end; the browser's decoder does not (OutsideDecodersTests).
    private static ReadOnlySpan<byte> EndOfCodestream => [0xFF, 0xD9];

    [Fact]
    public void Overlays_above_the_stored_bits_are_left_out_and_the_sign_stays()
    {
        var set = new DataSet();
        var layout = new PixelLayout(2, 2) { BitsStored = 12, HighBit = 11, IsSigned = true };
        byte[] samples = [0xFF, 0x8F, 0x01, 0xF0, 0x00, 0x08, 0xFF, 0x07];
        var made = Assert.IsType<FrameOutcome.Encoded>(FrameRendition.Make("1.2.840.10008.1.2.1", samples, layout, set, 1));
        Assert.Equal((12, true), (made.Image.Precision, made.Image.Signed));
        using var openJpeg = new OpenJpegProgram();
        Assert.Equal([-1, 1, -2048, 2047], openJpeg.Decode(made.Code.Span, made.Image));
    }

    [Fact]
    public void What_cannot_be_encoded_says_why()
    {
        var set = new DataSet();
        Assert.Equal(new FrameOutcome.Refused("unsupportedSyntax"), FrameRendition.Make("1.2.840.10008.1.2.4.110", new byte[8], new PixelLayout(2, 2), set, 1));
        Assert.Equal(new FrameOutcome.Refused("damaged"), FrameRendition.Make("1.2.840.10008.1.2.1", new byte[7], new PixelLayout(2, 2), set, 1));
        Assert.Equal(new FrameOutcome.Refused("damaged"), FrameRendition.Make("1.2.840.10008.1.2.5", new byte[70], new PixelLayout(2, 2), set, 1));
        Assert.Equal(new FrameOutcome.Refused("tooDeep"), FrameRendition.Make("1.2.840.10008.1.2.1", new byte[16], new PixelLayout(2, 2, 1, 32), set, 1));
    }

    private static int[] Expected(DicomHeader header, ReadOnlyMemory<byte> coded, int frame, FrameOutcome.Encoded made)
    {
        var decoded = FrameDecoder.DecodeFrame(header.Syntax.Uid, coded.Span, PixelLayout.Of(header));
        return decoded.Layout.PhotometricInterpretation == "PALETTE COLOR"
            ? [.. FrameRenderer.Render(header.DataSet, frame, decoded, new RenderOptions(Overlays: false)).Pixels.Select(value => (int)value)]
            : StoredValues.ToIntegers(decoded);
    }

    private static async Task<(DicomHeader Header, FrameIndex Index)?> ReadAsync(FileStream file)
    {
        try
        {
            return await FrameIndex.ReadAsync(file, default);
        }
        catch (DicomException)
        {
            return null;
        }
    }
}

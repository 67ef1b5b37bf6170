using Pandok.Dicom.Codecs;
using Pandok.Dicom.Codecs.Libraries;

namespace Pandok.Dicom.Tests.Codecs;

/// <summary>Runs alone: it points the libraries to names that do not exist.</summary>
[CollectionDefinition(nameof(CodecLibrariesTests), DisableParallelization = true)]
[Collection(nameof(CodecLibrariesTests))]
public sealed class CodecLibrariesTests
{
    [Theory]
    [InlineData(0, Syntax.Jpeg2000, "libopenjp2-7"), InlineData(1, Syntax.JpegLsLossless, "libcharls2")]
    public void A_missing_library_is_a_fault_that_names_its_package(int library, string syntax, string package)
    {
        var layout = new PixelLayout(8, 8);
        var lossless = syntax == Syntax.Jpeg2000 ? Syntax.Jpeg2000Lossless : syntax;
        var code = FrameEncoder.Encode(lossless, Pictures.Smooth(layout, 1), layout).Code;
        WithoutFile(library == 0 ? CodecLibraries.OpenJpeg : CodecLibraries.Charls, () =>
        {
            var fault = Assert.Throws<CodecException>(() => FrameDecoder.Decode(syntax, code.Span, layout));
            Assert.Equal(CodecFault.MissingLibrary, fault.Code);
            Assert.Contains("apt install " + package, fault.Message, StringComparison.Ordinal);
            Assert.Throws<CodecException>(() => FrameEncoder.Encode(lossless, Pictures.Smooth(layout, 1), layout));
            var health = CodecLibraries.Check().Single(row => row.Package == package);
            Assert.False(health.IsFound);
            Assert.Null(health.Version);
        });
        FrameDecoder.Decode(syntax, code.Span, layout);
    }

    [Fact]
    public async Task Without_libjpeg_turbo_eight_bit_JPEG_names_its_package()
    {
        var coded = await CodedObject.ReadAsync(SharedData.File("data/conformance/transfer-syntaxes/SC_rgb_dcmtk_+eb+cr.dcm"));
        WithoutFile(CodecLibraries.TurboJpeg, () => Assert.Contains("libturbojpeg0", Assert.Throws<CodecException>(() => coded.Decode(0)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Health_names_every_library_with_its_version()
    {
        var found = CodecLibraries.Check();
        Assert.Equal(["OpenJPEG", "CharLS", "libjpeg-turbo"], found.Select(library => library.Name));
        foreach (var library in found)
        {
            if (!library.IsFound) Assert.Skip($"NOT TESTED: {library.Package} is absent");
            Assert.Matches("[0-9]+[.][0-9]+", library.Version);
        }
    }

    private static void WithoutFile(NativeCodec library, Action use)
    {
        var file = library.FileName;
        library.FileName = "libno-such-codec.so.9";
        try
        {
            use();
        }
        finally
        {
            library.FileName = file;
        }
    }
}

using System.Globalization;
using Pandok.Dicom.Codecs;

namespace Pandok.Dicom.Tests.Codecs;

/// <summary>Files of other makers: every stored value is what DCMTK, GDCM or pydicom decodes. 12-bit DCT may differ by one, which is the tolerance of the inverse transform (ISO/IEC 10918-2).</summary>
public sealed class LossyAndNativePeerTests
{
    private const string Syntaxes = "data/conformance/transfer-syntaxes/";
    private const string All = Syntaxes + "ct-all-syntaxes/CTImage.dcm_";

    [Theory]
    [InlineData(All + "JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm")]
    [InlineData(Syntaxes + "SC_rgb_dcmtk_+eb+cr.dcm"), InlineData(Syntaxes + "SC_rgb_dcmtk_+eb+cy+n1.dcm"), InlineData(Syntaxes + "SC_rgb_dcmtk_+eb+cy+n2.dcm")]
    [InlineData(Syntaxes + "SC_rgb_dcmtk_+eb+cy+np.dcm"), InlineData(Syntaxes + "SC_rgb_dcmtk_+eb+cy+s2.dcm"), InlineData(Syntaxes + "SC_rgb_dcmtk_+eb+cy+s4.dcm")]
    [InlineData(Syntaxes + "SC_rgb_jpeg_dcmtk.dcm"), InlineData(Syntaxes + "SC_rgb_jpeg_lossy_gdcm.dcm"), InlineData(Syntaxes + "SC_rgb_small_odd_jpeg.dcm")]
    [InlineData(Syntaxes + "SC_jpeg_no_color_transform.dcm"), InlineData(Syntaxes + "SC_rgb_jpeg_app14_dcmd.dcm"), InlineData(Syntaxes + "GH538-jpeg1.dcm")]
    [InlineData(Syntaxes + "TestPattern_JPEG-Baseline_YBR422.dcm"), InlineData(Syntaxes + "TestPattern_JPEG-Baseline_YBRFull.dcm"), InlineData(Syntaxes + "examples_ybr_color.dcm")]
    [InlineData("data/conformance/deid/burned-in/ctbrain1.dcm"), InlineData("data/conformance/modalities/xa/HasFragmentSequence.dcm")]
    public Task Eight_bit_JPEG_is_what_dcmdjpeg_decodes(string file) => SameAs(file, "dcmdjpeg");

    [Theory]
    [InlineData(All + "JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51.dcm"), InlineData(Syntaxes + "JPGExtended.dcm"), InlineData(Syntaxes + "JPEG-lossy.dcm")]
    [InlineData(Syntaxes + "CT0012.fragmented_no_bot_jpeg_baseline.51.dcm"), InlineData("data/conformance/deid/private-tags/I290.dcm")]
    public Task Twelve_bit_JPEG_is_what_dcmdjpeg_decodes_but_for_one_grey_level(string file) => SameAs(file, "dcmdjpeg", tolerance: 1);

    [Theory]
    [InlineData(All + "JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80.dcm"), InlineData(All + "JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81.dcm")]
    [InlineData(Syntaxes + "JLSL_16_15_1_1F.dcm"), InlineData(Syntaxes + "JPEGLSNearLossless_08.dcm"), InlineData(Syntaxes + "JPEGLSNearLossless_16.dcm")]
    [InlineData(Syntaxes + "SC_rgb_jls_lossy_line.dcm"), InlineData(Syntaxes + "SC_rgb_jls_lossy_sample.dcm"), InlineData(Syntaxes + "TestPattern_JPEG-LS-Lossless.dcm")]
    [InlineData(Syntaxes + "TestPattern_JPEG-LS-NearLossless.dcm"), InlineData(Syntaxes + "emri_small_jpeg_ls_lossless.dcm"), InlineData(Syntaxes + "MR_small_jpeg_ls_lossless.dcm")]
    public Task JPEG_LS_is_what_dcmdjpls_decodes(string file) => SameAs(file, "dcmdjpls");

    [Theory]
    [InlineData(All + "JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90.dcm"), InlineData(All + "JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91.dcm")]
    [InlineData(Syntaxes + "693_J2KI.dcm"), InlineData(Syntaxes + "693_J2KR.dcm"), InlineData(Syntaxes + "GDCMJ2K_TextGBR.dcm"), InlineData(Syntaxes + "J2K_pixelrep_mismatch.dcm")]
    [InlineData(Syntaxes + "JPEG2000.dcm"), InlineData(Syntaxes + "MR_small_jp2klossless.dcm"), InlineData(Syntaxes + "SC_rgb_gdcm_KY.dcm"), InlineData(Syntaxes + "examples_jpeg2k.dcm")]
    [InlineData(Syntaxes + "emri_small_jpeg_2k_lossless.dcm"), InlineData("data/conformance/modalities/cr/RG3_J2KR.dcm"), InlineData(Syntaxes + "JLSL_08_07_0_1F.dcm")]
    [InlineData("data/conformance/modalities/ct/IM-0001-0001-0001.dcm"), InlineData("data/conformance/modalities/mg/GH133.dcm"), InlineData("data/conformance/modalities/nm/JPEG-LL.dcm")]
    public Task JPEG_2000_and_others_are_what_gdcmconv_decodes(string file) => SameAs(file, "gdcmconv", 0, "--raw");

    [Theory]
    [InlineData("liver_j2k.dcm", "liver.dcm"), InlineData("liver_deflate.dcm", "liver.dcm"), InlineData("liver_rle.dcm", "liver.dcm")]
    [InlineData("liver_nonbyte_aligned_j2k.dcm", "liver_nonbyte_aligned.dcm"), InlineData("liver_nonbyte_aligned_deflate.dcm", "liver_nonbyte_aligned.dcm"), InlineData("liver_nonbyte_aligned_rle.dcm", "liver_nonbyte_aligned.dcm")]
    public async Task Segments_of_single_bits_are_the_same_in_every_syntax(string coded, string native)
    {
        var expected = await CodedObject.ReadAsync(SharedData.File("data/conformance/modalities/seg/" + native));
        Peer.SameValues(expected.Values(), (await CodedObject.ReadAsync(SharedData.File("data/conformance/modalities/seg/" + coded))).Values());
    }

    [Theory]
    [InlineData(Syntaxes + "SC_ybr_full_422_uncompressed.dcm"), InlineData(Syntaxes + "SC_ybr_full_uncompressed.dcm"), InlineData(Syntaxes + "US-YBR_FULL_422-EVRLE.dcm")]
    [InlineData(Syntaxes + "SC_rgb_32bit.dcm"), InlineData(Syntaxes + "SC_rgb_2frame.dcm"), InlineData(Syntaxes + "TestPattern_Palette.dcm")]
    [InlineData("data/conformance/modalities/us/color-pl.dcm"), InlineData("data/conformance/modalities/us/color-px.dcm")]
    [InlineData("data/conformance/modalities/parametric-map/parametric_map_float.dcm"), InlineData("data/conformance/modalities/parametric-map/parametric_map_double_float.dcm")]
    [InlineData("data/conformance/modalities/seg/liver_nonbyte_aligned.dcm"), InlineData("data/conformance/modalities/rt/rtdose.dcm"), InlineData("data/conformance/modalities/sm/sm_image.dcm")]
    [InlineData(Syntaxes + "MR_small_bigendian.dcm"), InlineData(Syntaxes + "ExplVR_BigEnd.dcm"), InlineData(Syntaxes + "SC_rgb_expb_16bit.dcm"), InlineData(Syntaxes + "image_dfl.dcm")]
    [InlineData(All + "BigEndianExplicitTransferSyntax_1.2.840.10008.1.2.2.dcm"), InlineData(All + "DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99.dcm")]
    [InlineData("data/conformance/modalities/seg/liver_expb.dcm"), InlineData("data/conformance/modalities/rt/rtdose_expb.dcm")]
    public async Task Native_forms_are_what_pydicom_reads(string file)
    {
        const string Script = "import sys,pydicom,numpy; numpy.asarray(pydicom.dcmread(sys.argv[1]).pixel_array).astype('<f8').tofile(sys.argv[2])";
        var path = SharedData.File(file);
        if (!File.Exists("/usr/bin/python3")) Assert.Skip("NOT TESTED: /usr/bin/python3 is absent");
        await Peer.InFolderAsync(async folder =>
        {
            var dump = Path.Combine(folder, "values");
            Peer.Run("/usr/bin/python3", "-c", Script, path, dump);
            var bytes = await File.ReadAllBytesAsync(dump);
            var expected = new double[bytes.Length / 8];
            Buffer.BlockCopy(bytes, 0, expected, 0, bytes.Length);
            Peer.SameValues(expected, (await CodedObject.ReadAsync(path)).Values(ColourRule.AsStored));
        });
    }

    [Theory]
    [InlineData("JPEGProcess6_8TransferSyntax_1.2.840.10008.1.2.4.53.dcm"), InlineData("JPEGProcess10_12TransferSyntax_1.2.840.10008.1.2.4.55.dcm")]
    public async Task Progressive_JPEG_of_12_bits_is_refused_by_name(string file)
    {
        var coded = await CodedObject.ReadAsync(SharedData.File(All + file));
        foreach (var syntax in (string[])[coded.Syntax, Syntax.JpegExtended])
        {
            var fault = Assert.Throws<CodecException>(() => FrameDecoder.Decode(syntax, coded.Frames[0], coded.Layout));
            Assert.Equal(CodecFault.UnsupportedSyntax, fault.Code);
            Assert.Contains("FFC2 with 12 bits", fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Syntaxes + "TestPattern_RGB.dcm", "+es", Syntax.JpegSpectralSelection), InlineData(Syntaxes + "TestPattern_RGB.dcm", "+ep", Syntax.JpegProgressive)]
    [InlineData(Syntaxes + "OBXXXX1A_rle.dcm", "+es", Syntax.JpegSpectralSelection), InlineData(Syntaxes + "OBXXXX1A_rle.dcm", "+ep", Syntax.JpegProgressive)]
    public Task Progressive_JPEG_of_8_bits_is_what_dcmdjpeg_decodes(string file, string process, string syntax) => Peer.InFolderAsync(async folder =>
    {
        var (raw, progressive, native) = (Path.Combine(folder, "raw.dcm"), Path.Combine(folder, "progressive.dcm"), Path.Combine(folder, "native.dcm"));
        Peer.Run("dcmdrle", SharedData.File(file), raw);
        Peer.Run("dcmcjpeg", process, raw, progressive);
        Peer.Run("dcmdjpeg", progressive, native);
        var coded = await CodedObject.ReadAsync(progressive);
        Assert.Equal(syntax, coded.Syntax);
        var expected = (await CodedObject.ReadAsync(native)).Values();
        Peer.SameValues(expected, coded.Values());
        Peer.SameValues(expected, (coded with { Syntax = Syntax.JpegBaseline }).Values());
    });

    [Theory]
    [InlineData("-progressive", Syntax.JpegProgressive), InlineData("-arithmetic", Syntax.JpegExtended), InlineData("-arithmetic -progressive", Syntax.JpegProgressiveArithmetic)]
    public Task A_baseline_image_that_jpegtran_turned_into_another_process_decodes_to_the_same_samples(string process, string syntax) => Peer.InFolderAsync(async folder =>
    {
        var (before, after) = (Path.Combine(folder, "before.jpg"), Path.Combine(folder, "after.jpg"));
        var coded = await CodedObject.ReadAsync(SharedData.File(Syntaxes + "SC_rgb_dcmtk_+eb+cy+np.dcm"));
        await File.WriteAllBytesAsync(before, coded.Frames[0]);
        Peer.Run("jpegtran", [.. process.Split(' '), "-outfile", after, before]);
        var other = coded with { Syntax = syntax, Frames = [await File.ReadAllBytesAsync(after)] };
        Assert.NotEqual(coded.Frames[0], other.Frames[0]);
        Peer.SameValues(coded.Values(), other.Values());
    });

    [Fact]
    public async Task More_scans_than_an_encoder_writes_are_refused()
    {
        var coded = await CodedObject.ReadAsync(SharedData.File(Syntaxes + "SC_rgb_dcmtk_+eb+cy+np.dcm"));
        var scans = Enumerable.Repeat((byte[])[0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0], 500).SelectMany(scan => scan);
        Assert.Equal(CodecFault.TooLarge, Assert.Throws<CodecException>(() => FrameDecoder.Decode(coded.Syntax, [.. coded.Frames[0][..^2], .. scans], coded.Layout)).Code);
    }

    [Fact]
    public async Task JFIF_with_subsampled_colour_is_YCbCr_even_where_the_data_set_says_RGB()
    {
        var coded = await CodedObject.ReadAsync(SharedData.File(Syntaxes + "GH195.dcm"));
        var frame = coded.Decode(0);
        Assert.Equal(Photometric.Rgb, frame.Layout.PhotometricInterpretation);
        var told = FrameDecoder.Decode(coded.Syntax, coded.Frames[0], coded.Layout with { PhotometricInterpretation = Photometric.YbrFull422 });
        Assert.Equal(told, frame.Samples);
    }

    private static Task SameAs(string file, string peer, int tolerance = 0, params string[] options) => Peer.InFolderAsync(async folder =>
    {
        var path = SharedData.File(file);
        var native = Path.Combine(folder, "native.dcm");
        Peer.Run(peer, [.. options, path, native]);
        var expected = await CodedObject.ReadAsync(native);
        var coded = await CodedObject.ReadAsync(path);
        Assert.False(FrameDecoder.Supports(expected.Syntax) && expected.Syntax.StartsWith("1.2.840.10008.1.2.4", StringComparison.Ordinal), string.Create(CultureInfo.InvariantCulture, $"{peer} left {expected.Syntax}"));
        Peer.SameValues(expected.Values(), coded.Values(), tolerance);
    });
}

using System.Diagnostics;
using Pandok.Dicom.Codecs;

namespace Pandok.Dicom.Tests.Codecs;

/// <summary>Files of other makers, decoded here and by DCMTK: every sample is the same.</summary>
public sealed class ForeignPeerTests
{
    private const string Syntaxes = "data/conformance/transfer-syntaxes/";
    private const string AllSyntaxes = Syntaxes + "ct-all-syntaxes/";
    private const string Modalities = "data/conformance/modalities/";

    [Theory]
    [InlineData("data/chest-ct/ricord-1a-covid-dicom/1-001.dcm")]
    [InlineData("data/chest-ct/ricord-1a-covid-dicom/1-124.dcm")]
    [InlineData(AllSyntaxes + "CTImage.dcm_JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57.dcm")]
    [InlineData(AllSyntaxes + "CTImage.dcm_JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70.dcm")]
    [InlineData(Syntaxes + "SC_rgb_jpeg_gdcm.dcm")]
    [InlineData(Syntaxes + "GH538-jpeg14sv1.dcm")]
    [InlineData(Syntaxes + "TestPattern_JPEG-Lossless_RGB.dcm")]
    [InlineData(Modalities + "nm/JPEG-LL.dcm")]
    [InlineData(Modalities + "cr/CR-ModalitySequenceLUT.dcm")]
    [InlineData(Modalities + "ct/IM-0001-0001-0001.dcm")]
    [InlineData(Modalities + "pt/GH184.dcm")]
    public void Lossless_JPEG_is_what_dcmdjpeg_decodes(string file) => SameAsPeer(SharedData.File(file), "dcmdjpeg", "--conv-never");

    [Theory]
    [InlineData(AllSyntaxes + "CTImage.dcm_RLELosslessTransferSyntax_1.2.840.10008.1.2.5.dcm")]
    [InlineData(Syntaxes + "OBXXXX1A_rle.dcm")]
    [InlineData(Syntaxes + "OBXXXX1A_rle_2frame.dcm")]
    [InlineData(Syntaxes + "SC_rgb_rle.dcm")]
    [InlineData(Syntaxes + "SC_rgb_rle_2frame.dcm")]
    [InlineData(Syntaxes + "SC_rgb_rle_16bit_2frame.dcm")]
    [InlineData(Syntaxes + "SC_rgb_rle_32bit_2frame.dcm")]
    [InlineData(Syntaxes + "emri_small_RLE.dcm")]
    [InlineData(Syntaxes + "MR_small_RLE.dcm")]
    [InlineData(Syntaxes + "D_CLUNIE_CT1_RLE_FRAGS.dcm")]
    [InlineData(Modalities + "rt/rtdose_rle.dcm")]
    public void RLE_is_what_dcmdrle_decodes(string file) => SameAsPeer(SharedData.File(file), "dcmdrle");

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7)]
    public void Every_predictor_that_dcmcjpeg_writes_is_read(int predictor)
    {
        var source = SharedData.File(AllSyntaxes + "CTImage.dcm_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm");
        InTemporaryFolder(folder =>
        {
            var coded = Path.Combine(folder, "coded.dcm");
            RunPeer("dcmcjpeg", "--encode-lossless", "--selection-value", $"{predictor}", source, coded);
            Assert.Equal(predictor, JpegLossless.ReadHeader(CodedFile.Read(coded).Frames[0]).Predictor);
            Compare(CodedFile.Read(source), CodedFile.Read(coded));
        });
    }

    [Fact]
    public void What_is_encoded_here_as_RLE_is_what_dcmcrle_encodes_in_meaning_and_no_larger()
    {
        var source = SharedData.File(AllSyntaxes + "CTImage.dcm_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm");
        InTemporaryFolder(folder =>
        {
            var coded = Path.Combine(folder, "coded.dcm");
            RunPeer("dcmcrle", source, coded);
            var native = CodedFile.Read(source);
            var foreign = CodedFile.Read(coded);
            var ours = Rle.Encode(native.Frames[0], native.Layout);
            Assert.Equal(native.Frames[0], FrameDecoder.Decode(foreign.TransferSyntax, ours, native.Layout));
            Assert.InRange(ours.Length, 1, foreign.Frames[0].Length * 1.01);
        });
    }

    private static void SameAsPeer(string file, string peer, params string[] options) => InTemporaryFolder(folder =>
    {
        var native = Path.Combine(folder, "native.dcm");
        RunPeer(peer, [.. options, file, native]);
        Compare(CodedFile.Read(native), CodedFile.Read(file));
    });

    private static void Compare(CodedFile native, CodedFile coded)
    {
        Assert.Equal(native.Frames.Count, coded.Frames.Count);
        for (var i = 0; i < native.Frames.Count; i++)
        {
            var expected = FrameDecoder.Decode(native.TransferSyntax, native.Frames[i], native.Layout);
            var decoded = FrameDecoder.Decode(coded.TransferSyntax, coded.Frames[i], coded.Layout);
            Assert.True(expected.AsSpan().ContainsAnyExcept(expected[0]), "The peer's frame is one flat value: nothing to compare");
            var same = expected.AsSpan().CommonPrefixLength(decoded);
            Assert.True(same == expected.Length && same == decoded.Length, $"Frame {i}: {expected.Length} and {decoded.Length} bytes differ from byte {same}");
        }
    }

    private static void InTemporaryFolder(Action<string> use)
    {
        var folder = Directory.CreateTempSubdirectory("pandok-codecs-");
        try
        {
            use(folder.FullName);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static void RunPeer(string program, params string[] arguments)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))))
            Assert.Skip($"NOT TESTED: DCMTK's {program} is absent");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {errors}");
    }
}

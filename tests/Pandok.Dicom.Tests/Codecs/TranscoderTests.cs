using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Codecs;

public sealed class TranscoderTests
{
    private const string Data = "data/conformance/";
    private const string Ct = Data + "transfer-syntaxes/ct-all-syntaxes/CTImage.dcm_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm";
    private const string Colour = Data + "transfer-syntaxes/TestPattern_RGB.dcm";
    private const string MultiFrame = Data + "transfer-syntaxes/emri_small.dcm";
    private const string Signed = Data + "transfer-syntaxes/693_UNCR.dcm";

    [Theory]
    [InlineData(Ct, Syntax.RleLossless, "dcmdrle"), InlineData(Colour, Syntax.RleLossless, "dcmdrle"), InlineData(MultiFrame, Syntax.RleLossless, "dcmdrle"), InlineData(Signed, Syntax.RleLossless, "dcmdrle")]
    [InlineData(Ct, Syntax.JpegLosslessSelection1, "dcmdjpeg"), InlineData(Colour, Syntax.JpegLosslessSelection1, "dcmdjpeg"), InlineData(MultiFrame, Syntax.JpegLosslessSelection1, "dcmdjpeg"), InlineData(Signed, Syntax.JpegLosslessSelection1, "dcmdjpeg")]
    [InlineData(Ct, Syntax.JpegLsLossless, "dcmdjpls"), InlineData(Colour, Syntax.JpegLsLossless, "dcmdjpls"), InlineData(MultiFrame, Syntax.JpegLsLossless, "dcmdjpls"), InlineData(Signed, Syntax.JpegLsLossless, "dcmdjpls")]
    [InlineData(Ct, Syntax.Jpeg2000Lossless, "gdcmconv"), InlineData(Colour, Syntax.Jpeg2000Lossless, "gdcmconv"), InlineData(MultiFrame, Syntax.Jpeg2000Lossless, "gdcmconv"), InlineData(Signed, Syntax.Jpeg2000Lossless, "gdcmconv")]
    public async Task What_is_written_is_read_by_others_with_equal_values(string file, string syntax, string peer) => await Peer.InFolderAsync(async folder =>
    {
        var source = SharedData.File(file);
        var (written, native) = (Path.Combine(folder, "written.dcm"), Path.Combine(folder, "native.dcm"));
        Assert.Equal(syntax, await TranscodeAsync(source, written, syntax));
        Peer.Run(peer, [.. peer == "gdcmconv" ? ["--raw"] : (string[])[], written, native]);
        Peer.SameValues((await CodedObject.ReadAsync(source)).Values(), (await CodedObject.ReadAsync(native)).Values());
        var (before, after) = (await HeaderAsync(source), await HeaderAsync(written));
        Assert.Equal(before.DataSet.GetString(Tags.SOPInstanceUID), after.DataSet.GetString(Tags.SOPInstanceUID));
        Assert.Equal(syntax == Syntax.Jpeg2000Lossless && file == Colour ? "YBR_RCT" : before.DataSet.GetString(Tags.PhotometricInterpretation), after.DataSet.GetString(Tags.PhotometricInterpretation));
        Assert.Equal(Vr.OB, after.Pixels!.Value.Vr);
    });

    [Theory]
    [InlineData("seg/liver_nonbyte_aligned_rle.dcm", Syntax.ExplicitLittleEndian), InlineData("seg/liver_nonbyte_aligned.dcm", Syntax.RleLossless), InlineData("seg/liver_j2k.dcm", Syntax.ImplicitLittleEndian)]
    [InlineData("xa/HasFragmentSequence.dcm", Syntax.EncapsulatedUncompressed), InlineData("rt/rtdose.dcm", Syntax.RleLossless), InlineData("us/color-pl.dcm", Syntax.JpegLsLossless)]
    [InlineData("us/color-pl.dcm", Syntax.Htj2kLosslessRpcl), InlineData("mr/MOVEKNEE.dcm", Syntax.Htj2kLosslessRpcl), InlineData("pt/GH184.dcm", Syntax.Htj2kLossless), InlineData("rt/rtdose_expb.dcm", Syntax.RleLossless)]
    public async Task Values_stay_the_same_in_every_form(string file, string syntax) => await Peer.InFolderAsync(async folder =>
    {
        var written = Path.Combine(folder, "written.dcm");
        await TranscodeAsync(SharedData.File(Data + "modalities/" + file), written, syntax);
        var coded = await CodedObject.ReadAsync(written);
        Assert.Equal(syntax, coded.Syntax);
        Peer.SameValues((await CodedObject.ReadAsync(SharedData.File(Data + "modalities/" + file))).Values(), coded.Values());
    });

    [Fact]
    public async Task Lossy_pixels_say_so_after_they_are_coded_without_loss() => await Peer.InFolderAsync(async folder =>
    {
        var written = Path.Combine(folder, "written.dcm");
        await TranscodeAsync(SharedData.File(Data + "transfer-syntaxes/SC_rgb_dcmtk_+eb+cy+np.dcm"), written, Syntax.Jpeg2000Lossless);
        var set = (await HeaderAsync(written)).DataSet;
        Assert.Equal("01", set.GetString(new Tag(0x00282110)));
        Assert.Equal("YBR_RCT", set.GetString(Tags.PhotometricInterpretation));
        Assert.Equal(0, set.GetInteger(Tags.PlanarConfiguration));
    });

    [Fact]
    public async Task An_object_without_pixels_is_written_natively_and_says_so() => await Peer.InFolderAsync(async folder =>
    {
        var written = Path.Combine(folder, "written.dcm");
        Assert.Equal(Syntax.ExplicitLittleEndian, await TranscodeAsync(SharedData.File(Data + "modalities/sr/test-SR.dcm"), written, Syntax.Jpeg2000Lossless));
    });

    [Fact]
    public async Task The_extended_offset_table_finds_every_frame()
    {
        var layout = new PixelLayout(9, 7, 1, 8);
        var set = new DataSet();
        set.Set(Tags.SOPClassUID, Vr.UI, Uids.CTImageStorage).Set(Tags.SOPInstanceUID, Vr.UI, "2.25.1").SetIntegers(Tags.NumberOfFrames, Vr.IS, 3)
            .SetIntegers(Tags.Rows, Vr.US, 9).SetIntegers(Tags.Columns, Vr.US, 7).SetIntegers(Tags.BitsAllocated, Vr.US, 8);
        var syntax = TransferSyntax.Find(Syntax.RleLossless)!;
        var head = new System.Buffers.ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(head, set, syntax);
        DicomWriter.WriteDataSet(head, set, syntax);
        using var file = new MemoryStream();
        file.Write(head.WrittenSpan);
        var writer = new EncapsulatedWriter(file, 3, isExtended: true);
        await writer.BeginAsync(default);
        var frames = Enumerable.Range(1, 3).Select(seed => Pictures.Smooth(layout, seed)).ToList();
        foreach (var frame in frames) await writer.WriteFrameAsync(FrameEncoder.Encode(syntax.Uid, frame, layout).Code, default);
        await writer.EndAsync(default);

        file.Position = 0;
        var (read, index) = await FrameIndex.ReadAsync(file, default);
        var table = read.DataSet.TryGet(new Tag(0x7FE00001), out var element) ? element.Value : default;
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(frames[i], FrameDecoder.Decode(syntax.Uid, (await index.ReadAsync(file, i + 1, default)).Span, layout));
            // PS3.3 C.7.6.3.1.8: from the first byte of the first fragment's item tag, behind the empty table.
            var at = (int)(read.Pixels is null ? 0 : FirstItem(file) + BitConverter.ToInt64(table.Span[(8 * i)..]));
            Assert.Equal([0xFE, 0xFF, 0x00, 0xE0], file.ToArray()[at..(at + 4)]);
        }
    }

    private static int FirstItem(MemoryStream file) => file.ToArray().AsSpan().IndexOf((byte[])[0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0]) + 8;

    private static async Task<string> TranscodeAsync(string source, string target, string syntax)
    {
        await using var reading = File.OpenRead(source);
        await using var writing = new FileStream(target, FileMode.CreateNew, FileAccess.ReadWrite);
        return (await Transcoder.TranscodeAsync(reading, writing, TransferSyntax.Find(syntax)!, () => new MemoryStream(), null, default)).Uid;
    }

    private static async Task<DicomHeader> HeaderAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return await new DicomReader(file).ReadFileAsync(default);
    }
}

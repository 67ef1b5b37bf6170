using System.Buffers.Binary;
using System.Text;
using Pandok.Dicom.Codecs;

namespace Pandok.Dicom.Tests.Codecs;

/// <summary>JPEG 2000 and HTJ2K codestreams beside the tools of OpenJPEG and OpenJPH, which know nothing of DICOM.</summary>
public sealed class Jpeg2000PeerTests
{
    private const string Syntaxes = "data/conformance/transfer-syntaxes/";
    private const string Ct = Syntaxes + "ct-all-syntaxes/CTImage.dcm_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm";

    [Theory]
    [InlineData(Syntaxes + "HTJ2KLossless_08_RGB.dcm", 0), InlineData(Syntaxes + "HTJ2K_08_RGB.dcm", 0), InlineData(Syntaxes + "examples_jpeg2k.dcm", 0)]
    [InlineData(Syntaxes + "HTJ2KLossless_08_RGB.dcm", 2), InlineData(Syntaxes + "examples_jpeg2k.dcm", 1), InlineData("data/conformance/modalities/cr/RG3_J2KR.dcm", 3)]
    public async Task At_every_resolution_it_is_what_opj_decompress_gives(string file, int reduce)
    {
        var coded = await CodedObject.ReadAsync(SharedData.File(file));
        await Peer.InFolderAsync(async folder =>
        {
            var codestream = Path.Combine(folder, "frame.j2k");
            await File.WriteAllBytesAsync(codestream, coded.Frames[0]);
            var picture = Path.Combine(folder, coded.Layout.SamplesPerPixel == 3 ? "frame.ppm" : "frame.pgm");
            Peer.Run("opj_decompress", "-i", codestream, "-o", picture, "-r", $"{reduce}");
            var frame = FrameDecoder.DecodeFrame(coded.Syntax, coded.Frames[0], coded.Layout, new DecodeOptions { Reduce = reduce });
            var (rows, columns, values) = ReadPnm(picture);
            Assert.Equal((rows, columns), (frame.Layout.Rows, frame.Layout.Columns));
            Peer.SameValues(values, StoredValues.ToNumbers(frame));
        });
    }

    [Theory]
    [InlineData("HTJ2KLossless_08_RGB.dcm", 0), InlineData("HTJ2K_08_RGB.dcm", 1)]
    public async Task HTJ2K_is_what_ojph_expand_gives(string file, int tolerance)
    {
        var coded = await CodedObject.ReadAsync(SharedData.File(Syntaxes + file));
        await Peer.InFolderAsync(async folder =>
        {
            var (codestream, picture) = (Path.Combine(folder, "frame.j2c"), Path.Combine(folder, "frame.ppm"));
            await File.WriteAllBytesAsync(codestream, coded.Frames[0]);
            Peer.Run("ojph_expand", "-i", codestream, "-o", picture);
            Peer.SameValues(ReadPnm(picture).Values, StoredValues.ToNumbers(coded.Decode(0)), tolerance);
        });
    }

    [Fact]
    public async Task What_ojph_compress_codes_without_loss_comes_back()
    {
        var source = (await CodedObject.ReadAsync(SharedData.File(Ct))).Decode(0);
        await Peer.InFolderAsync(async folder =>
        {
            var (picture, codestream) = (Path.Combine(folder, "ct.pgm"), Path.Combine(folder, "ct.j2c"));
            WritePgm(picture, source);
            Peer.Run("ojph_compress", "-i", picture, "-o", codestream, "-reversible", "true", "-num_decomps", "5", "-prog_order", "RPCL");
            var layout = source.Layout with { IsSigned = false };
            var code = await File.ReadAllBytesAsync(codestream);
            Assert.True(Dicom.Codecs.Jpeg2000.Jpeg2000Header.Read(code).IsHighThroughput);
            Assert.Equal(source.Samples, FrameDecoder.Decode(Syntax.Htj2kLosslessRpcl, code, layout));
        });
    }

    [Fact]
    public async Task More_reductions_than_there_are_levels_are_refused_and_other_codecs_have_none()
    {
        var coded = await CodedObject.ReadAsync(SharedData.File(Syntaxes + "examples_jpeg2k.dcm"));
        Assert.Equal(CodecFault.LayoutMismatch, Assert.Throws<CodecException>(() => FrameDecoder.DecodeFrame(coded.Syntax, coded.Frames[0], coded.Layout, new DecodeOptions { Reduce = 30 })).Code);
        Assert.Equal(CodecFault.UnsupportedSyntax, Assert.Throws<CodecException>(() => FrameDecoder.DecodeFrame(Syntax.RleLossless, [], coded.Layout, new DecodeOptions { Reduce = 1 })).Code);
    }

    private static (int Rows, int Columns, double[] Values) ReadPnm(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var fields = new List<string>();
        var at = 0;
        while (fields.Count < 4)
        {
            var end = at;
            while (!char.IsWhiteSpace((char)bytes[end])) end++;
            if (bytes[at] == '#') while (bytes[end] != '\n') end++;
            else if (end > at) fields.Add(Encoding.ASCII.GetString(bytes, at, end - at));
            at = end + 1;
        }
        var wide = int.Parse(fields[3]) > 255;
        var values = new double[(bytes.Length - at) / (wide ? 2 : 1)];
        for (var i = 0; i < values.Length; i++) values[i] = wide ? BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2 * i)) : bytes[at + i];
        return (int.Parse(fields[2]), int.Parse(fields[1]), values);
    }

    private static void WritePgm(string path, DecodedFrame frame)
    {
        using var file = File.Create(path);
        file.Write(Encoding.ASCII.GetBytes($"P5\n{frame.Layout.Columns} {frame.Layout.Rows}\n65535\n"));
        for (var i = 0; i < frame.Samples.Length; i += 2) file.Write([frame.Samples[i + 1], frame.Samples[i]]);
    }
}

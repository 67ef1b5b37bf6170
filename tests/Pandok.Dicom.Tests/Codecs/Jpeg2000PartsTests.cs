using Pandok.Dicom.Codecs;

namespace Pandok.Dicom.Tests.Codecs;

/// <summary>Which parts of JPEG 2000 a transfer syntax may carry: Part 15 (HT) only its own ones, of Part 2 only what is Part 1 as well.</summary>
public sealed class Jpeg2000PartsTests
{
    private static readonly PixelLayout Grey = new(61, 73);
    private static readonly byte[] HighThroughput = FrameEncoder.Encode(Syntax.Htj2kLosslessRpcl, Pictures.Smooth(Grey, 7), Grey).Code.ToArray();
    private static readonly byte[] Classic = FrameEncoder.Encode(Syntax.Jpeg2000Lossless, Pictures.Smooth(Grey, 7), Grey).Code.ToArray();

    [Theory]
    [InlineData(Syntax.Jpeg2000Lossless), InlineData(Syntax.Jpeg2000), InlineData(Syntax.Jpeg2000Part2Lossless), InlineData(Syntax.Jpeg2000Part2)]
    public void HT_code_blocks_are_refused_where_the_syntax_has_none(string syntax)
    {
        var marked = Classic.ToArray();
        var cod = marked.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0x52]);
        marked[cod + 12] |= 0x40;
        var siz = 4 + 41; // SOC, and SIZ of one component
        byte[] capped = [.. Classic[..siz], 0xFF, 0x50, 0, 8, 0, 2, 0, 0, 0, 0, .. Classic[siz..]];
        byte[] component = [.. Classic[..siz], 0xFF, 0x53, 0, 9, 0, 0, 1, 4, 4, 0x40, 1, .. Classic[siz..]];
        var part = Classic.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0x93]);
        byte[] inTile = [.. Classic[..part], 0xFF, 0x53, 0, 9, 0, 0, 1, 4, 4, 0x40, 1, .. Classic[part..]];
        foreach (var code in (byte[][])[HighThroughput, marked, capped, component, inTile])
        {
            var fault = Assert.Throws<CodecException>(() => FrameDecoder.Decode(syntax, code, Grey));
            Assert.Equal(CodecFault.UnsupportedSyntax, fault.Code);
            Assert.StartsWith("HT code-blocks", fault.Message, StringComparison.Ordinal);
        }
        Assert.Equal(Pictures.Smooth(Grey, 7), FrameDecoder.Decode(syntax, Classic, Grey));
    }

    [Theory]
    [InlineData(0x70), InlineData(0x71), InlineData(0x72), InlineData(0x73), InlineData(0x74), InlineData(0x75), InlineData(0x76), InlineData(0x77), InlineData(0x78), InlineData(0x79)]
    public void Parts_of_Part_2_that_would_be_misread_are_refused(int marker)
    {
        var siz = 4 + 41;
        byte[] code = [.. Classic[..siz], 0xFF, (byte)marker, 0, 4, 0, 0, .. Classic[siz..]];
        var fault = Assert.Throws<CodecException>(() => FrameDecoder.Decode(Syntax.Jpeg2000Part2, code, Grey));
        Assert.Equal((CodecFault.UnsupportedSyntax, siz), (fault.Code, fault.Offset));
    }

    [Fact]
    public void Tile_parts_that_lead_back_to_themselves_end()
    {
        var code = Classic.ToArray();
        var part = code.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0x90]);
        var data = code.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0x93]);
        foreach (var length in new[] { data - part, 14 })
        {
            (code[part + 6], code[part + 7], code[part + 8], code[part + 9]) = (0, 0, 0, (byte)length);
            Assert.Throws<CodecException>(() => FrameDecoder.Decode(Syntax.Jpeg2000Lossless, code, Grey));
        }
    }

    [Fact]
    public Task A_Part_2_object_with_a_Part_1_codestream_is_what_gdcmconv_decodes() => Peer.InFolderAsync(async folder =>
    {
        var (coded, native) = (Path.Combine(folder, "coded.dcm"), Path.Combine(folder, "native.dcm"));
        // GDCM reads no Part 2: it is given the same codestream under its Part 1 syntax.
        var original = SharedData.File("data/conformance/transfer-syntaxes/JPEG2000.dcm");
        var bytes = await File.ReadAllBytesAsync(original);
        bytes[bytes.AsSpan().IndexOf("1.2.840.10008.1.2.4.91"u8) + 21] = (byte)'3';
        await File.WriteAllBytesAsync(coded, bytes);
        Peer.Run("gdcmconv", "--raw", original, native);
        var read = await CodedObject.ReadAsync(coded);
        Assert.Equal(Syntax.Jpeg2000Part2, read.Syntax);
        Peer.SameValues((await CodedObject.ReadAsync(native)).Values(), read.Values());
    });
}

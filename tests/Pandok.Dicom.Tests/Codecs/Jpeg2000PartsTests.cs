using Pandok.Dicom.Codecs;

namespace Pandok.Dicom.Tests.Codecs;

/// <summary>Which parts of JPEG 2000 a transfer syntax may carry: Part 15 (HT) only its own ones, of Part 2 only what is Part 1 as well.</summary>
public sealed class Jpeg2000PartsTests
{
    // OpenJPEG writes what T.801 Annex J has by arrays, if a program asks for it; it reads none of it. Offsets are those of opj_cparameters_t.
    private const string ArrayBased = """
        import ctypes as c, sys
        o = c.CDLL("libopenjp2.so.7")
        for name in ("opj_image_create", "opj_create_compress", "opj_stream_create_default_file_stream"): getattr(o, name).restype = c.c_void_p
        p = c.create_string_buffer(32768)
        o.opj_set_default_encoder_parameters(p)
        for at, value in ((4796, 1), (20, 1)): c.memmove(c.byref(p, at), c.byref(c.c_int(value)), 4)
        assert o.opj_set_MCT(p, (c.c_float * 9)(.3, .5, .2, -.2, -.3, .5, .5, -.4, -.1), (c.c_int * 3)(0, 0, 0), 3)
        w, h = 80, 64
        image = c.c_void_p(o.opj_image_create(3, (c.c_uint32 * 27)(*[1, 1, w, h, 0, 0, 8, 8, 0] * 3), 1))
        c.memmove(image.value + 8, (c.c_uint32 * 2)(w, h), 8)
        codec = c.c_void_p(o.opj_create_compress(0))
        stream = c.c_void_p(o.opj_stream_create_default_file_stream(sys.argv[1].encode(), 0))
        assert o.opj_setup_encoder(codec, p, image) and o.opj_start_compress(codec, image, stream) and o.opj_encode(codec, stream) and o.opj_end_compress(codec, stream)
        o.opj_stream_destroy(stream)
        """;

    private static readonly PixelLayout Grey = new(61, 73);
    private static readonly byte[] HighThroughput = FrameEncoder.Encode(Syntax.Htj2kLosslessRpcl, Pictures.Smooth(Grey, 7), Grey).Code.ToArray();
    private static readonly byte[] Classic = FrameEncoder.Encode(Syntax.Jpeg2000Lossless, Pictures.Smooth(Grey, 7), Grey).Code.ToArray();

    private static (string Syntax, byte[] Code)[] Sound => [(Syntax.Jpeg2000Part2Lossless, Classic), (Syntax.Jpeg2000Part2, Classic), (Syntax.Jpeg2000, Classic), (Syntax.Htj2kLossless, HighThroughput)];

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
        foreach (var (syntax, sound) in Sound)
        {
            byte[] code = [.. sound[..siz], 0xFF, (byte)marker, 0, 4, 0, 0, .. sound[siz..]];
            var fault = Assert.Throws<CodecException>(() => FrameDecoder.Decode(syntax, code, Grey));
            Assert.Equal((CodecFault.UnsupportedSyntax, siz), (fault.Code, fault.Offset));
        }
    }

    [Theory]
    [InlineData(0x52, 4, 2, "transform of components")] // array-based (T.801 A.2.3)
    [InlineData(0x52, 4, 4, "transform of components")] // wavelet-based
    [InlineData(0x52, 0, 8, "code-blocks anchored")]
    [InlineData(0x52, 9, 2, "wavelet")]
    [InlineData(0x5C, 0, 0x43, "quantization")] // variable dead zone
    [InlineData(0x5C, 0, 0x45, "quantization")]
    public void Values_that_only_Part_2_gives_to_segments_of_Part_1_are_refused(int marker, int at, int value, string what)
    {
        foreach (var (syntax, sound) in Sound)
        {
            var code = sound.ToArray();
            var segment = code.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, (byte)marker]);
            code[segment + 4 + at] = (byte)value;
            var fault = Assert.Throws<CodecException>(() => FrameDecoder.Decode(syntax, code, Grey));
            Assert.Equal((CodecFault.UnsupportedSyntax, segment), (fault.Code, fault.Offset));
            Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public Task An_array_based_transform_of_components_by_OpenJPEG_is_refused_and_named() => Peer.InFolderAsync(async folder =>
    {
        if (!File.Exists("/usr/bin/python3")) Assert.Skip("NOT TESTED: python3 is not installed");
        var coded = Path.Combine(folder, "coded.j2k");
        Peer.Run("/usr/bin/python3", "-c", ArrayBased, coded);
        var code = await File.ReadAllBytesAsync(coded);
        // Part 2 in Rsiz; COD tells an array-based transform; CBD, MCT, MCC and MCO are there.
        Assert.Equal(0x81, code[6]);
        var cod = code.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0x52]);
        Assert.Equal(2, code[cod + 8]);
        foreach (var marker in (byte[])[0x78, 0x74, 0x75, 0x77]) Assert.True(code.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, marker]) > 0);
        foreach (var (transform, named) in new[] { (2, "a transform of components"), (0, "what FF78 marks"), (1, "what FF78 marks") })
        {
            code[cod + 8] = (byte)transform;
            foreach (var syntax in (string[])[Syntax.Jpeg2000Part2Lossless, Syntax.Jpeg2000Part2, Syntax.Jpeg2000])
            {
                var fault = Assert.Throws<CodecException>(() => FrameDecoder.Decode(syntax, code, new PixelLayout(64, 80, 3, 8)));
                Assert.Equal(CodecFault.UnsupportedSyntax, fault.Code);
                Assert.StartsWith("JPEG 2000 Part 2: " + named, fault.Message, StringComparison.Ordinal);
            }
        }
    });

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

using System.Buffers;
using System.Buffers.Binary;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Codecs.Htj2k;

namespace Pandok.Dicom.Tests.Codecs.Htj2k;

/// <summary>The markers and tile-parts that 1.2.840.10008.1.2.4.202 asks for (PS3.5 10.18), found by a reader that knows nothing of the encoder.</summary>
public sealed class CodestreamTests
{
    [Theory]
    [InlineData(1, 1, 1, 8, 0), InlineData(16, 900, 1, 8, 4), InlineData(17, 33, 1, 12, 5), InlineData(512, 512, 1, 16, 5), InlineData(2000, 2500, 1, 12, 5), InlineData(2049, 4000, 1, 8, 6), InlineData(300, 200, 3, 8, 5)]
    public void Each_resolution_is_a_tile_part_whose_length_TLM_tells(int width, int height, int components, int precision, int decompositions)
    {
        var code = Picture.Noise(width, height, components, precision, false, 1).Encode();
        var (segments, header) = MainHeader(code);
        Assert.Equal([0xFF51, 0xFF50, 0xFF52, 0xFF5C, 0xFF55], segments.Select(segment => segment.Marker));

        var tlm = segments.Single(segment => segment.Marker == 0xFF55).Parameters;
        Assert.Equal([0, 0x60], tlm[..2]); // Ztlm 0; Ttlm of 16 bits, Ptlm of 32
        Assert.Equal(2 + 6 * (decompositions + 1), tlm.Length);

        var at = header;
        var ends = new List<int>();
        for (var part = 0; part <= decompositions; part++)
        {
            var sot = code.AsSpan(at, 14);
            Assert.Equal(0xFF90, BinaryPrimitives.ReadUInt16BigEndian(sot));
            Assert.Equal(10, BinaryPrimitives.ReadUInt16BigEndian(sot[2..]));
            Assert.Equal(0, BinaryPrimitives.ReadUInt16BigEndian(sot[4..]));
            var psot = BinaryPrimitives.ReadInt32BigEndian(sot[6..]);
            Assert.Equal(part, sot[10]);
            Assert.Equal(decompositions + 1, sot[11]);
            Assert.Equal(0xFF93, BinaryPrimitives.ReadUInt16BigEndian(sot[12..]));
            Assert.Equal(0, BinaryPrimitives.ReadUInt16BigEndian(tlm.AsSpan(2 + 6 * part)));
            Assert.Equal(psot, BinaryPrimitives.ReadInt32BigEndian(tlm.AsSpan(4 + 6 * part)));
            at += psot;
            ends.Add(at);
        }

        Assert.Equal([0xFF, 0xD9], code[at..]);
        ends[^1] += 2;
        var boundaries = Htj2kResolutions.ReadBoundaries(code);
        Assert.Equal(header, boundaries.MainHeaderLength);
        Assert.Equal(ends, boundaries.Ends);
        Assert.Equal(code.Length, boundaries.MainHeaderLength + boundaries.TilePartLengths.Sum() + 2);
        Assert.Equal(ends, Htj2kResolutions.ReadBoundaries(code.AsSpan(0, header + 4)).Ends);
    }

    [Fact]
    public void The_main_header_says_lossless_HT_in_RPCL()
    {
        var segments = MainHeader(Picture.Noise(300, 200, 3, 12, true, 1).Encode()).Segments.ToDictionary(segment => segment.Marker, segment => segment.Parameters);
        Assert.Equal(0x4000, BinaryPrimitives.ReadUInt16BigEndian(segments[0xFF51])); // Rsiz: see CAP
        Assert.Equal([0x8B, 1, 1, 0x8B, 1, 1, 0x8B, 1, 1], segments[0xFF51][36..]); // 12 bits, signed
        // Pcap: Part 15; Ccap15: HT blocks only, one set each, reversible; 12 bits, one more for RCT, three for the gain of HH: 16 planes are 8 + 8.
        Assert.Equal([0, 2, 0, 0, 0, 8], segments[0xFF50]);
        Assert.Equal([0, 2, 0, 1, 1, 5, 4, 4, 0x40, 1], segments[0xFF52]); // RPCL, one layer, RCT, 5, 64 x 64, HT, 5/3
        Assert.Equal(0x20, segments[0xFF5C][0]); // no quantization, one guard bit
        Assert.Equal(1 + 16, segments[0xFF5C].Length);
    }

    [Theory]
    [InlineData(512, 512), InlineData(3036, 3036), InlineData(4097, 9000), InlineData(65535, 80), InlineData(20000, 2049), InlineData(3, 65535)]
    public void A_side_of_the_lowest_resolution_is_at_most_64(int width, int height)
    {
        var levels = Decomposition.LevelsFor(width, height);
        var side = Math.Min(width, height);
        for (var i = 0; i < levels; i++)
            side = (side + 1) / 2;
        Assert.InRange(side, 1, 64);
        Assert.InRange(levels, Math.Min(5, (int)Math.Ceiling(Math.Log2(Math.Min(width, height)))), 16);
    }

    [Fact]
    public void Bits_above_the_precision_are_not_coded()
    {
        var picture = Picture.Noise(65, 40, 1, 12, false, 4);
        var dirty = picture.Bytes();
        for (var i = 1; i < dirty.Length; i += 2)
            dirty[i] |= (byte)(i << 4);
        var output = new ArrayBufferWriter<byte>();
        Htj2kEncoder.Encode(dirty, picture.Image, output);
        Assert.Equal(picture.Encode(), output.WrittenSpan);
    }

    [Fact]
    public void What_cannot_be_encoded_is_refused()
    {
        Refused(new Htj2kImage(0, 1, 1, 8, false), 0);
        Refused(new Htj2kImage(1, 65536, 1, 8, false), 65536);
        Refused(new Htj2kImage(2, 2, 2, 8, false), 8);
        Refused(new Htj2kImage(2, 2, 1, 17, false), 8);
        Refused(new Htj2kImage(2, 2, 1, 0, false), 4);
        Refused(new Htj2kImage(2, 2, 1, 9, false), 4);
        Refused(new Htj2kImage(2, 2, 1, 8, false), 4, new Htj2kOptions { Decompositions = 17 });
        Refused(new Htj2kImage(2, 2, 1, 8, false), 4, new Htj2kOptions { Threads = 0 });

        static void Refused(Htj2kImage image, int length, Htj2kOptions? options = null)
        {
            var output = new ArrayBufferWriter<byte>();
            Assert.Throws<CodecException>(() => Htj2kEncoder.Encode(new byte[length], image, options ?? new Htj2kOptions(), output));
            Assert.Equal(0, output.WrittenCount);
        }
    }

    [Fact]
    public void Damaged_headers_end_in_boundaries_or_a_codec_exception()
    {
        var code = Picture.Noise(300, 200, 1, 12, false, 1).Encode()[..200];
        var random = new Random(20260901);
        var refused = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = code[..random.Next(1, code.Length)];
            for (var i = random.Next(3); i >= 0; i--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                Htj2kResolutions.ReadBoundaries(damaged);
            }
            catch (CodecException fault)
            {
                refused++;
                Assert.InRange(fault.Offset, -1, damaged.Length);
            }
        }

        Assert.InRange(refused, 1000, 20_000);
    }

    [Fact]
    public void Without_TLM_or_RPCL_there_are_no_boundaries()
    {
        var code = Picture.Noise(300, 200, 1, 12, false, 1).Encode();
        var tlm = code.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0x55]);
        byte[] without = [.. code[..tlm], .. code[(tlm + 2 + 40)..]];
        Assert.Throws<CodecException>(() => Htj2kResolutions.ReadBoundaries(without));
        code[code.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0x52]) + 5] = 0;
        Assert.Equal(CodecFault.UnsupportedSyntax, Assert.Throws<CodecException>(() => Htj2kResolutions.ReadBoundaries(code)).Code);
    }

    private static (List<(int Marker, byte[] Parameters)> Segments, int Length) MainHeader(byte[] code)
    {
        Assert.Equal([0xFF, 0x4F], code[..2]);
        var segments = new List<(int, byte[])>();
        var at = 2;
        while (code[at + 1] != 0x90)
        {
            var length = code[at + 2] << 8 | code[at + 3];
            segments.Add((code[at] << 8 | code[at + 1], code[(at + 4)..(at + 2 + length)]));
            at += 2 + length;
        }

        return (segments, at);
    }
}

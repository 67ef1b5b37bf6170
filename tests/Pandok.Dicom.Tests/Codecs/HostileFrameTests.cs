using Pandok.Dicom.Codecs;

namespace Pandok.Dicom.Tests.Codecs;

/// <summary>Mutated and truncated frames end in a picture or in a CodecException whose offset lies in the frame; in nothing else.</summary>
public sealed class HostileFrameTests
{
    private const int Rounds = 20_000;

    [Fact]
    public void Damaged_lossless_JPEG_never_ends_in_another_exception()
    {
        var random = new Random(20260801);
        for (var variant = 0; variant < 8; variant++)
        {
            var components = variant % 3 + 1;
            var writer = new LosslessJpegWriter(12, 11, components, variant % 2 == 0 ? 16 : 8, variant % 7 + 1, 0, variant % 4, variant > 5);
            var sound = writer.Write(JpegLosslessTests.Picture(random, writer));
            var layout = new PixelLayout(12, 11, components == 2 ? 1 : components, variant % 2 == 0 ? 16 : 8);
            Attack(random, sound, Rounds / 8, code =>
            {
                if (components == 2)
                    JpegLossless.Decode(code, new byte[layout.FrameLength * 2]);
                else
                    FrameDecoder.Decode("1.2.840.10008.1.2.4.57", code, layout);
            });
        }
    }

    [Fact]
    public void Damaged_RLE_never_ends_in_another_exception()
    {
        var random = new Random(20260802);
        foreach (var layout in (PixelLayout[])[new(9, 13, 1, 8), new(9, 13), new(9, 13, 3, 16), new(9, 13, 1, 1), new(9, 13, 3, 32)])
        {
            var frame = new byte[layout.FrameLength];
            for (var i = 0; i < frame.Length; i++)
                frame[i] = (byte)random.Next(4);
            Attack(random, Rle.Encode(frame, layout), Rounds / 5, code => FrameDecoder.Decode("1.2.840.10008.1.2.5", code, layout));
        }
    }

    private static void Attack(Random random, byte[] sound, int rounds, Action<byte[]> decode)
    {
        decode(sound);
        var refused = 0;
        for (var round = 0; round < rounds; round++)
        {
            var code = Damage(random, sound);
            try
            {
                decode(code);
            }
            catch (CodecException fault)
            {
                refused++;
                Assert.InRange(fault.Offset, -1, code.Length);
            }
        }

        Assert.InRange(refused, rounds / 10, rounds);
    }

    private static byte[] Damage(Random random, byte[] sound)
    {
        var code = sound.ToArray();
        for (var hits = random.Next(1, 5); hits > 0; hits--)
        {
            // Half of the hits go to the headers, where a byte means most.
            var at = random.Next(random.Next(2) == 0 ? Math.Min(90, code.Length) : code.Length);
            code[at] = random.Next(3) switch { 0 => 0xFF, 1 => (byte)(code[at] ^ (1 << random.Next(8))), _ => (byte)random.Next(256) };
        }

        return random.Next(4) == 0 ? code[..random.Next(code.Length)] : code;
    }
}

using System.Buffers;
using CsCheck;
using Pandok.Dicom.Codecs.Htj2k;

namespace Pandok.Dicom.Tests.Codecs.Htj2k;

public sealed class RandomImageTests
{
    // Contents from sparse to full noise, so that every kind of quad, run and stuffed byte comes up.
    private static readonly Gen<Picture> Pictures =
        from width in Gen.Int[1, 150]
        from height in Gen.Int[1, 150]
        from components in Gen.OneOf(Gen.Const(1), Gen.Const(1), Gen.Const(3))
        from precision in Gen.Int[1, 16]
        from signed in Gen.Bool
        from density in Gen.Int[0, 100]
        from depth in Gen.Int[1, 16]
        from seed in Gen.Int
        select Draw(width, height, components, precision, signed, density, depth, new Random(seed));

    [Fact]
    public void Any_image_comes_back_exactly_from_OpenJPEG()
    {
        using var outside = new OutsideDecoders();
        Pictures.Sample(
            picture => Assert.Equal(picture.Samples, outside.OpenJpeg(picture.Encode(), picture.Image, 0)),
            iter: 200, threads: 1, print: picture => $"{picture.Image}");
    }

    [Fact]
    public void Any_image_is_coded_alike_by_every_thread()
    {
        Pictures.Array[8].Sample(
            pictures =>
            {
                var alone = Array.ConvertAll(pictures, picture => picture.Encode());
                var together = new byte[pictures.Length][];
                Parallel.For(0, pictures.Length, i => together[i] = pictures[i].Encode(new Htj2kOptions { Threads = 1 + i % 3 }));
                Assert.Equal(alone, together);
            },
            iter: 20, threads: 1);
    }

    [Fact]
    public void A_frame_costs_no_memory_for_each_of_its_blocks()
    {
        var picture = Picture.Noise(1024, 1024, 1, 12, false, 1);
        var samples = picture.Bytes();
        var output = new ArrayBufferWriter<byte>(4 << 20);
        var least = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            output.ResetWrittenCount();
            var before = GC.GetAllocatedBytesForCurrentThread();
            Htj2kEncoder.Encode(samples, picture.Image, output);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // 341 blocks: where they lie is 16 bytes each; a block of samples is 16 KB.
        Assert.InRange(least, 0, 64 * 1024);
    }

    private static Picture Draw(int width, int height, int components, int precision, bool signed, int density, int depth, Random random) =>
        Picture.Make(width, height, components, precision, signed, (_, _, _) => random.Next(100) < density ? random.Next(1 << depth) * (random.Next(2) * 2 - 1) : 0);
}

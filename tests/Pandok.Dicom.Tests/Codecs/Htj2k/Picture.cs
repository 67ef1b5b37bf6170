using System.Buffers;
using System.Buffers.Binary;
using Pandok.Dicom.Codecs.Htj2k;

namespace Pandok.Dicom.Tests.Codecs.Htj2k;

/// <summary>An image as numbers, interleaved by pixel, and as the bytes that the encoder takes.</summary>
internal sealed record Picture(Htj2kImage Image, int[] Samples)
{
    private static readonly (int Width, int Height)[] Sizes = [(1, 1), (1, 7), (7, 1), (2, 2), (17, 33), (63, 64), (65, 129), (512, 512)];

    /// <summary>Made pictures by content, of several precisions, signs and colours.</summary>
    internal static IReadOnlyDictionary<string, List<Picture>> Made { get; } = MakeAll();

    internal int Lowest => Image.Signed ? -(1 << (Image.Precision - 1)) : 0;

    internal int Highest => Lowest + (1 << Image.Precision) - 1;

    internal byte[] Bytes()
    {
        var bytes = new byte[Image.FrameLength];
        for (var i = 0; i < Samples.Length; i++)
        {
            if (Image.SampleBytes == 1)
                bytes[i] = (byte)Samples[i];
            else
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * 2), (ushort)Samples[i]);
        }

        return bytes;
    }

    internal byte[] Encode(Htj2kOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        Htj2kEncoder.Encode(Bytes(), Image, options ?? new Htj2kOptions(), output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A picture with a value for each place: (x, y, component), any integer; it is brought into the range by masking.</summary>
    internal static Picture Make(int width, int height, int components, int precision, bool signed, Func<int, int, int, int> value)
    {
        var picture = new Picture(new Htj2kImage(width, height, components, precision, signed), new int[width * height * components]);
        for (var i = 0; i < picture.Samples.Length; i++)
        {
            var raw = value(i / components % width, i / components / width, i % components) & ((1 << precision) - 1);
            picture.Samples[i] = raw > picture.Highest ? raw - (1 << precision) : raw;
        }

        return picture;
    }

    internal static Picture Noise(int width, int height, int components, int precision, bool signed, int seed)
    {
        var random = new Random(seed);
        return Make(width, height, components, precision, signed, (_, _, _) => random.Next());
    }

    private static Dictionary<string, List<Picture>> MakeAll()
    {
        var all = new Dictionary<string, List<Picture>>();
        foreach (var (width, height) in Sizes)
        {
            foreach (var (precision, signed) in ((int, bool)[])[(8, false), (12, false), (16, true)])
                Add($"noise {width}x{height}", width, height, 1, precision, signed, Noise);
            Add($"noise {width}x{height}", width, height, 3, 8, false, Noise);
            Add($"gradient {width}x{height}", width, height, 1, 12, false, (w, h, c, p, s, _) => Make(w, h, c, p, s, (x, y, _) => 3 * x + 5 * y));
        }

        foreach (var (precision, signed) in ((int, bool)[])[(1, false), (2, true), (8, false), (8, true), (16, false), (16, true)])
        {
            var top = (1 << precision) - 1;
            var (low, high) = signed ? (1 << (precision - 1), top >> 1) : (0, top);
            Add("flat low", 65, 129, 1, precision, signed, (w, h, c, p, s, _) => Make(w, h, c, p, s, (_, _, _) => low));
            Add("flat high", 65, 129, 1, precision, signed, (w, h, c, p, s, _) => Make(w, h, c, p, s, (_, _, _) => high));
            Add("extremes by pixel", 130, 70, 1, precision, signed, (w, h, c, p, s, _) => Make(w, h, c, p, s, (x, y, _) => ((x + y) & 1) == 0 ? low : high));
            Add("extremes by column", 130, 70, 1, precision, signed, (w, h, c, p, s, _) => Make(w, h, c, p, s, (x, _, _) => (x & 1) == 0 ? low : high));
            Add("extremes by two", 130, 70, 1, precision, signed, (w, h, c, p, s, _) => Make(w, h, c, p, s, (x, y, _) => ((x >> 1) + (y >> 1) & 1) == 0 ? low : high));
            Add("extremes by chance", 130, 70, 1, precision, signed, (w, h, c, p, s, seed) =>
            {
                var random = new Random(seed);
                return Make(w, h, c, p, s, (_, _, _) => random.Next(2) == 0 ? low : high);
            });
            Add("a few points", 200, 150, 1, precision, signed, (w, h, c, p, s, _) => Make(w, h, c, p, s, (x, y, _) => (x * 7 + y * 13) % 977 == 0 ? high : 0));
        }

        foreach (var (precision, signed) in ((int, bool)[])[(10, true), (12, false), (16, false), (16, true)])
            Add("noise 130x70", 130, 70, 3, precision, signed, Noise);
        Add("noise 130x70", 130, 70, 1, 10, true, Noise);
        Add("opposite colours", 90, 77, 3, 8, false, (w, h, c, p, s, _) => Make(w, h, c, p, s, (x, y, i) => ((x + y + i) & 1) * 255));
        return all;

        void Add(string content, int width, int height, int components, int precision, bool signed, Func<int, int, int, int, bool, int, Picture> make)
        {
            if (!all.TryGetValue(content, out var pictures))
                all.Add(content, pictures = []);
            pictures.Add(make(width, height, components, precision, signed, pictures.Count + 1));
        }
    }
}

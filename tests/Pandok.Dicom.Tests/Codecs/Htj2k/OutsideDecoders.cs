using System.Diagnostics;
using Pandok.Dicom.Codecs.Htj2k;

namespace Pandok.Dicom.Tests.Codecs.Htj2k;

/// <summary>Decoders of others: OpenJPEG, OpenJPH, and OpenJPH as the browser has it. One folder for the files of a test.</summary>
internal sealed class OutsideDecoders : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pandok-htj2k-").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    /// <summary>Samples interleaved by pixel, as OpenJPEG decodes them.</summary>
    internal int[] OpenJpeg(byte[] code, in Htj2kImage image, int halvings)
    {
        var (input, output) = (Write(code, ".j2k"), At("opj.rawl"));
        Run("opj_decompress", "-i", input, "-r", $"{halvings}", "-o", output);
        // Planes one after the other; the bits above the precision are 0, also of negative samples.
        var planes = Samples(File.ReadAllBytes(output), image, image.Precision);
        var pixels = planes.Length / image.Components;
        var components = image.Components;
        return [.. Enumerable.Range(0, planes.Length).Select(i => planes[i % components * pixels + i / components])];
    }

    /// <summary>Samples interleaved by pixel, as OpenJPH decodes them; the code may be the prefix up to that resolution. Its files cannot hold negative samples: they are 0. Null: no form of file for these samples.</summary>
    internal int[]? OpenJph(byte[] code, in Htj2kImage image, int halvings)
    {
        if (image is { Components: 3, Signed: true })
            return null;
        var (input, output) = (Write(code, ".j2c"), At(image.Components == 3 ? "ojph.ppm" : "ojph.raw"));
        Run("ojph_expand", "-i", input, "-skip_res", $"{halvings}", "-resilient", "true", "-o", output);
        var bytes = File.ReadAllBytes(output);
        return image.Components == 1 ? Samples(bytes, image, 0) : PortablePixels(bytes, image);
    }

    /// <summary>For each job, a prefix of a code and a resolution, the samples interleaved by pixel, as the browser's decoder gives them.</summary>
    internal int[][] Browser(IReadOnlyList<(byte[] Prefix, Htj2kImage Image, int Halvings)> jobs)
    {
        var module = Path.Combine(SharedData.Repository, "viewer", "node_modules", "@cornerstonejs", "codec-openjph");
        if (!Directory.Exists(module))
            Assert.Skip("NOT TESTED: viewer/node_modules lacks @cornerstonejs/codec-openjph (npm ci in viewer)");
        for (var i = 0; i < jobs.Count; i++)
            File.WriteAllBytes(At($"job.{i}"), jobs[i].Prefix);
        File.WriteAllLines(At("jobs"), jobs.Select((job, i) => $"{At($"job.{i}")}\t{job.Halvings}\t{At($"browser.{i}")}"));
        Run("node", Path.Combine(SharedData.Repository, "tests", "Pandok.Dicom.Tests", "Codecs", "Htj2k", "decode.cjs"), module, At("jobs"));
        // One byte it takes as unsigned, always.
        return [.. jobs.Select((job, i) => Samples(File.ReadAllBytes(At($"browser.{i}")), job.Image, job.Image.SampleBytes == 2 ? 16 : 0))];
    }

    private static int[] Samples(byte[] bytes, Htj2kImage image, int signBits)
    {
        var samples = new int[bytes.Length / image.SampleBytes];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = image.SampleBytes == 1 ? bytes[i] : BitConverter.ToUInt16(bytes, i * 2);
            if (image.Signed && signBits > 0)
                samples[i] = samples[i] << (32 - signBits) >> (32 - signBits);
        }

        return samples;
    }

    private static int[] PortablePixels(byte[] file, in Htj2kImage image)
    {
        var (at, lines) = (0, 0);
        while (lines < 3)
            lines += file[at++] == '\n' ? 1 : 0;
        var samples = new int[(file.Length - at) / image.SampleBytes];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = image.SampleBytes == 1 ? file[at + i] : file[at + 2 * i] << 8 | file[at + 2 * i + 1];
        return samples;
    }

    private string At(string name) => Path.Combine(folder, name);

    private string Write(byte[] code, string ending)
    {
        var path = At("code" + ending);
        File.WriteAllBytes(path, code);
        return path;
    }

    private static void Run(string program, params string[] arguments)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(place => File.Exists(Path.Combine(place, program))))
            Assert.Skip($"NOT TESTED: {program} is absent");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors}{output.GetAwaiter().GetResult()}");
    }
}

using System.Diagnostics;
using Pandok.Dicom.Codecs.Htj2k;

namespace Pandok.Tests.Archive.Renditions;

/// <summary>OpenJPEG's own program decodes a codestream, or the beginning of one at a lower resolution.</summary>
internal sealed class OpenJpegProgram : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pandok-rendition-").FullName;

    public OpenJpegProgram()
    {
        if (!File.Exists("/usr/bin/opj_decompress")) Assert.Skip("NOT TESTED: opj_decompress is not installed.");
    }

    /// <returns>Values interleaved by pixel, with their sign.</returns>
    public int[] Decode(ReadOnlySpan<byte> code, in Htj2kImage image, int halvings = 0)
    {
        var (input, output) = (Path.Combine(folder, "code.j2k"), Path.Combine(folder, "out.rawl"));
        File.WriteAllBytes(input, code);
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/opj_decompress", ["-i", input, "-r", $"{halvings}", "-allow-partial", "-o", output]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors + said.GetAwaiter().GetResult());
        var bytes = File.ReadAllBytes(output);
        var (size, components, above) = (image.SampleBytes, image.Components, 32 - image.Precision);
        var pixels = bytes.Length / size / components;
        var values = new int[bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            // Planes one after the other; bits above the precision are 0, also of negative values.
            var at = i % components * pixels + i / components;
            var raw = size == 1 ? bytes[at] : BitConverter.ToUInt16(bytes, 2 * at);
            values[i] = image.Signed ? raw << above >> above : raw;
        }
        return values;
    }

    public void Dispose() => Directory.Delete(folder, true);
}

using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Codecs.Htj2k;
using Pandok.Dicom.Files;

namespace Pandok.Bench;

/// <summary>Lossless HTJ2K encoding of CT slices: ours, native OpenJPH, and OpenJPH's WebAssembly build, warm, in turns.</summary>
internal static partial class Htj2kBench
{
    private const int Rounds = 7, Passes = 4, Slices = 24, Side = 512;
    private const string Ours = "pandok", Native = "OpenJPH native (ojph_compress)", WebAssembly = "OpenJPH WebAssembly (node)";

    private static readonly Htj2kImage Image = new(Side, Side, 1, 16, false);

    public static async Task<int> RunAsync()
    {
        var slices = await ReadSlicesAsync();
        var folder = Directory.CreateTempSubdirectory("pandok-bench-htj2k-").FullName;
        var samples = Path.Combine(folder, "slices.raw");
        await File.WriteAllBytesAsync(samples, slices.SelectMany(slice => slice).ToArray());

        var names = new[] { Ours, Native, WebAssembly };
        var times = names.ToDictionary(name => name, _ => new List<double>());
        var bytes = new Dictionary<string, long>();
        for (var round = 0; round < Rounds + 1; round++)
        {
            foreach (var name in names)
            {
                var (time, length) = name switch
                {
                    Ours => Encode(slices),
                    Native => await RunNativeAsync(samples, folder, slices.Count),
                    _ => await RunWebAssemblyAsync(samples),
                };
                bytes[name] = length;
                // The first round is for the just-in-time compiler and the page cache.
                if (round > 0) times[name].Add(time);
            }
        }

        var version = Version().Match(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(folder, "native.j2c")))).Groups[1].Value;
        Directory.Delete(folder, recursive: true);
        await WriteAsync(times, bytes, slices.Count, version);
        return 0;
    }

    // Signed, with -2000 outside the circle; moved to unsigned, because ojph_compress reads raw files as unsigned.
    private static async Task<List<byte[]>> ReadSlicesAsync()
    {
        var slices = new List<byte[]>();
        var files = Directory.GetFiles(Places.ChestCt, "*.dcm").Order().ToArray();
        foreach (var path in Enumerable.Range(0, Slices).Select(i => files[i * files.Length / Slices]))
        {
            await using var file = File.OpenRead(path);
            var (header, index) = await FrameIndex.ReadAsync(file, CancellationToken.None);
            var coded = await index.ReadAsync(file, 1, CancellationToken.None);
            var frame = FrameDecoder.Decode(header.Syntax.Uid, coded.Span, new PixelLayout(Side, Side));
            Shift(frame);
            slices.Add(frame);
        }
        return slices;
    }

    private static void Shift(byte[] frame)
    {
        foreach (ref var sample in MemoryMarshal.Cast<byte, ushort>(frame.AsSpan())) sample += 4096;
    }

    /// <summary>Milliseconds of processor time a slice, of the best of some passes.</summary>
    private static (double Time, long Bytes) Encode(List<byte[]> slices)
    {
        var output = new ArrayBufferWriter<byte>(1 << 20);
        var (best, bytes) = (double.MaxValue, 0L);
        for (var pass = 0; pass < Passes; pass++)
        {
            bytes = 0;
            var start = Environment.CpuUsage.TotalTime;
            foreach (var slice in slices)
            {
                output.ResetWrittenCount();
                Htj2kEncoder.Encode(slice, Image, output);
                bytes += output.WrittenCount;
            }
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalMilliseconds / slices.Count);
        }
        return (best, bytes);
    }

    // The slices are the tiles of one tall image, so that starting the program, reading and writing weigh little: it prints the time of all of it.
    private static async Task<(double Time, long Bytes)> RunNativeAsync(string samples, string folder, int slices)
    {
        var coded = Path.Combine(folder, "native.j2c");
        var best = double.MaxValue;
        for (var pass = 0; pass < Passes; pass++)
        {
            var (code, output) = await Tool.RunAsync("ojph_compress", "-i", samples, "-o", coded, "-reversible", "true", "-prog_order", "RPCL", "-dims", $"{{{Side},{Side * slices}}}",
                "-tile_size", $"{{{Side},{Side}}}", "-num_comps", "1", "-signed", "false", "-bit_depth", "16", "-downsamp", "{1,1}");
            var elapsed = Elapsed().Match(output);
            if (code != 0 || !elapsed.Success) throw new InvalidOperationException($"ojph_compress ended with {code}: {output}");
            best = Math.Min(best, double.Parse(elapsed.Groups[1].Value, CultureInfo.InvariantCulture) * 1000 / slices);
        }
        return (best, new FileInfo(coded).Length);
    }

    private static async Task<(double Time, long Bytes)> RunWebAssemblyAsync(string samples)
    {
        var module = Path.Combine(Places.Root, "viewer", "node_modules", "@cornerstonejs", "codec-openjph");
        var script = Path.Combine(Places.Root, "bench", "Pandok.Bench", "htj2k.cjs");
        var (code, output) = await Tool.RunAsync("node", script, module, samples, $"{Side}", $"{Side}", $"{Passes}");
        if (code != 0) throw new InvalidOperationException($"node ended with {code}: {output}");
        var parts = output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static async Task WriteAsync(Dictionary<string, List<double>> times, Dictionary<string, long> bytes, int slices, string version)
    {
        static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
        var ours = Median(times[Ours]);
        var text = new StringBuilder()
            .AppendLine("# HTJ2K lossless encoding").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{slices} chest CT slices, {Side}x{Side}, 16 bit unsigned, 5 decompositions, 64x64 blocks, RPCL; milliseconds of processor time a slice, on one core. Encoders in turns, {Rounds} rounds, each the best of {Passes} passes over all slices; median of the rounds.")
            .AppendLine(CultureInfo.InvariantCulture, $"ojph_compress (OpenJPH {version}, as Debian ships it) prints the processor time of a whole process: it gets the slices as tiles of one tall image, and its time holds reading and writing that file. The other two work in memory, warm.").AppendLine()
            .AppendLine("| encoder | median ms | Pandok takes | bytes a slice | all rounds, ms |").AppendLine("|---|---|---|---|---|");
        foreach (var (name, values) in times)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {Median(values):F2} | {ours / Median(values):P0} of it | {bytes[name] / slices} ({(double)bytes[Ours] / bytes[name]:P2}) | {string.Join(", ", values.Select(value => value.ToString("F2", CultureInfo.InvariantCulture)))} |");
        }
        text.AppendLine().AppendLine("In brackets: Pandok's bytes as a share of the encoder's.").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}.");
        await File.WriteAllTextAsync(Path.Combine(Places.Root, "bench", "results", "htj2k.md"), text.ToString());
        Console.WriteLine(text);
    }

    // Its comment in the main header.
    [GeneratedRegex(@"OpenJPH Ver ([0-9.]*[0-9])")]
    private static partial Regex Version();

    [GeneratedRegex(@"Elapsed time = ([0-9.]+)")]
    private static partial Regex Elapsed();
}

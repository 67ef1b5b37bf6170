using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Bench;

/// <summary>
/// Parsing the header of a 512x512 CT slice, one thread, files in the page cache: pydicom's loop is timed inside one Python process; dcmdump's work per file is one process over all files minus
/// one process over one file, printing one tag only. Reading, changing 60 elements and writing against gdcmanon on the same folder, its start included.
/// </summary>
internal static class HeaderBench
{
    private const int Files = 200;
    private const int Rounds = 5;

    private const string Pydicom = """
        import sys, time, pydicom
        pydicom.dcmread(sys.argv[1], stop_before_pixels=True)
        start = time.perf_counter()
        for path in sys.argv[1:]: len(pydicom.dcmread(path, stop_before_pixels=True))
        print(time.perf_counter() - start)
        """;

    public static async Task<int> RunAsync()
    {
        var slice = Path.Combine(Places.Root, "..", "shared", "data", "chest-ct", "copdgene-2-thin-slices", "slice001.dcm");
        if (!File.Exists(slice) || !Tool.Exists("dcmdump") || !Tool.Exists("gdcmanon") || !File.Exists("/usr/bin/python3"))
        {
            Console.Error.WriteLine("Needs ../shared/data, DCMTK, GDCM and pydicom.");
            return 1;
        }
        var folder = Directory.CreateTempSubdirectory("pandok-bench-").FullName;
        try
        {
            var source = Directory.CreateDirectory(Path.Combine(folder, "in")).FullName;
            var paths = Enumerable.Range(1, Files).Select(i => Path.Combine(source, $"{i:000}.dcm")).ToArray();
            foreach (var path in paths) await File.WriteAllBytesAsync(path, await File.ReadAllBytesAsync(slice));
            var tags = Dictionary60();
            var (ours, pydicom, dcmdump, change, gdcm) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round <= Rounds; round++)
            {
                var times = (Parse(paths), await PydicomAsync(paths), await DcmdumpAsync(paths), Change(paths, Fresh(folder), tags), await GdcmanonAsync(source, Fresh(folder), tags));
                if (round == 0) continue; // the just-in-time compiler and the page cache
                ours.Add(times.Item1);
                pydicom.Add(times.Item2);
                dcmdump.Add(times.Item3);
                change.Add(times.Item4);
                gdcm.Add(times.Item5);
                Console.WriteLine($"round {round}: {times}");
            }
            await WriteAsync(ours, pydicom, dcmdump, change, gdcm, new FileInfo(slice).Length);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Parse(string[] paths)
    {
        var clock = Stopwatch.StartNew();
        foreach (var path in paths)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
            if (new DicomReader(file).ReadFile().DataSet.Count < 50) throw new InvalidOperationException(path);
        }
        return clock.Elapsed.TotalSeconds;
    }

    private static double Change(string[] paths, string output, Tag[] tags)
    {
        var clock = Stopwatch.StartNew();
        foreach (var path in paths)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
            var reader = new DicomReader(file);
            var header = reader.ReadFile();
            foreach (var tag in tags) header.DataSet.Set(tag, Dictionary.Find(tag)!.Vrs[0], "CHANGED");
            var head = new ArrayBufferWriter<byte>(16 << 10);
            DicomWriter.WriteFileHead(head, header.DataSet, header.Syntax);
            DicomWriter.WriteDataSet(head, header.DataSet, header.Syntax);
            DicomWriter.WritePixelDataHead(head, header.Pixels!.Value, header.Syntax);
            using var to = new FileStream(Path.Combine(output, Path.GetFileName(path)), FileMode.Create, FileAccess.Write, FileShare.None, 0);
            to.Write(head.WrittenSpan);
            reader.CopyPixelData(to);
        }
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> PydicomAsync(string[] paths)
    {
        var (code, output) = await Tool.RunAsync("/usr/bin/python3", ["-W", "ignore", "-c", Pydicom, .. paths]);
        return code == 0 ? double.Parse(output, CultureInfo.InvariantCulture) : throw new InvalidOperationException(output);
    }

    private static async Task<double> DcmdumpAsync(string[] paths)
    {
        async Task<double> Timed(params string[] files)
        {
            var clock = Stopwatch.StartNew();
            var (code, output) = await Tool.RunAsync("dcmdump", ["-q", "+P", "0008,0018", .. files]);
            return code == 0 ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException(output);
        }
        var all = await Timed(paths);
        return (all - await Timed(paths[0])) * Files / (Files - 1);
    }

    private static async Task<double> GdcmanonAsync(string source, string output, Tag[] tags)
    {
        var clock = Stopwatch.StartNew();
        var (code, said) = await Tool.RunAsync("gdcmanon", ["--dumb", "--continue", .. tags.SelectMany(tag => new[] { "--replace", $"{tag.Group:x4},{tag.Element:x4}=CHANGED" }), "-i", source, "-o", output]);
        var seconds = clock.Elapsed.TotalSeconds;
        return code == 0 && Directory.GetFiles(output).Length == Files ? seconds : throw new InvalidOperationException($"gdcmanon ended with {code}: {said}");
    }

    private static readonly HashSet<uint> UnknownToGdcm = [0x00081088, 0x00100223, 0x001811B0, 0x001811B1, 0x001811BB];

    // Sixty elements that both can set: strings of the patient, study and acquisition groups.
    private static Tag[] Dictionary60() =>
        [.. Enumerable.Range(0, 0x2000).SelectMany(element => new[] { new Tag(0x0008, (ushort)element), new Tag(0x0010, (ushort)element), new Tag(0x0018, (ushort)element) })
            .Where(tag => Dictionary.Find(tag) is { Retired: false, Multiplicity: "1", Vrs: [Vr.LO or Vr.SH] } && !UnknownToGdcm.Contains(tag.Value)).Take(60)];

    private static string Fresh(string folder)
    {
        var output = Path.Combine(folder, "out");
        if (Directory.Exists(output)) Directory.Delete(output, recursive: true);
        return Directory.CreateDirectory(output).FullName;
    }

    private static async Task WriteAsync(List<double> ours, List<double> pydicom, List<double> dcmdump, List<double> change, List<double> gdcm, long bytes)
    {
        static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
        var text = new StringBuilder().AppendLine("# Headers of CT slices").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{Files} copies of one uncompressed 512x512 CT slice ({bytes} bytes), in the page cache, one thread, {Rounds} rounds interleaved, median.")
            .AppendLine("pydicom: `dcmread(stop_before_pixels=True)` in a loop inside one process. dcmdump: one process over all files minus one over a single file, printing one tag.")
            .AppendLine("gdcmanon: `--dumb`, 60 replaced elements, the folder in one process, its start included. Nobody syncs.").AppendLine()
            .AppendLine("| work | who | µs per file | files/s | Pandok's rate is |").AppendLine("|---|---|---|---|---|");
        void Row(string work, string who, List<double> seconds, List<double> against) => text.AppendLine(CultureInfo.InvariantCulture,
            $"| {work} | {who} | {Median(seconds) / Files * 1e6:F0} | {Files / Median(seconds):F0} | {Median(seconds) / Median(against):F1} x |");
        Row("parse the header", "Pandok", ours, ours);
        Row("parse the header", "pydicom", pydicom, ours);
        Row("parse the header", "dcmdump", dcmdump, ours);
        Row("read, change 60 elements, write", "Pandok", change, change);
        Row("read, change 60 elements, write", "gdcmanon", gdcm, change);
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}.");
        await File.WriteAllTextAsync(Path.Combine(Places.Root, "bench", "results", "header.md"), text.ToString());
        Console.WriteLine(text);
    }
}

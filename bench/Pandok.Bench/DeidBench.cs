using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Planted;

namespace Pandok.Bench;

/// <summary>
/// De-identification beside the peers that Debian has. What is left, lost and broken on a generated corpus of planted identifiers; and the rate on a real CT.
/// Orthanc is asked instance by instance, so that its files keep their names; its rate leaves the upload out.
/// </summary>
internal static class DeidBench
{
    private const int Seed = 7;

    // gdcmanon ends its run at the first slice of the compressed chest CT, so all are given this one, native, many times.
    private static (int Rounds, int Slices) Size(bool quick) => quick ? (1, 40) : (3, 250);

    private static string Slice => Path.Combine(Places.Root, "..", "shared", "data", "chest-ct", "copdgene-2-thin-slices", "slice001.dcm");

    private static string Coded => Path.Combine(Places.Root, "..", "shared", "data", "chest-ct", "ricord-1a-covid-dicom");

    // A run, and what it took of the processor: of programs that ended, or of a server.
    private sealed record Tried(string Name, Func<string, string, Task<double>> Run, Func<double> Spent);

    private sealed record Rate(double FilesPerSecond, double SpentMs);

    /// <param name="quick">A few files once, to see that it runs: the table goes to artifacts, not among the results.</param>
    public static async Task<int> RunAsync(bool quick)
    {
        var (rounds, count) = Size(quick);
        if (!File.Exists(Slice) || !Directory.Exists(Coded) || !Tool.Exists("gdcmanon") || !Tool.Exists("Orthanc") || !Tool.Exists("dciodvfy") || !Tool.Exists("openssl"))
        {
            Console.Error.WriteLine("Needs ../shared/data, GDCM, Orthanc, dicom3tools and openssl.");
            return 1;
        }
        var folder = Directory.CreateTempSubdirectory("pandok-bench-").FullName;
        try
        {
            var key = Path.Combine(folder, "key");
            await File.WriteAllTextAsync(key, string.Concat(Enumerable.Repeat("0123456789abcdef", 4)));
            var certificate = Path.Combine(folder, "certificate.pem");
            await Tool.RunAsync("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=bench", "-keyout", Path.Combine(folder, "private.pem"), "-out", certificate);
            var (http, dimse) = (Tool.FreePort(), Tool.FreePort());
            using var orthanc = await Peer.OrthancAsync(Path.Combine(folder, "orthanc"), http, dimse);
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}/"), Timeout = TimeSpan.FromMinutes(5) };
            Func<double> byServer = () => Process.GetProcessById(orthanc.ProcessId).TotalProcessorTime.TotalSeconds;
            var tried = new[]
            {
                new Tried("pandok, profile reading", (from, to) => Timed(Tool.RunAsync(Places.Program, "deidentify", from, to, "--profile", "reading", "--key", key)), ProcessorTime.OfChildren),
                new Tried("pandok, profile strict", (from, to) => Timed(Tool.RunAsync(Places.Program, "deidentify", from, to, "--profile", "strict", "--key", key)), ProcessorTime.OfChildren),
                new Tried("gdcmanon, Basic profile", (from, to) => Timed(GdcmanonAsync(certificate, from, to)), ProcessorTime.OfChildren),
                new Tried("Orthanc, anonymize", (from, to) => OrthancTimedAsync(client, from, to), byServer),
            };
            var corpus = new Corpus(Seed);
            var planted = Directory.CreateDirectory(Path.Combine(folder, "planted")).FullName;
            foreach (var item in corpus.Objects) await File.WriteAllBytesAsync(Path.Combine(planted, item.Name + ".dcm"), item.File.ToArray());
            var scores = new List<(string, DeidScore)> { ("unchanged copy", await DeidScore.OfAsync(corpus, planted, planted)) };
            foreach (var one in tried)
            {
                var to = Fresh(folder);
                await one.Run(planted, to);
                scores.Add((one.Name, await DeidScore.OfAsync(corpus, planted, to)));
                Console.WriteLine(scores[^1]);
            }
            var slices = Directory.CreateDirectory(Path.Combine(folder, "slices")).FullName;
            await SeriesAsync(slices, count);
            var rates = tried.ToDictionary(one => one.Name, _ => new List<Rate>());
            var coded = new List<Rate>();
            for (var round = 0; round < rounds; round++)
            {
                foreach (var one in tried)
                {
                    rates[one.Name].Add(await RateAsync(one, slices, Fresh(folder)));
                    Console.WriteLine($"round {round}: {one.Name} {rates[one.Name][^1]}");
                }
                coded.Add(await RateAsync(tried[0], Coded, Fresh(folder)));
            }
            var native = await CoreRates.MeasureAsync(slices, quick);
            var lossless = await CoreRates.MeasureAsync(Coded, quick);
            var text = Text(corpus, scores, rates, coded, [("native", slices, native), ("JPEG Lossless", Coded, lossless)], await DetectorTimes.MeasureAsync(Coded, quick), rounds);
            var target = quick ? Path.Combine(Places.Root, "artifacts", "deid-quick.md") : Path.Combine(Places.Root, "bench", "results", "deid.md");
            await File.WriteAllTextAsync(target, text);
            Console.WriteLine(text);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // One slice many times, each an instance of its own, as those of a series are.
    private static async Task SeriesAsync(string folder, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await using var source = File.OpenRead(Slice);
            var reader = new DicomReader(source);
            var header = await reader.ReadFileAsync(CancellationToken.None);
            var set = header.DataSet.Set(Tags.SOPInstanceUID, Vr.UI, $"2.25.{4711L * count + i}").Set(Tags.InstanceNumber, Vr.IS, $"{i}");
            var head = new ArrayBufferWriter<byte>();
            DicomWriter.WriteFileHead(head, set, header.Syntax);
            DicomWriter.WriteDataSet(head, set, header.Syntax);
            DicomWriter.WritePixelDataHead(head, header.Pixels!.Value, header.Syntax);
            await using var file = File.Create(Path.Combine(folder, $"{i:000}.dcm"));
            await file.WriteAsync(head.WrittenMemory);
            await reader.CopyPixelDataAsync(file, CancellationToken.None);
        }
    }

    private static async Task<Rate> RateAsync(Tried one, string from, string to)
    {
        var before = one.Spent();
        var seconds = await one.Run(from, to);
        var files = Directory.GetFiles(to, "*.dcm").Length;
        var rate = new Rate(files / seconds, 1000 * (one.Spent() - before) / Math.Max(1, files));
        Directory.Delete(to, recursive: true);
        return rate;
    }

    private static async Task<double> Timed(Task work)
    {
        var clock = Stopwatch.StartNew();
        await work;
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task GdcmanonAsync(string certificate, string from, string to)
    {
        // One file at a time on the small corpus, for one that fails ends a directory's run; a folder at once where all are alike.
        var files = Directory.GetFiles(from, "*.dcm");
        if (files.Length > 30) await Tool.RunAsync("gdcmanon", "-e", "-c", certificate, "--continue", "-i", from, "-o", to);
        else foreach (var file in files) await Tool.RunAsync("gdcmanon", "-e", "-c", certificate, "-i", file, "-o", Path.Combine(to, Path.GetFileName(file)));
    }

    private static async Task<double> OrthancTimedAsync(HttpClient client, string from, string to)
    {
        var ids = new List<(string Name, string Id)>();
        foreach (var file in Directory.GetFiles(from, "*.dcm").Order(StringComparer.Ordinal))
        {
            using var stored = await client.PostAsync("instances", new ByteArrayContent(await File.ReadAllBytesAsync(file)));
            if (stored.IsSuccessStatusCode && (await stored.Content.ReadFromJsonAsync<Dictionary<string, object>>())!.TryGetValue("ID", out var id)) ids.Add((Path.GetFileName(file), id.ToString()!));
        }
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (one, stop) =>
        {
            using var made = await client.PostAsync($"instances/{one.Id}/anonymize", new StringContent("{}"), stop);
            if (made.IsSuccessStatusCode) await File.WriteAllBytesAsync(Path.Combine(to, one.Name), await made.Content.ReadAsByteArrayAsync(stop), stop);
        });
        return clock.Elapsed.TotalSeconds;
    }

    private static string Fresh(string folder) => Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName())).FullName;

    private static Rate Median(List<Rate> rates) => new(Median(rates.Select(rate => rate.FilesPerSecond)), Median(rates.Select(rate => rate.SpentMs)));

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static double Megabytes(string folder) => Directory.GetFiles(folder, "*.dcm").Average(file => new FileInfo(file).Length) / 1e6;

    private static string Text(Corpus corpus, List<(string Name, DeidScore Score)> scores, Dictionary<string, List<Rate>> rates, List<Rate> coded, List<(string Name, string Folder, CoreRates Rates)> cores, IReadOnlyList<DetectorTimes> looks, int rounds)
    {
        var objects = corpus.Objects.Count;
        var text = new StringBuilder("# De-identification beside its peers\n\n")
            .AppendLine(CultureInfo.InvariantCulture, $"A generated corpus (seed {Seed}): {objects} objects of four artificial patients. Searched in whole files and inflated streams, in six encodings: planted texts and original UIDs, each once a file.")
            .AppendLine("What a tool does not release cannot leak and is not counted as lost. Orthanc anonymises instance by instance here, so references between objects are not compared. The corpus is ours: read the figures of others as \"what this corpus finds\".")
            .AppendLine("The peers are those that Debian has. dicognito and the deid of pydicom, CTP, fo-dicom and the tools of Kitware and Microsoft are not packaged there and were not run.").AppendLine()
            .AppendLine("| tool | objects out | planted items left | burned-in texts readable | values lost | descriptor words lost | safe private lost | dciodvfy errors added | say what was done (0012,0062 and 0028,0303) |").AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, one) in scores)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {one.Released} of {objects} | {one.Leaks} | {one.Readable} | {one.ValuesLost} of {one.Values} | {one.WordsLost} of {one.Words} | {one.SafeLost} of {one.Safe} | {one.ErrorsAdded} | {one.Marked} of {one.Released} |");
        var (files, size) = (Directory.GetFiles(cores[0].Folder, "*.dcm").Length, Megabytes(cores[0].Folder));
        text.AppendLine().AppendLine("## Whole programs").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{files} files of one slice of a real chest CT (native, {size:0.00} MB each), each with an Instance Number and a SOP Instance UID of its own, {rounds} round{(rounds == 1 ? "" : "s, interleaved, medians")}. Pandok's time is that of the whole program from its start to its end: two passes, a sample of slices looked at for burned-in text, every file verified from its first byte to its last after it was written, hashes, each flushed to the disk, on all cores. gdcmanon does none of this, on one core; Orthanc's upload is left out. A core's rate is reckoned from the processor's time.").AppendLine()
            .AppendLine("| tool | files a second | MB a second | pandok, reading, is | processor ms a file | files a second and core |").AppendLine("|---|---|---|---|---|---|");
        var ours = Median(rates.First().Value).FilesPerSecond;
        foreach (var (name, rate) in rates.Select(one => (one.Key, Median(one.Value))))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {rate.FilesPerSecond:0} | {rate.FilesPerSecond * size:0} | {ours / rate.FilesPerSecond:0.00} x | {rate.SpentMs:0.00} | {1000 / rate.SpentMs:0} |");
        var other = Median(coded);
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"On the {Directory.GetFiles(Coded, "*.dcm").Length} slices of another real chest CT ({Megabytes(Coded):0.00} MB each, JPEG Lossless), at whose first gdcmanon ends: pandok, profile reading, {other.FilesPerSecond:0} files a second, {other.SpentMs:0.00} processor ms a file.")
            .AppendLine().AppendLine("## The library on one core").AppendLine()
            .AppendLine("In one thread of a warm process, from memory to memory, profile reading; medians of rounds, by the time of the processor. Header only: read, de-identify, write, pixels copied. With the verifier: the whole way of a file, hashes, the look at sampled slices, and every written byte verified.").AppendLine()
            .AppendLine("| slices | header only: files a second | MB a second | with the verifier: files a second | MB a second | de-identify, ms | write the header, ms | verify the header, ms |").AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var (name, folder, rate) in cores)
        {
            var (each, times) = (Megabytes(folder), CleanTimes.Measure(folder));
            text.AppendLine(CultureInfo.InvariantCulture, $"| CT, {name}, {each:0.00} MB | {1000 / rate.HeaderMs:0} | {1000 / rate.HeaderMs * each:0} | {1000 / rate.VerifiedMs:0} | {1000 / rate.VerifiedMs * each:0} | {times.Deidentify:0.000} | {times.Write:0.000} | {times.Verify:0.000} |");
        }
        text.AppendLine().AppendLine("## The text detector").AppendLine()
            .AppendLine("Frames of that other CT, 512x512, in one thread, medians of rounds, by the time of the processor: one look at one frame with all that is drawn of it (its window, the whole range).").AppendLine()
            .AppendLine("| look | ms a frame | decode the frame, ms |").AppendLine("|---|---|---|");
        foreach (var look in looks) text.AppendLine(CultureInfo.InvariantCulture, $"| {look.Name} | {look.Milliseconds:0.0} | {look.Decode:0.0} |");
        return text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}.").ToString();
    }
}

using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Pandok.Deidentification.Tests.Planted;
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
    private const int Rounds = 3;

    // gdcmanon ends its run at the first slice of the compressed chest CT, so all are given this one, native, many times.
    private const int Slices = 250;

    private static string Slice => Path.Combine(Places.Root, "..", "shared", "data", "chest-ct", "copdgene-2-thin-slices", "slice001.dcm");

    private static string Coded => Path.Combine(Places.Root, "..", "shared", "data", "chest-ct", "ricord-1a-covid-dicom");

    private sealed record Tried(string Name, Func<string, string, Task> Run);

    private sealed record Score(int Released, int Leaks, int Readable, int ValuesLost, int Values, int WordsLost, int Words, int SafeLost, int Safe, int ErrorsAdded);

    public static async Task<int> RunAsync()
    {
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
            var tried = new[]
            {
                new Tried("pandok, profile reading", (from, to) => Tool.RunAsync(Places.Program, "deidentify", from, to, "--profile", "reading", "--key", key)),
                new Tried("pandok, profile strict", (from, to) => Tool.RunAsync(Places.Program, "deidentify", from, to, "--profile", "strict", "--key", key)),
                new Tried("gdcmanon, Basic profile", (from, to) => GdcmanonAsync(certificate, from, to)),
                new Tried("Orthanc, anonymize", (from, to) => OrthancTimedAsync(client, from, to)),
            };
            var corpus = new Corpus(Seed);
            var planted = Directory.CreateDirectory(Path.Combine(folder, "planted")).FullName;
            foreach (var item in corpus.Objects) await File.WriteAllBytesAsync(Path.Combine(planted, item.Name + ".dcm"), item.File.ToArray());
            var scores = new List<(string, Score)> { ("unchanged copy", await ScoreAsync(corpus, planted, planted)) };
            foreach (var one in tried)
            {
                var to = Fresh(folder);
                await one.Run(planted, to);
                scores.Add((one.Name, await ScoreAsync(corpus, planted, to)));
                Console.WriteLine(scores[^1]);
            }
            var slices = Directory.CreateDirectory(Path.Combine(folder, "slices")).FullName;
            await SeriesAsync(slices);
            var rates = tried.ToDictionary(one => one.Name, _ => new List<double>());
            var coded = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var one in tried)
                {
                    var clock = Stopwatch.StartNew();
                    var to = Fresh(folder);
                    var seconds = one.Name.StartsWith("Orthanc", StringComparison.Ordinal) ? await OrthancTimedAsync(client, slices, to) : await Timed(one.Run(slices, to), clock);
                    rates[one.Name].Add(Directory.GetFiles(to, "*.dcm").Length / seconds);
                    Directory.Delete(to, recursive: true);
                    Console.WriteLine($"round {round}: {one.Name} {rates[one.Name][^1]:0}/s");
                }
                var begin = Stopwatch.StartNew();
                var into = Fresh(folder);
                coded.Add(Directory.GetFiles(Coded).Length / await Timed(tried[0].Run(Coded, into), begin));
                Directory.Delete(into, recursive: true);
            }
            await WriteAsync(corpus, scores, rates, Median(coded), CleanTimes.Measure(slices));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // One slice many times, each an instance of its own, as those of a series are.
    private static async Task SeriesAsync(string folder)
    {
        for (var i = 1; i <= Slices; i++)
        {
            await using var source = File.OpenRead(Slice);
            var reader = new DicomReader(source);
            var header = await reader.ReadFileAsync(CancellationToken.None);
            var set = header.DataSet.Set(Tags.SOPInstanceUID, Vr.UI, $"2.25.{4711L * Slices + i}").Set(Tags.InstanceNumber, Vr.IS, $"{i}");
            var head = new ArrayBufferWriter<byte>();
            DicomWriter.WriteFileHead(head, set, header.Syntax);
            DicomWriter.WriteDataSet(head, set, header.Syntax);
            DicomWriter.WritePixelDataHead(head, header.Pixels!.Value, header.Syntax);
            await using var file = File.Create(Path.Combine(folder, $"{i:000}.dcm"));
            await file.WriteAsync(head.WrittenMemory);
            await reader.CopyPixelDataAsync(file, CancellationToken.None);
        }
    }

    private static async Task<double> Timed(Task work, Stopwatch clock)
    {
        await work;
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task GdcmanonAsync(string certificate, string from, string to)
    {
        // One file at a time on the small corpus, for one that fails ends a directory's run; a folder at once where all are alike.
        var files = Directory.GetFiles(from, "*.dcm");
        if (files.Length > 100) await Tool.RunAsync("gdcmanon", "-e", "-c", certificate, "--continue", "-i", from, "-o", to);
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

    private static async Task<Score> ScoreAsync(Corpus corpus, string from, string to)
    {
        var search = new LeakSearch(corpus.Truth);
        var (released, leaks, readable, values, lost, words, wordsLost, safe, safeLost, errors) = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        foreach (var item in corpus.Objects)
        {
            var path = Path.Combine(to, item.Name + ".dcm");
            if (!File.Exists(path)) continue;
            var file = await File.ReadAllBytesAsync(path);
            DataSet set;
            try
            {
                set = new DicomReader(new MemoryStream(file)).ReadFile().DataSet;
                readable += corpus.Truth.Burned.Count(burned => burned.Name == item.Name && BurnedIn.IsReadable(file, burned));
            }
            catch (DicomException)
            {
                continue;
            }
            released++;
            leaks += search.Leaks(file).Count;
            foreach (var survivor in corpus.Truth.Survivors.Where(one => one.Name == item.Name))
            {
                values++;
                if (ValueAt(set, survivor.Path) != survivor.Value) lost++;
            }
            foreach (var word in corpus.Truth.Descriptors.Where(one => one.Name == item.Name))
            {
                words++;
                if (set.GetString(word.Tag)?.Contains(word.Word, StringComparison.OrdinalIgnoreCase) != true) wordsLost++;
            }
            foreach (var value in corpus.Truth.SafeValues.Where(one => one.Name == item.Name))
            {
                safe++;
                if (!set.Any(element => element.Tag.Group == value.Group && element.Tag.Element >= 0x1000 && (byte)element.Tag.Element == value.Element)) safeLost++;
            }
            errors += Math.Max(0, await ErrorsAsync(path) - await ErrorsAsync(Path.Combine(from, item.Name + ".dcm")));
        }
        return new Score(released, leaks, readable, lost, values, wordsLost, words, safeLost, safe, errors);
    }

    private static string? ValueAt(DataSet set, IReadOnlyList<Tag> path)
    {
        for (var i = 0; i + 1 < path.Count; i++)
        {
            if (set.GetItems(path[i]) is not [var first, ..]) return null;
            set = first;
        }
        return set.GetString(path[^1]);
    }

    private static async Task<int> ErrorsAsync(string path) => (await Tool.RunAsync("dciodvfy", path)).Output.Split('\n').Count(line => line.StartsWith("Error", StringComparison.Ordinal));

    private static string Fresh(string folder) => Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName())).FullName;

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task WriteAsync(Corpus corpus, List<(string Name, Score Score)> scores, Dictionary<string, List<double>> rates, double coded, (double Deidentify, double Write, double Verify) times)
    {
        var text = new StringBuilder("# De-identification beside its peers\n\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"A generated corpus (seed {Seed}): {corpus.Objects.Count} objects of four artificial patients. Searched in whole files and inflated streams, in six encodings: planted texts and original UIDs, each once a file.")
            .AppendLine("What a tool does not release cannot leak and is not counted as lost. Orthanc anonymises instance by instance here, so references between objects are not compared. The corpus is ours: read the figures of others as \"what this corpus finds\".").AppendLine()
            .AppendLine("| tool | objects out | planted items left | burned-in texts readable | values lost | descriptor words lost | safe private lost | dciodvfy errors added |").AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var (name, one) in scores)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {one.Released} of {corpus.Objects.Count} | {one.Leaks} | {one.Readable} | {one.ValuesLost} of {one.Values} | {one.WordsLost} of {one.Words} | {one.SafeLost} of {one.Safe} | {one.ErrorsAdded} |");
        text.AppendLine().AppendLine($"## Rate").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{Slices} files of one slice of a real chest CT (native, 0.5 MB each), each with an Instance Number and a SOP Instance UID of its own, {Rounds} rounds interleaved, medians. Pandok's time is that of the whole program: two passes, a sample of slices looked at for burned-in text, every file verified from its first byte to its last after it was written, hashes, each flushed to the disk. gdcmanon does none of this; Orthanc's upload is left out.").AppendLine()
            .AppendLine("| tool | files a second | ratio |").AppendLine("|---|---|---|");
        var ours = Median(rates.First().Value);
        foreach (var (name, seen) in rates) text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {Median(seen):0} | {ours / Median(seen):0.00} x |");
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"On the 248 slices of another real chest CT, JPEG Lossless, at whose first gdcmanon ends: pandok, profile reading, {coded:0} files a second.");
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"The library by itself on the headers of these slices, one thread, best of six rounds: de-identify {times.Deidentify:0.000} ms, write {times.Write:0.000} ms, verify the header {times.Verify:0.000} ms: {1000 / (times.Deidentify + times.Write):0} headers a second without the verifier, {1000 / (times.Deidentify + times.Write + times.Verify):0} with it.").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}.");
        await File.WriteAllTextAsync(Path.Combine(Places.Root, "bench", "results", "deid.md"), text.ToString());
        Console.WriteLine(text);
    }
}

using System.Buffers;
using Pandok.Dicom.Files;

namespace Pandok.Deidentification.Tests;

/// <summary>Every file of the shared conformance set: released, quarantined or refused with a reason, never a crash; and what is released passes the verifier.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public async Task Every_file_passes_through_without_a_crash()
    {
        var shared = Sample.Shared();
        Assert.SkipWhen(shared is null, "SKIPPED LOUDLY: ../shared/data is not there, no real file was tried.");
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var faults = new List<string>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(shared!, "conformance"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (var profile in Profile.All)
            {
                var result = await TryAsync(path, profile);
                if (result.StartsWith("FAULT", StringComparison.Ordinal)) faults.Add($"{Path.GetRelativePath(shared!, path)}: {result}");
                var kind = result.Split(' ')[0];
                counts[kind] = counts.GetValueOrDefault(kind) + 1;
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(40)));
        Assert.True(counts["released"] > 200);
    }

    private static async Task<string> TryAsync(string path, Profile profile)
    {
        DicomHeader header;
        try
        {
            await using var stream = File.OpenRead(path);
            header = await new DicomReader(stream).ReadFileAsync(TestContext.Current.CancellationToken);
        }
        catch (DicomException)
        {
            return "unreadable";
        }
        var outcome = Deidentifier.Apply(header.DataSet, profile, Sample.Keys);
        switch (outcome)
        {
            case Outcome.Refused refused:
                return refused.Reasons.Count > 0 ? "refused" : "FAULT no reason";
            case Outcome.Quarantined quarantined:
                return quarantined.Reasons.Count > 0 ? "quarantined" : "FAULT no reason";
            case Outcome.Released released:
                var to = new ArrayBufferWriter<byte>();
                DicomWriter.WriteFileHead(to, released.DataSet, header.Syntax.Unpacked);
                DicomWriter.WriteDataSet(to, released.DataSet, header.Syntax.Unpacked);
                var findings = Verifier.Check(to.WrittenMemory, released.Identity);
                return findings.Count == 0 ? "released" : $"FAULT {string.Join(' ', findings)}";
            default:
                return "FAULT unknown outcome";
        }
    }
}

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
                if (findings.Count > 0) return $"FAULT {string.Join(' ', findings)}";
                // Taken in again: the same elements, and nothing to find.
                if (Deidentifier.Apply(released.DataSet, profile, Sample.Keys) is not Outcome.Released again) return "FAULT the output is not taken in again";
                if (!again.DataSet.Select(element => element.Tag).SequenceEqual(released.DataSet.Select(element => element.Tag))) return "FAULT the second pass has other elements: "
                    + string.Join(' ', again.DataSet.Select(element => element.Tag).Except(released.DataSet.Select(element => element.Tag)).Concat(released.DataSet.Select(element => element.Tag).Except(again.DataSet.Select(element => element.Tag))));
                // A required date where dates do not stay is the moved study date, which moves again: dates, UIDs and pseudonym are what a second pass changes.
                var news = again.Receipt.Findings.Where(finding => finding.Code != FindingCode.PixelsNotLooked && !(finding.Code == FindingCode.Type1Dummy && IsDate(finding.At))).ToArray();
                return news.Length == 0 ? "released" : $"FAULT {profile.Name} second pass: {string.Join(' ', news)}";
            default:
                return "FAULT unknown outcome";
        }
    }

    private static bool IsDate(string at) => Pandok.Dicom.Data.Tag.TryParseHex(at[^10..^1].Replace(",", ""), out var tag) && Pandok.Dicom.Standard.Dictionary.Find(tag)?.Vrs[0] is Pandok.Dicom.Data.Vr.DA or Pandok.Dicom.Data.Vr.DT;
}

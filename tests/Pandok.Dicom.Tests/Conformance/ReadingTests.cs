using Pandok.Dicom.Files;

namespace Pandok.Dicom.Tests.Conformance;

public sealed class ReadingTests(ITestOutputHelper output)
{
    // What is refused, and why that is right.
    private static readonly Dictionary<string, DicomError> Refused = new()
    {
    };

    [Fact]
    public async Task Every_file_is_read_or_refused_with_a_type()
    {
        var refused = new Dictionary<string, DicomError>();
        foreach (var (name, path) in ConformanceFiles.All())
        {
            try
            {
                var whole = await ConformanceFiles.ReadAsync(path, ReadMode.Tolerant);
                if (whole.Findings.Count > 0) output.WriteLine($"{name}: {string.Join(", ", whole.Findings.GroupBy(finding => finding.Code).Select(same => $"{same.Key} x{same.Count()} {same.First().Tag}"))}");
            }
            catch (DicomException fault)
            {
                refused[name] = fault.Error;
                output.WriteLine($"{name}: REFUSED {fault.Error} {fault.Message}");
            }
        }
        Assert.Equal(Refused.OrderBy(pair => pair.Key), refused.OrderBy(pair => pair.Key));
    }

    [Fact]
    public async Task What_is_written_again_has_the_same_bytes()
    {
        foreach (var (name, path) in ConformanceFiles.All())
        {
            ConformanceFiles.WholeObject whole;
            try { whole = await ConformanceFiles.ReadAsync(path, ReadMode.Verbatim); }
            catch (DicomException) { continue; }
            var original = await File.ReadAllBytesAsync(path);
            byte[] written;
            try { written = await whole.WriteAsync(); }
            catch (DicomException fault) { output.WriteLine($"{name} cannot write {fault.Message}"); continue; }
            if (!original.AsSpan().SequenceEqual(written)) output.WriteLine($"{name} differs at {original.AsSpan().CommonPrefixLength(written)} {original.Length} {written.Length} {string.Join(',', whole.Findings.Select(f => f.Code).Distinct())}");
        }
    }
}

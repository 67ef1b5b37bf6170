using System.Text;

namespace Pandok.Deidentification.Tests.Planted;

/// <summary>Public files: each one released, or withheld with a reason; the verifier withholds none that is clean. The table of the conformance set is kept true here.</summary>
public sealed class SharedDataTests
{
    private const string Document = "docs/conformance/deidentification.md";

    // Reasons that only the verifier gives.
    private static readonly string[] OfVerifier = ["IDENTITY-LEFT", "PATTERN-LEFT", "UID-LEFT", "CLASS-LEFT", "IOD", "META", "STUDY", "VERIFICATION"];

    [Fact]
    public async Task Every_conformance_file_has_its_line_in_the_table()
    {
        var shared = Sample.Shared();
        Assert.SkipWhen(shared is null, "SKIPPED LOUDLY: ../shared/data is not there, no real file was tried.");
        var root = Path.Combine(shared!, "conformance");
        var rows = new List<(string Path, string Result, string Reasons)>();
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var result = new Releasing(Profile.Reading).One(path, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
            Assert.True(result.IsReleased || result.Reasons.Count > 0, $"{path} is withheld without a reason");
            rows.Add((Path.GetRelativePath(root, path).Replace('\\', '/'), Word(result), string.Join(", ", result.Reasons)));
        }
        var text = Write(rows);
        var document = Path.Combine(Path.GetDirectoryName(RepositoryFile("Pandok.slnx"))!, Document);
        if (Environment.GetEnvironmentVariable("PANDOK_WRITE_TABLE") == "1") await File.WriteAllTextAsync(document, text, TestContext.Current.CancellationToken);
        Assert.Equal((await File.ReadAllTextAsync(document, TestContext.Current.CancellationToken)).Split('\n'), text.Split('\n'));
    }

    [Theory]
    [InlineData("conformance")]
    [InlineData("chest-ct")]
    [InlineData("head-ct")]
    [InlineData("cxr")]
    [InlineData("multimodality-sts002")]
    public async Task The_verifier_accuses_no_clean_release(string folder)
    {
        var shared = Sample.Shared();
        Assert.SkipWhen(shared is null, "SKIPPED LOUDLY: ../shared/data is not there, no real file was tried.");
        var (released, accused) = (0, new List<string>());
        foreach (var study in Directory.EnumerateFiles(Path.Combine(shared!, folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).GroupBy(Path.GetDirectoryName))
        {
            var releasing = new Releasing(Profile.Reading);
            foreach (var path in study)
            {
                var result = folder == "conformance" ? new Releasing(Profile.Reading).One(path, await Bytes(path)) : releasing.One(path, await Bytes(path));
                if (result.IsReleased) released++;
                // Its institution is called "Here", and its manufacturer "Manufacturer name here".
                if (path.EndsWith("rt/rtplan.dcm", StringComparison.Ordinal)) Assert.Equal(["IDENTITY-LEFT"], result.Reasons);
                else if (result.Reasons.Any(OfVerifier.Contains)) accused.Add($"{Path.GetRelativePath(shared!, path)}: {string.Join(' ', result.Reasons)} {string.Join(' ', result.Findings.Where(finding => finding.Code is FindingCode.IdentityLeft or FindingCode.UidLeft or FindingCode.ClassLeft or FindingCode.Meta or FindingCode.Structure or FindingCode.PatternLeft or FindingCode.Iod or FindingCode.Study or FindingCode.PixelsChanged).Select(finding => $"{finding.Code} {finding.At}").Distinct())}");
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{folder}: {released} released, {accused.Count} accused");
        foreach (var one in accused) TestContext.Current.TestOutputHelper?.WriteLine(one);
        Assert.Equal("", string.Join('\n', accused));
    }

    private static Task<byte[]> Bytes(string path) => File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);

    private static string Word(Releasing.Result result) => result.IsReleased ? "released" : result.Outcome switch { Outcome.Refused => "refused", null => "not readable", _ => "quarantined" };

    private static string Write(List<(string Path, string Result, string Reasons)> rows)
    {
        var text = new StringBuilder("# De-identification of public files\n\n");
        text.Append("What becomes of each file of the conformance set under the profile `reading`, pixels looked at, the verifier's word included. Written and kept true by\n")
            .Append("[SharedDataTests](../../tests/Pandok.Deidentification.Tests/Planted/SharedDataTests.cs); `PANDOK_WRITE_TABLE=1` writes it anew. A file that is not readable is refused at the door.\n\n")
            .Append("| result | files |\n|---|---|\n");
        foreach (var group in rows.CountBy(row => row.Result).OrderByDescending(group => group.Value).ThenBy(group => group.Key, StringComparer.Ordinal)) text.Append($"| {group.Key} | {group.Value} |\n");
        text.Append("\n| file | result | reasons |\n|---|---|---|\n");
        foreach (var (path, result, reasons) in rows) text.Append($"| {path} | {result} | {reasons} |\n");
        return text.ToString();
    }

    private static string RepositoryFile(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, name))) folder = folder.Parent;
        return Path.Combine(folder.FullName, name);
    }
}

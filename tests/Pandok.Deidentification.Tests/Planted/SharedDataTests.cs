using System.Text;
using Pandok.Deidentification.Pixels;

namespace Pandok.Deidentification.Tests.Planted;

/// <summary>Public files: each one released, or withheld with a reason; the verifier withholds none that is clean. The table of the conformance set is kept true here.</summary>
public sealed class SharedDataTests
{
    private const string Document = "docs/conformance/deidentification.md";

    // Reasons that only the verifier gives.
    private static readonly string[] OfVerifier = ["IDENTITY-LEFT", "PATTERN-LEFT", "UID-LEFT", "CLASS-LEFT", "IOD", "META", "STUDY", "VERIFICATION"];

    private static readonly FindingCode[] Accusing = [FindingCode.IdentityLeft, FindingCode.UidLeft, FindingCode.ClassLeft, FindingCode.Meta, FindingCode.Structure, FindingCode.PatternLeft, FindingCode.Iod, FindingCode.Study, FindingCode.PixelsChanged];

    [Fact]
    public async Task Every_conformance_file_has_its_line_in_the_table()
    {
        var releases = await SharedReleases.OfAsync("conformance");
        Assert.All(releases, one => Assert.True(one.IsReleased || one.Reasons.Count > 0, $"{one.Path} is withheld without a reason"));
        var rows = releases.Select(one => (one.Path["conformance/".Length..], Word(one), string.Join(", ", one.Reasons))).ToList();
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
        var (released, accused) = (0, new List<string>());
        foreach (var one in await SharedReleases.OfAsync(folder))
        {
            if (one.IsReleased) released++;
            // Its institution is called "Here", and its manufacturer "Manufacturer name here".
            if (one.Path.EndsWith("rt/rtplan.dcm", StringComparison.Ordinal)) Assert.Equal(["IDENTITY-LEFT"], one.Reasons);
            else if (one.Reasons.Any(OfVerifier.Contains)) accused.Add($"{one.Path}: {string.Join(' ', one.Reasons)} {string.Join(' ', one.Findings.Where(finding => Accusing.Contains(finding.Code)).Select(finding => $"{finding.Code} {finding.At}").Distinct())}");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{folder}: {released} released, {accused.Count} accused");
        foreach (var one in accused) TestContext.Current.TestOutputHelper?.WriteLine(one);
        Assert.Equal("", string.Join('\n', accused));
    }

    [Fact]
    public async Task Every_slice_of_a_real_chest_series_is_released_and_a_few_are_looked_at()
    {
        var slices = (await SharedReleases.OfAsync("chest-ct")).Where(one => one.Path.StartsWith("chest-ct/ricord-1a-covid-dicom/", StringComparison.Ordinal) && one.Path.EndsWith(".dcm", StringComparison.Ordinal)).ToList();
        Assert.Equal(248, slices.Count);
        Assert.All(slices, one => Assert.True(one.IsReleased, $"{one.Path}: {string.Join(' ', one.Reasons)}"));
        Assert.All(slices, one => Assert.NotEqual(PixelChange.Blanked, one.Pixels!.Change));
        Assert.InRange(slices.Count(one => one.Pixels!.Looked > 0), 3, 30);
    }

    private static string Word(SharedReleases.Release result) => result.IsReleased ? "released" : result.Outcome switch { Outcome.Refused => "refused", null => "not readable", _ => "quarantined" };

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

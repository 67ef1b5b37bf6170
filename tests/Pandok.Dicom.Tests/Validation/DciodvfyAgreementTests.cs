using System.Text.RegularExpressions;
using Pandok.Dicom.Files;
using Pandok.Dicom.Tests.Objects;
using Pandok.Dicom.Validation;

namespace Pandok.Dicom.Tests.Validation;

/// <summary>
/// Over the modality files, what dciodvfy (2022) and we call missing, empty or malformed is compared place by place. What dciodvfy finds by a condition that the tables
/// give as text only is not judged by us; every other difference is listed, with its reason, in docs/conformance/validation.md.
/// </summary>
public sealed partial class DciodvfyAgreementTests
{
    // Type 1 that only we report: a Multi-frame module in use (Frame Increment Pointer is there) without Number of Frames; and what dciodvfy did not live to see (it ends in an abort on these).
    private static readonly string[] OnlyOurs = ["rtdose_1frame.dcm (0028,0008)", "rtdose_rle_1frame.dcm (0028,0008)", "rtdose.dcm (0008,1070)", "rtdose_1frame.dcm (0008,1070)", "rtdose_expb.dcm (0008,1070)", "rtdose_expb_1frame.dcm (0008,1070)", "rtdose_expb_1frame.dcm (0028,0008)"];

    // The Frame of Reference module of an RT Structure Set is for the user to include (U) since the standard's editions after dciodvfy's.
    private static readonly string[] OnlyTheirs = ["rtstruct.dcm (0020,0052)", "rtstruct.dcm (0020,1040)"];

    [Fact]
    public async Task What_dciodvfy_calls_missing_without_condition_we_call_missing_and_the_other_way_round()
    {
        var root = SharedData.Folder("data/conformance/modalities");
        HashSet<string> both = [], onlyTheirs = [], onlyOurs = [], conditional = [];
        var unread = 0;
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var (_, output) = await Outside.RunAsync("dciodvfy", "-new", path);
            if (await OursAsync(path) is not { } ours || output.Contains("Dicom dataset read failed"))
            {
                unread++;
                continue;
            }
            var theirs = output.Split('\n').Select(line => Missing().Match(line)).Where(match => match.Success)
                .Select(match => (Place: $"{Path.GetFileName(path)} {Place(match.Groups[1].Value)}", IsConditional: match.Groups[2].Value.EndsWith('C'))).ToArray();
            var places = ours.Select(place => $"{Path.GetFileName(path)} {place}").ToHashSet();
            foreach (var (place, isConditional) in theirs.Distinct())
            {
                if (places.Contains(place)) both.Add(place);
                else if (isConditional) conditional.Add(place);
                else onlyTheirs.Add(place);
            }
            onlyOurs.UnionWith(places.Except(theirs.Select(their => their.Place)));
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"both {both.Count}, only dciodvfy by a condition in words {conditional.Count}, only dciodvfy {onlyTheirs.Count}, only ours {onlyOurs.Count}, files one of us cannot read {unread}");
        Assert.Equal(OnlyTheirs, onlyTheirs.Order(StringComparer.Ordinal));
        Assert.Equal(OnlyOurs.Order(StringComparer.Ordinal), onlyOurs.Order(StringComparer.Ordinal));
        Assert.True(both.Count >= 60, $"only {both.Count} agreements");
    }

    [GeneratedRegex(@"^Error - <(/[^>]*)> - Missing attribute for Type (\dC?) ")]
    private static partial Regex Missing();

    [GeneratedRegex(@"\(([0-9a-f]{4},[0-9a-f]{4})\)")]
    private static partial Regex TagOf();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();

    private static string Place(string path) => string.Join('.', TagOf().Matches(path).Select(match => $"({match.Groups[1].Value.ToUpperInvariant()})"));

    private static async Task<string[]?> OursAsync(string path)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var reader = new DicomReader(file);
            var header = await reader.ReadFileAsync(default);
            return [.. ObjectValidator.Validate(header, []).Findings.Where(finding => finding.Rule is ValidationRule.MissingType1 or ValidationRule.MissingType2).Select(finding => Index().Replace(finding.Path, "")).Distinct()];
        }
        catch (DicomException)
        {
            return null;
        }
    }
}

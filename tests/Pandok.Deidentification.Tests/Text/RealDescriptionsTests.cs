using Pandok.Deidentification.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Deidentification.Tests.Text;

/// <summary>The descriptions of all shared files: useful words stay, identity goes.</summary>
public sealed class RealDescriptionsTests
{
    // Projects, places and makers' projects: what a description must lose.
    private static readonly HashSet<string> Identity = new(StringComparer.OrdinalIgnoreCase)
    {
        "MGH", "ACRIN", "ACRIN6688", "HPE", "IBSI", "STS", "OFFIS", "ARIA", "IHE", "PKD", "COPDgene", "dwv", "RadOnc", "6688", "WBS",
    };

    [Fact]
    public async Task Nine_of_ten_useful_words_stay()
    {
        var shared = Sample.Shared();
        Assert.SkipWhen(shared is null, "SKIPPED LOUDLY: ../shared/data is not there.");
        var texts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(shared!, "*", SearchOption.AllDirectories))
        {
            try
            {
                await using var stream = File.OpenRead(path);
                var header = await new DicomReader(stream).ReadFileAsync(TestContext.Current.CancellationToken);
                foreach (var tag in new uint[] { 0x00081030, 0x0008103E, 0x00181030 }) texts.UnionWith(header.DataSet.GetStrings(new Tag(tag)));
            }
            catch (DicomException)
            {
                // Malformed on purpose; other tests judge them.
            }
        }
        var cleaner = TextSample.Stranger();
        int useful = 0, kept = 0;
        var spoken = new List<string>();
        var lost = new List<string>();
        foreach (var text in texts.Where(text => text.Length > 1))
        {
            var words = Words(text);
            var output = cleaner.Descriptor(text) is { } clean ? Words(clean) : [];
            foreach (var word in words.Where(word => word.Length > 1))
            {
                if (Identity.Contains(word)) { if (output.Contains(word)) spoken.Add(word); continue; }
                useful++;
                if (output.Remove(word)) kept++;
                else lost.Add(word);
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{texts.Count} descriptions, {useful} useful words, {kept} kept; lost: {string.Join(' ', lost.Distinct())}");
        Assert.True(kept >= 0.9 * useful, $"{kept} of {useful}: {string.Join(' ', lost.Distinct())}");
        Assert.True(spoken.Count == 0, $"They name a project or place and stayed: {string.Join(' ', spoken)}");
    }

    private static List<string> Words(string text) => [.. text.Split([' ', '_', '-', '/', ',', '.', ':', '^', '(', ')', '<', '>', '+', '='], StringSplitOptions.RemoveEmptyEntries)];
}

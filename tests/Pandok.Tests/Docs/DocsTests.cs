using System.Text.RegularExpressions;

namespace Pandok.Tests.Docs;

/// <summary>The documents lead to what is there: their links are walked, so a file that moves takes its sentence along.</summary>
public sealed partial class DocsTests
{
    public static TheoryData<string> Documents =>
        [.. new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md" }.Concat(
            Directory.EnumerateFiles(Repository.At("docs"), "*.md", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal))];

    [Theory, MemberData(nameof(Documents))]
    public void Every_relative_link_leads_to_something(string document)
    {
        var folder = Path.GetDirectoryName(Repository.At(document))!;
        var broken = Link().Matches(Prose(document)).Select(link => link.Groups["to"].Value)
            .Where(to => !to.Contains("://", StringComparison.Ordinal) && !to.StartsWith('#'))
            .Where(to => !Path.Exists(Path.Combine(folder, to.Split('#')[0])));
        Assert.Equal([], broken);
    }

    [Fact]
    public void Every_sentence_of_the_journey_leads_to_the_file_that_does_it()
    {
        var sentences = Prose("docs/journey.md").Split("\n\n").SelectMany(Sentences).ToList();
        Assert.InRange(sentences.Count, 20, 200);
        Assert.Equal([], sentences.Where(sentence => !Link().IsMatch(sentence)));
    }

    [Fact]
    public void Every_requirement_has_an_id_of_its_own_and_a_test_or_is_said_to_be_open()
    {
        var rows = Prose("docs/requirements.md").Split('\n').Where(line => line.StartsWith("| REQ", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        Assert.InRange(rows.Count, 30, 300);
        Assert.Equal([], rows.Select(row => row[1]).Where(id => !RequirementId().IsMatch(id)));
        Assert.Equal([], rows.GroupBy(row => row[1]).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.Equal([], rows.Where(row => !row[3].StartsWith("open", StringComparison.Ordinal) && !TestFile().IsMatch(row[3])).Select(row => row[1]));
    }

    [Fact]
    public void A_test_class_that_a_requirement_names_is_in_the_file_it_links()
    {
        var named = TestFile().Matches(Prose("docs/requirements.md"));
        Assert.NotEmpty(named);
        foreach (Match test in named.Where(test => test.Groups["file"].Value.EndsWith(".cs", StringComparison.Ordinal)))
            Assert.Contains($"class {test.Groups["name"].Value}", File.ReadAllText(Repository.At("docs/" + test.Groups["file"].Value)), StringComparison.Ordinal);
    }

    // Fenced blocks are drawings and commands, not prose.
    private static string Prose(string document) => Fence().Replace(File.ReadAllText(Repository.At(document)).ReplaceLineEndings("\n"), "");

    private static IEnumerable<string> Sentences(string paragraph)
    {
        var text = paragraph.Trim();
        if (text.Length == 0 || text[0] is '#' or '|' or '!')
            return [];
        return text.Split('\n').Aggregate(new List<string>(), (items, line) =>
        {
            if (items.Count == 0 || ListItem().IsMatch(line)) items.Add(ListItem().Replace(line, ""));
            else items[^1] += " " + line.Trim();
            return items;
        }).SelectMany(item => SentenceEnd().Split(item.Trim())).Where(sentence => sentence.Length > 0);
    }

    [GeneratedRegex(@"\[[^\]]*\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[`?(?<name>[^\]`]+)`?\]\((?<file>\.\./(?:tests|viewer/tests)/[^)]+)\)")]
    private static partial Regex TestFile();

    [GeneratedRegex(@"^REQ-[A-Z]{2,5}-\d\d$")]
    private static partial Regex RequirementId();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s*(?:[-*]|\d+\.)\s+")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"(?<=[.!?])\s+(?=[A-Z\[`*""])")]
    private static partial Regex SentenceEnd();
}

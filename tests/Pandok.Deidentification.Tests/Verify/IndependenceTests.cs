using System.Text.RegularExpressions;

namespace Pandok.Deidentification.Tests.Verify;

/// <summary>Section 1 of the design, 4: two programs.</summary>
public sealed partial class IndependenceTests
{
    [Fact]
    public void The_verifier_uses_no_code_of_rules_text_mapping_or_pixels()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Pandok.slnx"))) root = root.Parent;
        var source = Path.Combine(root!.FullName, "src", "Pandok.Deidentification");
        string[] forbidden = ["Rules", "Text", "Mapping", "Pixels", "Documents", "Profiles", "Uids", "Dates"];
        var theirs = forbidden.Select(folder => Path.Combine(source, folder)).Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Declared().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Append("Deidentifier").Append("Subject").ToHashSet();
        var own = Directory.EnumerateFiles(Path.Combine(source, "Verify"), "*.cs").ToList();
        var declaredHere = own.SelectMany(file => Declared().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToHashSet();
        Assert.True(own.Count > 15 && theirs.Count > 15);
        foreach (var file in own)
        {
            var code = Comment().Replace(File.ReadAllText(file), string.Empty);
            Assert.DoesNotContain(forbidden, folder => code.Contains($"using Pandok.Deidentification.{folder}", StringComparison.Ordinal));
            Assert.Equal([], Word().Matches(code).Select(match => match.Value).Where(word => theirs.Contains(word) && !declaredHere.Contains(word)).Distinct().Select(word => $"{Path.GetFileName(file)}: {word}"));
        }
    }

    [GeneratedRegex(@"(?:class|record|struct|enum|interface|delegate [\w<>\[\]]+) (?:struct )?(\w{5,})")]
    private static partial Regex Declared();

    [GeneratedRegex(@"///.*|//.*|""[^""\n]*""")]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w{4,}")]
    private static partial Regex Word();
}

using System.Text;
using System.Text.Json;

namespace Pandok.Deidentification.Tests.Rules;

public sealed class ProfileTests
{
    // A change of a document without a new version fails here; with one, its line is added.
    public static TheoryData<string, int, string> Frozen => new()
    {
        { "reading", 3, "e8061e1fabf7d275f75d25544f8d13b3054e9dc6a08fb3b1d5ece31fbe0b2eea" },
        { "ai", 2, "174ad796ea135cbb9cd9dd351f734a96a39c8602acfde645b482a2f7227e70dd" },
        { "research", 2, "c4504fee4e3ec127507db801b0a982d02c3a52c43b4666dfb03e9efb21594f35" },
        { "public", 2, "36bda3b2d83d86aa080a692b2197d7ff1f8f565d44e190903542a5710b2dc514" },
        { "strict", 3, "46940d3745369e24be75ebc6adea45e4003ce9a60b73d0b217d2e8c02939dfdb" },
    };

    [Theory]
    [MemberData(nameof(Frozen))]
    public void A_profile_is_the_document_of_its_version(string name, int version, string sha256)
    {
        var profile = Profile.Find(name)!;
        Assert.Equal((version, sha256), (profile.Version, profile.Sha256));
    }

    [Fact]
    public void Every_profile_is_frozen() => Assert.Equal(Profile.All.Select(profile => profile.Name), Frozen.Select(row => row.Data.Item1));

    [Fact]
    public void White_space_is_no_part_of_a_document()
    {
        var text = Profiles.Text("{}", []);
        Assert.Equal(Profile.Parse(text).Sha256, Profile.Parse(text.Replace("\n", "\r\n\t")).Sha256);
        Assert.NotEqual(Profile.Parse(text).Sha256, Profile.Parse(text.Replace("\"version\": 1", "\"version\": 2")).Sha256);
    }

    [Theory]
    [InlineData("\"deface\": false, ", "")]
    [InlineData("\"deface\": false", "\"deface\": false, \"more\": 1")]
    [InlineData("\"deface\": false", "\"deface\": false, \"deface\": true")]
    [InlineData("\"look\": \"none\"", "\"look\": \"sometimes\"")]
    [InlineData("\"look\": \"none\"", "\"look\": 1")]
    [InlineData("\"options\": []", "\"options\": [\"keepAll\"]")]
    public void A_word_that_is_missing_unknown_or_doubled_is_a_fault(string word, string other)
    {
        var text = Profiles.Text("{}", []);
        Assert.Contains(word, text);
        Assert.Throws<JsonException>(() => Profile.Parse(text.Replace(word, other)));
    }

    [Fact]
    public void A_winner_must_have_something_to_say() =>
        Assert.Throws<InvalidOperationException>(() => Profiles.With("""{ "0008,0020": "deviceIdentity" }""", ["deviceIdentity"]));

    [Fact]
    public void Of_two_options_the_less_revealing_wins_unless_the_profile_names_the_winner()
    {
        Assert.Equal(("C", "modifiedDates"), Decision(Profiles.With("deviceIdentity", "modifiedDates")));
        Assert.Equal(("K", "deviceIdentity"), Decision(Profiles.With("""{ "0018,1200": "deviceIdentity" }""", ["deviceIdentity", "modifiedDates"])));
        Assert.Equal(("X", "basic"), Decision(Profiles.With("""{ "0018,1200": "basic" }""", ["deviceIdentity", "modifiedDates"])));

        static (string, string) Decision(Profile profile)
        {
            var row = profile.Decisions.Single(row => row.Tag == "0018,1200");
            return (row.Action, row.By);
        }
    }

    [Fact]
    public void The_list_of_winners_has_every_row_of_the_table()
    {
        Assert.All(Profile.All, profile => Assert.Equal(656, profile.Decisions.Count));
        Assert.All(Profile.Strict.Decisions, row => Assert.Equal((row.Basic, "basic", 0), (row.Action, row.By, row.Overruled.Count)));
    }

    [Fact]
    public void The_page_of_profiles_says_what_the_documents_say()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Pandok.slnx"))) folder = folder.Parent!;
        var page = Path.Combine(folder.FullName, "docs", "conformance", "profiles.md");
        if (Environment.GetEnvironmentVariable("PANDOK_WRITE_DOCS") is not null) File.WriteAllText(page, Page());
        Assert.Equal(Page(), File.ReadAllText(page));
    }

    private static string Page()
    {
        var text = new StringBuilder();
        text.Append("# De-identification profiles\n\nWritten by ProfileTests from the documents in [Profiles](../../src/Pandok.Deidentification/Profiles); `PANDOK_WRITE_DOCS=1` writes it anew. Deface and Approval: [faces](faces.md).\n\n");
        text.Append("| | ").AppendJoin(" | ", Profile.All.Select(profile => $"{profile.Name} {profile.Version}")).Append(" |\n|---|").Append(string.Concat(Profile.All.Select(_ => "---|"))).Append('\n');
        foreach (var option in Enum.GetValues<Options>().Skip(1)) Line(option.ToString(), profile => profile.Has(option) ? "yes" : "");
        Line("Safe private list", profile => profile.SafePrivate.ToString());
        Line("Birth date", profile => profile.BirthDate.ToString());
        Line("Pixels looked at", profile => profile.PixelLook.ToString());
        Line("Text found in pixels", profile => profile.PixelText.ToString());
        Line("Documents", profile => profile.Documents.ToString());
        Line("Videos", profile => profile.Video.ToString());
        Line("Deface", profile => profile.Deface ? "yes" : "");
        Line("Approval", profile => profile.Approval.ToString());
        Line("SHA-256", profile => $"`{profile.Sha256[..16]}`");
        text.Append("\n## Who won\n\nRows of PS3.15 Table E.1-1 about which more than one option could speak, and rows with a winner named by a profile.\n\n| tag | attribute | basic | ");
        text.AppendJoin(" | ", Profile.All.Select(profile => profile.Name)).Append(" |\n|---|---|---|").Append(string.Concat(Profile.All.Select(_ => "---|"))).Append('\n');
        var decisions = Profile.All.Select(profile => profile.Decisions).ToArray();
        for (var i = 0; i < decisions[0].Count; i++)
        {
            if (decisions.All(rows => rows[i].Overruled.Count == 0)) continue;
            var first = decisions[0][i];
            text.Append($"| {first.Tag} | {first.Name} | {first.Basic} | ").AppendJoin(" | ", decisions.Select(rows => rows[i] is { By: "basic" } row ? row.Action : $"{rows[i].Action} {rows[i].By}")).Append(" |\n");
        }
        return text.ToString();

        void Line(string name, Func<Profile, string> word) => text.Append($"| {name} | ").AppendJoin(" | ", Profile.All.Select(word)).Append(" |\n");
    }
}

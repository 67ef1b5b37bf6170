using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pandok.Dicom.Data;
using Pandok.Planted;

namespace Pandok.Deidentification.Tests.Planted;

/// <summary>Section 20 of the design on generated objects: nothing planted is left, nothing that must survive is lost.</summary>
public sealed class PlantedTests
{
    private static readonly int Seed = Environment.GetEnvironmentVariable("PANDOK_SEED") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;

    private static PlantedRun Reading => PlantedRun.Of("reading", Seed);

    // Ten fresh seeds are TenSeedsTests, which is run by hand.
    public static TheoryData<string, int> Runs
    {
        get
        {
            var runs = new TheoryData<string, int>();
            foreach (var profile in Profile.All) runs.Add(profile.Name, Seed);
            runs.Add("reading", Seed + 1);
            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void No_planted_identifier_is_left_in_released_bytes(string profile, int seed) => Assert.Equal([], PlantedRun.Of(profile, seed).Leaks());

    [Fact]
    public void The_search_finds_in_the_inputs_what_was_planted()
    {
        var corpus = Reading.Corpus;
        var search = new LeakSearch(corpus.Truth);
        var found = corpus.Objects.SelectMany(item => search.Leaks(item.File.Span)).ToHashSet();
        Assert.InRange(corpus.Objects.Count, 20, 30);
        Assert.Equal([], corpus.Truth.Identifiers.Except(found).Where(text => text.Length > 2)); // two syllables may be below the search's least length
    }

    [Theory, InlineData(0), InlineData(1)]
    public void What_can_be_cleaned_is_released_and_all_else_has_a_reason(int later)
    {
        var run = PlantedRun.Of("reading", Seed + later);
        Assert.Equal([], run.Withheld());
        Assert.All(run.Results, result => Assert.True(result.IsReleased || result.Reasons.Count > 0, result.Name));
    }

    [Theory, InlineData(0), InlineData(1)]
    public void What_must_survive_survives(int later) => Assert.Equal([], PlantedRun.Of("reading", Seed + later).Values().Lost);

    [Theory, InlineData(0), InlineData(1)]
    public void Every_descriptor_word_stays(int later)
    {
        var (lost, of) = PlantedRun.Of("reading", Seed + later).Words();
        Assert.Equal([], lost);
        Assert.True(of > 50, $"{of}");
    }

    [Theory, InlineData(0), InlineData(1)]
    public void Safe_private_values_stay(int later) => Assert.Equal([], PlantedRun.Of("reading", Seed + later).SafePrivate().Lost);

    [Theory, InlineData(0), InlineData(1)]
    public void References_follow_their_targets(int later) => Assert.Equal([], PlantedRun.Of("reading", Seed + later).References().Lost);

    [Fact]
    public void One_pseudonym_one_shift_and_an_injective_map()
    {
        Assert.Equal([], Reading.UidFaults());
        var results = Reading.Released.Values;
        foreach (var patient in results.GroupBy(result => Reading.Corpus.Objects.Single(item => item.Name == result.Name).Patient))
        {
            Assert.Single(patient.Select(result => (result.Identity!.Pseudonym, result.Identity.DayShift)).Distinct());
            foreach (var result in patient)
            {
                var set = Reading.Sets[result.Name];
                var (study, original) = (Day(set, Tags.StudyDate), DateOnly.ParseExact(result.Identity!.Original.StudyDate!, "yyyyMMdd", CultureInfo.InvariantCulture));
                Assert.Equal(original.DayOfWeek, study.DayOfWeek);
                Assert.Equal(original.AddDays(result.Identity.DayShift), study);
                Assert.Equal(1, Day(set, new Tag(0x00080023)).DayNumber - study.DayNumber);
            }
        }
        Assert.Equal(4, results.Select(result => result.Identity!.Pseudonym).Distinct().Count());
    }

    [Fact]
    public void Receipts_name_no_one()
    {
        var search = new LeakSearch(Reading.Corpus.Truth);
        foreach (var result in Reading.Results)
        {
            var receipt = result.Outcome switch { Outcome.Released released => released.Receipt, Outcome.Quarantined quarantined => quarantined.Receipt, _ => null };
            if (receipt is null) continue;
            var text = $"{receipt} {string.Join(' ', receipt.Findings)} {string.Join(' ', receipt.Actions)} {string.Join(' ', receipt.Tables)}";
            Assert.Equal([], search.Leaks(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void An_image_whose_text_is_still_readable_is_not_released() => Assert.Equal([], Reading.Readable());

    [Fact]
    public async Task A_release_is_the_same_in_another_process()
    {
        var stop = TestContext.Current.CancellationToken;
        var digest = Digest(new Corpus(Seed).Objects.Reverse());
        if (Environment.GetEnvironmentVariable("PANDOK_DIGEST") is { Length: > 0 } path)
        {
            await File.WriteAllTextAsync(path, digest, stop);
            return;
        }
        var file = Path.GetTempFileName();
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-method", $"{typeof(PlantedTests).FullName}.{nameof(A_release_is_the_same_in_another_process)}"]) { RedirectStandardOutput = true };
        start.Environment["PANDOK_DIGEST"] = file;
        using var other = Process.Start(start)!;
        await other.StandardOutput.ReadToEndAsync(stop);
        await other.WaitForExitAsync(stop);
        var told = await File.ReadAllTextAsync(file, stop);
        File.Delete(file);
        Assert.Equal(digest, told);
        Assert.Equal(digest, Digest(new Corpus(Seed).Objects)); // and in another order
    }

    private static string Digest(IEnumerable<PlantedObject> objects) => Convert.ToHexStringLower(SHA256.HashData(
        new Releasing(Profile.Reading).All(objects).OrderBy(result => result.Name, StringComparer.Ordinal).SelectMany(result => SHA256.HashData(result.File ?? Encoding.UTF8.GetBytes(string.Join(' ', result.Reasons)))).ToArray()));

    private static DateOnly Day(DataSet set, Tag tag) => DateOnly.ParseExact(set.GetString(tag)!, "yyyyMMdd", CultureInfo.InvariantCulture);
}

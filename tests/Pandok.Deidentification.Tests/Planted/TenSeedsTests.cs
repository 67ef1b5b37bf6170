using System.Globalization;

namespace Pandok.Deidentification.Tests.Planted;

/// <summary>
/// Section 20 of the design with ten fresh seeds; run by hand: <c>-explicit only -class Pandok.Deidentification.Tests.Planted.TenSeedsTests</c>. PANDOK_SEED names the first, else chance does. The figures are written out.
/// </summary>
public sealed class TenSeedsTests
{
    [Fact(Explicit = true)]
    public async Task Ten_fresh_seeds_leave_nothing_and_lose_nothing()
    {
        var first = Environment.GetEnvironmentVariable("PANDOK_SEED") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : Random.Shared.Next(1000, 1_000_000_000);
        var faults = new List<string>();
        for (var seed = first; seed < first + 10; seed++)
        {
            var run = PlantedRun.Of("reading", seed);
            var (values, words, safe, references) = (run.Values(), run.Words(), run.SafePrivate(), run.References());
            var added = File.Exists(ValidityTests.Validator) ? await ValidityTests.AddedAsync(run) : ["dicom3tools is not installed"];
            TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {run.Released.Count} of {run.Results.Count} released, {run.Leaks().Count} leaks, {run.Readable().Count} of {run.Corpus.Truth.Burned.Count} burned-in texts readable, lost {values.Lost.Count} of {values.Of} values, "
                + $"{words.Lost.Count} of {words.Of} words, {safe.Lost.Count} of {safe.Of} safe private, {references.Lost.Count} of {references.Of} references; {run.UidFaults().Count} UID faults, {added.Count} errors added");
            faults.AddRange(new[] { run.Leaks(), run.Readable(), run.Withheld(), values.Lost, words.Lost, safe.Lost, references.Lost, run.UidFaults(), added }.SelectMany(list => list).Select(fault => $"seed {seed}: {fault}"));
            var strict = PlantedRun.Of("strict", seed);
            faults.AddRange(strict.Leaks().Concat(strict.Readable()).Select(fault => $"seed {seed}, strict: {fault}"));
        }
        Assert.Equal("", string.Join('\n', faults));
    }
}

using System.Collections.Concurrent;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Planted;

namespace Pandok.Deidentification.Tests.Planted;

/// <summary>A corpus, what became of it, and what section 20 of the design asks of that; made once for all tests that look at it.</summary>
internal sealed class PlantedRun
{
    private static readonly ConcurrentDictionary<(string Profile, int Seed), Lazy<PlantedRun>> Made = new();

    private PlantedRun(string profile, int seed)
    {
        Corpus = new Corpus(seed);
        Results = new Releasing(Profile.Find(profile)!).All(Corpus.Objects);
        Released = Results.Where(result => result.IsReleased).ToDictionary(result => result.Name);
        Sets = Released.ToDictionary(pair => pair.Key, pair => new DicomReader(new MemoryStream(pair.Value.File!)).ReadFile().DataSet);
    }

    public Corpus Corpus { get; }
    public IReadOnlyList<Releasing.Result> Results { get; }
    public Dictionary<string, Releasing.Result> Released { get; }
    public Dictionary<string, DataSet> Sets { get; }

    public static PlantedRun Of(string profile, int seed) => Made.GetOrAdd((profile, seed), key => new Lazy<PlantedRun>(() => new PlantedRun(key.Profile, key.Seed))).Value;

    /// <summary>What must be released and is not.</summary>
    public List<string> Withheld() => [.. Results.Where(result => !result.IsReleased && Corpus.Objects.Single(item => item.Name == result.Name).MustRelease).Select(result => $"{result.Name}: {string.Join(' ', result.Reasons)} {string.Join(' ', result.Findings)}")];

    public List<string> Leaks()
    {
        var search = new LeakSearch(Corpus.Truth);
        return [.. Released.Values.SelectMany(result => search.Leaks(result.File).Select(text => $"{result.Name}: {text}"))];
    }

    public List<string> Readable() => [.. Corpus.Truth.Burned.Where(text => Released.TryGetValue(text.Name, out var result) && BurnedIn.IsReadable(result.File!, text)).Select(text => $"{text.Name} frame {text.Frame}").Distinct()];

    public (List<string> Lost, int Of) Values() => Count(Corpus.Truth.Survivors.Where(one => Sets.ContainsKey(one.Name)), one => Value(Sets[one.Name], one.Path) == one.Value, one => $"{one.Name} {string.Concat(one.Path)} {one.Value}");

    public (List<string> Lost, int Of) Words() => Count(Corpus.Truth.Descriptors.Where(one => Sets.ContainsKey(one.Name)), one => Sets[one.Name].GetString(one.Tag)?.Contains(one.Word, StringComparison.OrdinalIgnoreCase) == true, one => $"{one.Name} {one.Tag} {one.Word}");

    public (List<string> Lost, int Of) SafePrivate() => Count(Corpus.Truth.SafeValues.Where(one => Sets.ContainsKey(one.Name)), one => Has(Sets[one.Name], one), one => $"{one.Name} {one.Creator} {one.Element:X2}");

    public (List<string> Lost, int Of) References() => Count(Corpus.Truth.References.Where(one => Sets.ContainsKey(one.Name) && Sets.ContainsKey(one.Target)),
        one => Value(Sets[one.Name], one.Path) == Sets[one.Target].GetString(Tags.SOPInstanceUID), one => $"{one.Name} {string.Concat(one.Path)}");

    /// <summary>UIDs that two objects map in two ways, two UIDs that became one, and what is no UID.</summary>
    public List<string> UidFaults()
    {
        var pairs = Released.Values.SelectMany(result => result.Identity!.Uids).Distinct().ToList();
        return [.. pairs.CountBy(pair => pair.Key).Where(one => one.Value > 1).Select(one => $"two ways: {one.Key}"), .. pairs.CountBy(pair => pair.Value).Where(one => one.Value > 1).Select(one => $"became one: {one.Key}"),
            .. pairs.Where(pair => !Uids.IsValid(pair.Value)).Select(pair => $"no UID: {pair.Value}")];
    }

    private static (List<string>, int) Count<T>(IEnumerable<T> asked, Func<T, bool> isThere, Func<T, string> tell)
    {
        var all = asked.ToList();
        return ([.. all.Where(one => !isThere(one)).Select(tell)], all.Count);
    }

    private static string? Value(DataSet set, IReadOnlyList<Tag> path)
    {
        foreach (var tag in path.SkipLast(1))
        {
            if (set.GetItems(tag) is not [var first, ..]) return null;
            set = first;
        }
        return set.GetString(path[^1]);
    }

    private static bool Has(DataSet set, SafeValue safe) => set.Any(creator => creator.Tag.IsPrivateCreator && creator.Tag.Group == safe.Group && set.GetString(creator.Tag) == safe.Creator
        && set.GetString(new Tag(safe.Group, (ushort)(creator.Tag.Element << 8 | safe.Element))) == safe.Value);
}

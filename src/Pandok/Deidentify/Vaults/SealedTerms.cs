using System.Collections.Concurrent;
using System.Text.Json;

namespace Pandok.Deidentify.Vaults;

/// <summary>
/// What the instances of a study say about people and places, added up and sealed: each instance is written with the words of its own header, and a later one may know more.
/// </summary>
internal sealed class SealedTerms(VaultBoxes boxes)
{
    private const int Remembered = 2_000;
    private readonly ConcurrentDictionary<(Guid, string), IReadOnlySet<string>> known = new();

    /// <summary>Adds an instance's words. Durable when it returns; costs nothing when nothing is new.</summary>
    /// <returns>True if the study was known and now has words that its earlier instances were not searched for.</returns>
    public async Task<bool> GrowAsync(Guid site, string study, IReadOnlyCollection<string> names, IReadOnlyCollection<string> terms, CancellationToken stop)
    {
        var all = names.Select(name => "n" + name).Concat(terms.Select(term => "t" + term)).ToList();
        if (known.TryGetValue((site, study), out var seen) && all.TrueForAll(seen.Contains)) return false;
        var (isLate, united) = (false, new HashSet<string>(StringComparer.Ordinal));
        await boxes.ChangeAsync(site, PlaceOf(study), before =>
        {
            united = before is null ? new(StringComparer.Ordinal) : new(JsonSerializer.Deserialize<string[]>(before)!, StringComparer.Ordinal);
            var count = united.Count;
            united.UnionWith(all);
            isLate = before is not null && united.Count > count;
            return before is null || isLate ? JsonSerializer.SerializeToUtf8Bytes(united.Order(StringComparer.Ordinal)) : null;
        }, stop);
        if (known.Count >= Remembered) known.Clear();
        known[(site, study)] = united;
        return isLate;
    }

    /// <summary>All words of the study; none if the vault holds none.</summary>
    public async Task<(IReadOnlyList<string> Names, IReadOnlyList<string> Terms)> OfAsync(Guid site, string study, CancellationToken stop)
    {
        var found = await boxes.OpenAsync(site, [PlaceOf(study)], stop);
        string[] all = found.TryGetValue(PlaceOf(study), out var plain) ? JsonSerializer.Deserialize<string[]>(plain)! : [];
        return ([.. all.Where(word => word[0] == 'n').Select(word => word[1..])], [.. all.Where(word => word[0] == 't').Select(word => word[1..])]);
    }

    public void Forget() => known.Clear();

    private static string PlaceOf(string study) => $"terms/{study}";
}

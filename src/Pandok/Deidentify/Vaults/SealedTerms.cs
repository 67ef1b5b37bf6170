using System.Collections.Concurrent;
using System.Text.Json;
using Pandok.Deidentification.Text;

namespace Pandok.Deidentify.Vaults;

/// <summary>
/// What the instances of a study say about people and places, added up and sealed: each instance is cleaned and searched with the words of those before it, and a later one may know more.
/// </summary>
internal sealed class SealedTerms(VaultBoxes boxes)
{
    private const int Remembered = 500;
    private readonly ConcurrentDictionary<(Guid, string), IdentitySet> known = new();

    /// <summary>What this node knows the study to have said, or what the vault holds of a study that is new here; null if nothing was said yet.</summary>
    public async ValueTask<IdentitySet?> KnownAsync(Guid site, string study, CancellationToken stop)
    {
        if (known.TryGetValue((site, study), out var seen)) return seen;
        if (await FindAsync(site, study, stop) is not { } sealedWords) return null;
        Remember(site, study, sealedWords);
        return sealedWords;
    }

    /// <summary>Adds an instance's words. Durable when it returns; costs nothing when nothing is new.</summary>
    /// <returns>True if the study was known and now has names or numbers that its earlier instances were not searched for.</returns>
    public async Task<bool> GrowAsync(Guid site, string study, IdentitySet said, CancellationToken stop)
    {
        if (known.TryGetValue((site, study), out var seen) && ReferenceEquals(seen.With(said), seen)) return false;
        var (isLate, united) = (false, said);
        await boxes.ChangeAsync(site, PlaceOf(study), box =>
        {
            var before = box is null ? null : Read(box);
            united = before?.With(said) ?? said;
            isLate = before is not null && (united.Names.Count > before.Names.Count || united.Terms.Count > before.Terms.Count);
            return ReferenceEquals(united, before) ? null : united.ToBytes();
        }, stop);
        Remember(site, study, united);
        return isLate;
    }

    /// <summary>All words of the study that the vault holds, whichever node brought them; nobody's if it holds none.</summary>
    public async Task<IdentitySet> OfAsync(Guid site, string study, CancellationToken stop) => await FindAsync(site, study, stop) ?? IdentitySet.Empty;

    public void Forget() => known.Clear();

    private async Task<IdentitySet?> FindAsync(Guid site, string study, CancellationToken stop) =>
        (await boxes.OpenAsync(site, [PlaceOf(study)], stop)).TryGetValue(PlaceOf(study), out var plain) ? Read(plain) : null;

    private void Remember(Guid site, string study, IdentitySet words)
    {
        if (known.Count >= Remembered) known.Clear();
        known[(site, study)] = words;
    }

    // The first form was one list, each word with n or t before it.
    private static IdentitySet Read(byte[] plain)
    {
        if (plain is [(byte)'[', (byte)'[', ..]) return IdentitySet.Parse(plain);
        var words = JsonSerializer.Deserialize<string[]>(plain)!.ToLookup(word => word[0], word => word[1..]);
        return IdentitySet.Parse(JsonSerializer.SerializeToUtf8Bytes(new[] { [.. words['n']], [.. words['t']], [], Array.Empty<string>() }));
    }

    private static string PlaceOf(string study) => $"terms/{study}";
}

using System.Collections.Concurrent;
using Pandok.Archive;
using Pandok.Studies;

namespace Pandok.Read;

/// <summary>Manifests by series and version: a version is the number of instances, so a growing series makes new ones and old ones stay true.</summary>
internal sealed class ManifestCache(InstanceFiles files)
{
    private const int Capacity = 64;
    private readonly ConcurrentDictionary<(string Series, string Version), Task<Manifest?>> known = new();

    /// <returns>Null if no instance of the series has pixels.</returns>
    public Task<Manifest?> OfAsync(Series series, bool complete, IReadOnlyList<Instance> instances)
    {
        var version = $"{instances.Count}{(complete ? "c" : "g")}";
        if (known.Count > Capacity) known.Clear();
        return known.GetOrAdd((series.Uid, version), _ => BuildAsync(series.Uid, version, complete, instances));
    }

    private async Task<Manifest?> BuildAsync(string series, string version, bool complete, IReadOnlyList<Instance> instances)
    {
        try
        {
            var headers = await files.HeadersAsync([.. instances.Where(instance => instance.Frames > 0)], CancellationToken.None);
            return headers.Count == 0 ? null : ManifestBuilder.Build(series, version, complete, headers);
        }
        catch
        {
            known.TryRemove((series, version), out _);
            throw;
        }
    }
}

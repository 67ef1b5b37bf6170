using System.Collections.Concurrent;
using Pandok.Deidentification.Pixels;

namespace Pandok.Deidentification.Tests.Planted;

/// <summary>What became of the public files of a folder under the profile reading, tried once for all tests that ask. Bytes are not kept.</summary>
internal static class SharedReleases
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<Release>>>> Tried = new(StringComparer.Ordinal);

    internal sealed record Release(string Path, bool IsReleased, Outcome? Outcome, PixelVerdict? Pixels, IReadOnlyList<string> Reasons, IReadOnlyList<Finding> Findings);

    /// <summary>By path below the shared data. Files of a folder are one study to the verifier; the conformance set's are nobody's, each for itself.</summary>
    public static Task<IReadOnlyList<Release>> OfAsync(string folder)
    {
        var shared = Sample.Shared();
        Assert.SkipWhen(shared is null, "SKIPPED LOUDLY: ../shared/data is not there, no real file was tried.");
        return Tried.GetOrAdd(folder, name => new Lazy<Task<IReadOnlyList<Release>>>(() => TryAsync(shared!, name))).Value;
    }

    private static async Task<IReadOnlyList<Release>> TryAsync(string shared, string folder)
    {
        var releases = new List<Release>();
        foreach (var study in Directory.EnumerateFiles(Path.Combine(shared, folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).GroupBy(Path.GetDirectoryName))
        {
            var releasing = new Releasing(Profile.Reading);
            foreach (var path in study)
            {
                var file = await File.ReadAllBytesAsync(path);
                var result = (folder == "conformance" ? new Releasing(Profile.Reading) : releasing).One(path, file);
                releases.Add(new Release(Path.GetRelativePath(shared, path).Replace('\\', '/'), result.IsReleased, result.Outcome, result.Pixels, result.Reasons, result.Findings));
            }
        }
        return releases;
    }
}

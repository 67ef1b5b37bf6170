using Pandok.Dicom.Codecs;
using Pandok.Imaging.Defacing;

namespace Pandok.Deidentify.Faces;

/// <summary>The files that may show a head and lie in one Frame of Reference of a study: each series is searched for itself, one after the other, and its mask serves the others too.</summary>
internal sealed class FaceGroup
{
    private readonly Dictionary<string, FaceSearch> found = new(StringComparer.Ordinal);

    /// <summary>Searches.</summary>
    /// <param name="files">Path, key of series and orientation, place; null for what is no slice of a CT volume.</param>
    /// <param name="hounsfield">Reads the slice of a path.</param>
    public static async Task<FaceGroup> SearchAsync(IEnumerable<(string Path, string Series, Section? Section)> files, Func<string, ValueTask<short[]>> hounsfield)
    {
        var group = new FaceGroup();
        foreach (var series in files.Where(file => file.Section is not null).GroupBy(file => file.Series).OrderBy(series => series.Key, StringComparer.Ordinal))
        {
            var slices = series.OrderBy(file => file.Path, StringComparer.Ordinal).ToArray();
            try
            {
                group.found[series.Key] = await FaceSearch.RunAsync([.. slices.Select(file => file.Section!.Value)], number => hounsfield(slices[number].Path));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CodecException or Dicom.Files.DicomException)
            {
                group.found[series.Key] = new FaceSearch(null, FaceFault.NotAVolume); // a slice that cannot be read: what is in it nobody knows
            }
        }
        return group;
    }

    /// <summary>What is known of a series, and the masks of the others.</summary>
    public (FaceSearch? Own, IReadOnlyList<FaceMask> Others) Of(string series) =>
        (found.GetValueOrDefault(series), [.. found.Where(pair => pair.Key != series).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.Mask).OfType<FaceMask>()]);
}

using Microsoft.Win32.SafeHandles;
using Pandok.Platform.Objects;
using Pandok.Studies;

namespace Pandok.Archive.Renditions;

/// <summary>
/// Where renditions and coarse packs lie in the object store. Their names follow from their instance and series, so that whoever takes an instance away can take them away whether or not
/// a row speaks of them.
/// </summary>
internal sealed class RenditionFiles(ObjectFiles objects)
{
    /// <summary>Beside the instance.</summary>
    public static string KeyOf(Instance instance) => Path.ChangeExtension(instance.ObjectKey, ".jphc");

    public static string PackKeyOf(string study, string series) => $"{study[^2..]}/{study}/{series}.pack";

    /// <exception cref="FileNotFoundException">It has been taken away.</exception>
    public SafeFileHandle Open(string key) => objects.OpenHandle(key);

    /// <summary>Copies bytes of a frame's codestream.</summary>
    public async Task CopyAsync(StoredRendition rendition, int frame, long offset, long count, Stream to, CancellationToken stop)
    {
        using var file = Open(rendition.Row.ObjectKey!);
        await InstanceFiles.CopyAsync(file, rendition.Frames.StartOf(frame) + offset, count, to, stop);
    }

    /// <summary>Nothing of an instance stays that could be streamed; its series is packed anew without it.</summary>
    public void Delete(Instance instance)
    {
        objects.Delete(KeyOf(instance));
        objects.Delete(PackKeyOf(instance.StudyUid, instance.SeriesUid));
    }
}

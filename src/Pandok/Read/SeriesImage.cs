using Pandok.Archive;
using Pandok.Archive.Renditions;

namespace Pandok.Read;

/// <summary>A series at one version: what a viewer is told of it, and where its frames lie.</summary>
/// <param name="Json">The manifest as it goes out.</param>
/// <param name="Brotli">The same, compressed.</param>
internal sealed record SeriesImage(Manifest Manifest, IReadOnlyList<FramePlace> Places, byte[] Json, byte[] Brotli)
{
    /// <summary>Every frame is ready or refused.</summary>
    public bool IsWhole => Places.All(place => place.IsSettled);

    /// <summary>Reads from the renditions themselves.</summary>
    public LevelPlan.Reading From(RenditionFiles files) => async (frame, first, into, stop) =>
    {
        var place = Places[frame];
        using var file = files.Open(place.ObjectKey!);
        await InstanceFiles.ReadAsync(file, into, place.Start + first, stop);
    };
}

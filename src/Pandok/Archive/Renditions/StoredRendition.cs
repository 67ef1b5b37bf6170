using Pandok.Studies;

namespace Pandok.Archive.Renditions;

/// <summary>A rendition, and where its frames lie.</summary>
internal sealed record StoredRendition(Rendition Row, RenditionFrames Frames)
{
    public static StoredRendition Of(Rendition row) => new(row, RenditionFrames.Read(row.Frames));

    /// <param name="frame">1 for the first.</param>
    public bool Has(int frame) => frame <= Frames.Count && Frames.EndsOf(frame) is not null;
}

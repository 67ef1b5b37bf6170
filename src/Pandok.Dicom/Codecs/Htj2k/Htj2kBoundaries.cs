namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>Where the resolutions of a codestream end. A prefix of <c>Ends[r]</c> bytes is the image at resolution r; the last one is the whole.</summary>
/// <param name="MainHeaderLength">Bytes before the first tile-part.</param>
/// <param name="TilePartLengths">Bytes of each resolution's tile-part, from the lowest resolution to the full one.</param>
/// <param name="Ends">Bytes from the start of the codestream to the end of each resolution; the last includes EOC.</param>
public sealed record Htj2kBoundaries(int MainHeaderLength, IReadOnlyList<int> TilePartLengths, IReadOnlyList<int> Ends);

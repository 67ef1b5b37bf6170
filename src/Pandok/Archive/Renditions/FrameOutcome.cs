using Pandok.Dicom.Codecs.Htj2k;

namespace Pandok.Archive.Renditions;

/// <summary>What became of one frame on its way to a rendition.</summary>
internal abstract record FrameOutcome
{
    private FrameOutcome() { }

    /// <param name="Code">The codestream, decoded back and found equal.</param>
    /// <param name="Ends">Bytes from its start to the end of each resolution.</param>
    /// <param name="Image">What its samples are.</param>
    /// <param name="Photometric">MONOCHROME1, MONOCHROME2 or RGB.</param>
    /// <param name="IsIrreversible">The stored code loses information by its nature.</param>
    internal sealed record Encoded(ReadOnlyMemory<byte> Code, IReadOnlyList<int> Ends, Htj2kImage Image, string Photometric, bool IsIrreversible) : FrameOutcome;

    /// <param name="Reason">A word that the pages translate.</param>
    internal sealed record Refused(string Reason) : FrameOutcome;
}

namespace Pandok.Dicom.Codecs;

/// <summary>How a frame is decoded.</summary>
public sealed record DecodeOptions
{
    /// <summary>Full resolution, colour for a reader, the default limits.</summary>
    public static DecodeOptions Default { get; } = new();

    /// <summary>Halvings of the resolution, JPEG 2000 and HTJ2K only: 1 gives half the rows and columns, rounded up. No more than the codestream's decomposition levels.</summary>
    public int Reduce { get; init; }

    /// <summary>The colour space of the result.</summary>
    public ColourRule Colour { get; init; } = ColourRule.ForReading;

    /// <summary>The largest decoded frame, in bytes. The native libraries take a few times as much while they work.</summary>
    public long MaximumFrameBytes { get; init; } = 1L << 30;
}

namespace Pandok.Deidentification.Pixels;

/// <summary>What became of the bytes of Pixel Data.</summary>
public enum PixelChange
{
    /// <summary>The very same bytes.</summary>
    Unchanged,
    /// <summary>The same samples; comments and the like were taken out of the codestreams, or bits outside the stored values zeroed.</summary>
    Stripped,
    /// <summary>Areas are black; every other sample is the same.</summary>
    Blanked,
}

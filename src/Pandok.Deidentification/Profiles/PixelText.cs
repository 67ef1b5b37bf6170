namespace Pandok.Deidentification;

/// <summary>What happens where the look finds text in pixels.</summary>
public enum PixelText
{
    /// <summary>The object goes to quarantine.</summary>
    Quarantine,
    /// <summary>The text is blanked (Clean Pixel Data).</summary>
    Blank,
}

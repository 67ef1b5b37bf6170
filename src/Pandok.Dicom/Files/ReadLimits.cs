namespace Pandok.Dicom.Files;

/// <summary>What a reader accepts from outside. Every limit is far above what real objects need.</summary>
public sealed record ReadLimits
{
    /// <summary>The defaults.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Items within items.</summary>
    public int Depth { get; init; } = 32;

    /// <summary>Bytes of one value other than Pixel Data.</summary>
    public int ElementBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of everything before Pixel Data.</summary>
    public long HeaderBytes { get; init; } = 128 << 20;

    /// <summary>Elements and items, at every depth together.</summary>
    public int Elements { get; init; } = 4_000_000;

    /// <summary>Bytes of Pixel Data.</summary>
    public long PixelBytes { get; init; } = 16L << 30;
}

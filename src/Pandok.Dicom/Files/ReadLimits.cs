namespace Pandok.Dicom.Files;

/// <summary>What a reader accepts from outside. Every limit is far above what real objects need; docs/conformance/reading.md lists the defaults.</summary>
public sealed record ReadLimits
{
    /// <summary>The defaults.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Items within items: 32.</summary>
    public int Depth { get; init; } = 32;

    /// <summary>Bytes of one value other than Pixel Data: 64 MiB.</summary>
    public int ElementBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of everything before Pixel Data, and of everything after it: 128 MiB each.</summary>
    public long HeaderBytes { get; init; } = 128 << 20;

    /// <summary>Elements and items, at every depth together: 4,000,000.</summary>
    public int Elements { get; init; } = 4_000_000;

    /// <summary>Bytes of Pixel Data: 16 GiB.</summary>
    public long PixelBytes { get; init; } = 16L << 30;

    /// <summary>Bytes that a deflated data set may inflate to: 8 GiB.</summary>
    public long InflatedBytes { get; init; } = 8L << 30;
}

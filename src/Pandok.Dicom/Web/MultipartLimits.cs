namespace Pandok.Dicom.Web;

/// <summary>What a <see cref="MultipartReader"/> takes from outside. Every limit is far above what a real STOW-RS request needs.</summary>
public sealed record MultipartLimits
{
    /// <summary>The defaults.</summary>
    public static MultipartLimits Default { get; } = new();

    /// <summary>Parts of one body.</summary>
    public int Parts { get; init; } = 20_000;

    /// <summary>Bytes of one part, its headers not counted.</summary>
    public long PartBytes { get; init; } = 17L << 30;

    /// <summary>Header lines of one part.</summary>
    public int HeaderLines { get; init; } = 16;

    /// <summary>Bytes of all header lines of one part.</summary>
    public int HeaderBytes { get; init; } = 8 << 10;

    /// <summary>Bytes before the first boundary.</summary>
    public int PreambleBytes { get; init; } = 8 << 10;
}

namespace Pandok.Deidentification;

/// <summary>What the pass over pixels, overlays and icons did to this object, so that the marks in its header say no more than that.</summary>
public sealed record PixelReport
{
    /// <summary>Nobody looked.</summary>
    public static PixelReport None { get; } = new();

    /// <summary>The pixels the profile asks for were looked at, and the last look, after any blanking, found no text.</summary>
    public bool IsTextFree { get; init; }

    /// <summary>Pixels were blanked.</summary>
    public bool IsBlanked { get; init; }

    /// <summary>The face was removed and the test of it passed.</summary>
    public bool IsDefaced { get; init; }

    /// <summary>The face was removed from the volume, but none of it lay in this object: its pixels are as they were.</summary>
    public bool IsFaceElsewhere { get; init; }

    /// <summary>The volume was looked at, and there is no head in it.</summary>
    public bool IsHeadless { get; init; }

    /// <summary>Overlays were looked at and kept or removed by the option Clean Graphics.</summary>
    public bool AreGraphicsCleaned { get; init; }

    /// <summary>What was noticed on the way; goes into the receipt.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

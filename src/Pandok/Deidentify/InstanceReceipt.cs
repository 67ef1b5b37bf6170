using Pandok.Deidentification;
using Pandok.Deidentify.Quarantine;

namespace Pandok.Deidentify;

/// <summary>What was done to one instance. Holds no identifier in clear: UIDs are the mapped ones.</summary>
internal sealed record InstanceReceipt
{
    public required string Instance { get; init; }
    public required string Study { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Receipt Receipt { get; init; }
    /// <summary>Of the bytes as they were received.</summary>
    public required string Sha256In { get; init; }
    /// <summary>Of the archived file.</summary>
    public required string Sha256Out { get; init; }
    public required IReadOnlyList<HeldBox> Boxes { get; init; }
    /// <summary><c>unchanged</c>; <c>stripped</c> of what is not image; <c>blanked</c>; or <c>reencoded</c>: blanked, and coded again without loss.</summary>
    public required string Pixels { get; init; }
    /// <summary>Null where the pixels passed by.</summary>
    public required PixelSight? Look { get; init; }
    /// <summary>The verifier read the archived file from its first byte to its last; else up to the pixels.</summary>
    public required bool IsWhole { get; init; }
    /// <summary>Who looked at it while it was held; null: nobody had to.</summary>
    public required string? ReleasedBy { get; init; }
    public required int Ms { get; init; }
}

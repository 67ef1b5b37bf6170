namespace Pandok.Studies;

/// <summary>
/// The frames of an archived instance as lossless HTJ2K, ready to be streamed: the codestreams lie one after the other in an object of their own. The row exists only after its bytes are
/// durable, and only as long as its instance. A frame that cannot be encoded is in it with the reason.
/// </summary>
internal sealed class Rendition
{
    public required string InstanceUid { get; init; }
    public required string SeriesUid { get; init; }
    public required string StudyUid { get; init; }
    /// <summary>The object's name in the object store; null if no frame could be encoded.</summary>
    public string? ObjectKey { get; init; }
    public long Size { get; init; }
    /// <summary>Of the object; empty if there is none.</summary>
    public required string Sha256 { get; init; }
    /// <summary>What the codestreams hold; of an instance without any, nothing.</summary>
    public int BitsStored { get; init; }
    public bool Signed { get; init; }
    public int Samples { get; init; }
    /// <summary>MONOCHROME1, MONOCHROME2 or RGB.</summary>
    public string Photometric { get; init; } = "";
    /// <summary>The original was once compressed with loss.</summary>
    public bool Lossy { get; init; }
    /// <summary>[[453,1253,…],"damaged",…]: of each frame the ends of its resolutions in its codestream, or why there is none.</summary>
    public required string Frames { get; init; }
    public DateTimeOffset MadeAt { get; init; }
}

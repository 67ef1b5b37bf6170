namespace Pandok.Deidentify;

/// <summary>The receipt of one instance, in the chain of its study's receipts. Written once.</summary>
internal sealed class InstanceReceiptRow
{
    public required string StudyUid { get; init; }
    /// <summary>1, 2, 3, ... without a gap.</summary>
    public required int Seq { get; init; }
    public required string InstanceUid { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Sha256Out { get; init; }
    /// <summary>A JSON object (<see cref="ReceiptBody"/>).</summary>
    public required string Body { get; init; }
    public required string PreviousHash { get; init; }
    public required string Hash { get; init; }
}

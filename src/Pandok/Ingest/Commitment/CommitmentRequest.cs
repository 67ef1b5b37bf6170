namespace Pandok.Ingest.Commitment;

/// <summary>
/// A device asked us to promise that its instances are safe (PS3.4 Annex J). The row is the queue: it stays until the device has our answer, or until we gave up and
/// said so to the coordinator. What it asked about are originals, so they lie sealed in the vault under this id.
/// </summary>
internal sealed class CommitmentRequest
{
    public required Guid Id { get; init; }
    public required Guid SiteId { get; init; }
    public required Guid DeviceId { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset DueAt { get; set; }
    public int Attempts { get; set; }
    /// <summary>The kind of the last failure; never a value.</summary>
    public string? LastError { get; set; }
    public int Version { get; set; }
}

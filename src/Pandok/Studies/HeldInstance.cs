namespace Pandok.Studies;

/// <summary>An instance in quarantine, as everyone but the privacy officer knows it: mapped UIDs, codes and counts, never a value of its header.</summary>
internal sealed class HeldInstance
{
    public required Guid Id { get; init; }
    public required Guid SiteId { get; init; }
    public required Guid DeviceId { get; init; }
    public required string StudyUid { get; init; }
    public required string SeriesUid { get; init; }
    public required string InstanceUid { get; init; }
    public required Door Door { get; init; }
    public string? CallingAe { get; init; }
    public required string Peer { get; init; }
    /// <summary>The transfer syntax of a bare data set, as C-STORE brings it; null for a file.</summary>
    public string? Wire { get; init; }
    public required string SopClass { get; init; }
    /// <summary>A defined term, or OT: what the header says is not yet trusted.</summary>
    public required string Modality { get; init; }
    public required int Frames { get; init; }
    public int? Rows { get; init; }
    public int? Columns { get; init; }
    /// <summary>Reason codes, separated by spaces.</summary>
    public required string Reasons { get; init; }
    /// <summary>[{"code":"IDENTITY-LEFT","at":"(0008,1030)"}]: places, never values.</summary>
    public required string FindingsJson { get; init; }
    /// <summary>[{"frame":0,"x":0,"y":0,"width":0,"height":0,"why":"person"}]; frame -1 is every frame.</summary>
    public string BoxesJson { get; set; } = "[]";
    public required string Profile { get; init; }
    /// <summary>Of the sealed file, and of what was received.</summary>
    public required long Size { get; init; }
    public required string Sha256 { get; init; }
    public HeldState State { get; set; }
    /// <summary>Of two officers who decide at once, the second looks again.</summary>
    public int Version { get; set; }
    public required DateTimeOffset HeldAt { get; init; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? DecidedBy { get; set; }
    /// <summary>Why it was rejected: an officer's words.</summary>
    public string? Note { get; set; }
}

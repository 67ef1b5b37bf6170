using Pandok.Access;

namespace Pandok.Audit;

/// <summary>One row of the trail. Study events of it are the study's timeline.</summary>
internal sealed class AuditEntry
{
    /// <summary>1, 2, 3, ... without a gap.</summary>
    public required long Seq { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Guid ActorId { get; init; }
    public required string ActorName { get; init; }
    public required string ActorRole { get; init; }
    public required AuditAction Action { get; init; }
    public string? Study { get; init; }
    public Guid? Site { get; init; }
    /// <summary>A small JSON object, or null. Never a patient's data.</summary>
    public string? Detail { get; init; }
    public required string PreviousHash { get; init; }
    public required string Hash { get; init; }
}

using Pandok.Studies;

namespace Pandok.Deliver;

/// <summary>A study as its own site sees it: with the patient's identity. Never cached, never logged.</summary>
internal record SiteStudy
{
    public required string Study { get; init; }
    public required PatientView Patient { get; init; }
    /// <summary>Why the patient has no name here, if so.</summary>
    public required IdentityState Identity { get; init; }
    public required string? Accession { get; init; }
    public required string Modality { get; init; }
    public required string? BodyPart { get; init; }
    public required string? Description { get; init; }
    public required string Specialty { get; init; }
    /// <summary>The original date, yyyy-MM-dd.</summary>
    public required string? StudyDate { get; init; }
    public required int Instances { get; init; }
    public required bool Emergency { get; init; }
    public required StudyState State { get; init; }
    public required string? Stuck { get; init; }
    public required DateTimeOffset? AcknowledgedAt { get; init; }
    public required string? AcknowledgedBy { get; init; }
    /// <summary>Instances that wait for a privacy review.</summary>
    public required int Held { get; init; }
    public required bool ReportReady { get; init; }
    public required IReadOnlyList<TimelineEvent> Timeline { get; init; }
}

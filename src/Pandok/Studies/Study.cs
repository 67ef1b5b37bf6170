namespace Pandok.Studies;

/// <summary>A study as everyone but the vault knows it: mapped UIDs, a pseudonym, shifted dates.</summary>
internal sealed class Study
{
    /// <summary>The mapped Study Instance UID; the study's id everywhere.</summary>
    public required string Uid { get; init; }
    public required Guid SiteId { get; init; }
    public required string Pseudonym { get; init; }
    public StudyState State { get; set; }
    public bool Emergency { get; set; }

    public string? Sex { get; set; }
    public string? Age { get; set; }
    public string? StudyDate { get; set; }
    public string? StudyTime { get; set; }
    public string? Accession { get; set; }
    public string? StudyId { get; set; }
    public string? Description { get; set; }
    public string? Question { get; set; }
    public string Modality { get; set; } = "OT";
    public string? BodyPart { get; set; }
    public string Specialty { get; set; } = "general";

    public int SeriesCount { get; set; }
    public int InstanceCount { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }
    public DateTimeOffset LastInstanceAt { get; set; }
    /// <summary>"Is this study complete?" is this column, not a timer: it settles when the time has passed.</summary>
    public DateTimeOffset SettlesAt { get; set; }
    public DateTimeOffset? SettledAt { get; set; }

    public AnalysisState Analysis { get; set; }

    public Guid? ClaimedBy { get; set; }
    public DateTimeOffset? ClaimExpires { get; set; }
    public DateTimeOffset? ReportedAt { get; set; }
    public DateTimeOffset? AcknowledgedAt { get; set; }
    public Guid? AcknowledgedBy { get; set; }
    /// <summary>Set when a step failed five times; a person must retry it.</summary>
    public string? StuckReason { get; set; }
    /// <summary>Concurrency token: whoever saves second, loads again.</summary>
    public int Version { get; set; }
}

namespace Pandok.Deidentification;

/// <summary>Who and what the input named, as decoded text; null where the input said nothing. For the sealed vault only.</summary>
public sealed record OriginalIdentity
{
    /// <summary>Patient's Name (0010,0010), all component groups.</summary>
    public string? PatientName { get; init; }

    /// <summary>Patient ID (0010,0020).</summary>
    public string? PatientId { get; init; }

    /// <summary>Issuer of Patient ID (0010,0021).</summary>
    public string? IssuerOfPatientId { get; init; }

    /// <summary>Patient's Birth Date (0010,0030), as written.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Patient's Sex (0010,0040).</summary>
    public string? Sex { get; init; }

    /// <summary>Accession Number (0008,0050).</summary>
    public string? Accession { get; init; }

    /// <summary>Study ID (0020,0010).</summary>
    public string? StudyId { get; init; }

    /// <summary>Study Instance UID (0020,000D).</summary>
    public required string StudyUid { get; init; }

    /// <summary>Series Instance UID (0020,000E).</summary>
    public required string SeriesUid { get; init; }

    /// <summary>SOP Instance UID (0008,0018).</summary>
    public required string SopUid { get; init; }

    /// <summary>Study Date (0008,0020), as written.</summary>
    public string? StudyDate { get; init; }

    /// <summary>Study Time (0008,0030), as written.</summary>
    public string? StudyTime { get; init; }

    /// <summary>Referring Physician's Name (0008,0090).</summary>
    public string? ReferringPhysician { get; init; }

    /// <summary>Says nothing: records print their values, and these must not reach a log.</summary>
    public override string ToString() => nameof(OriginalIdentity);
}

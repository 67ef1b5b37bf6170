namespace Pandok.Deidentification;

/// <summary>The original identity and what stands in its place. For the sealed vault and the verifier only.</summary>
public sealed record MappedIdentity
{
    /// <summary>What the input said.</summary>
    public required OriginalIdentity Original { get; init; }

    /// <summary>The patient's pseudonym: Patient ID of the output.</summary>
    public required string Pseudonym { get; init; }

    /// <summary>Accession Number of the output; null if the input had none.</summary>
    public string? Accession { get; init; }

    /// <summary>Study Instance UID of the output.</summary>
    public required string StudyUid { get; init; }

    /// <summary>Series Instance UID of the output.</summary>
    public required string SeriesUid { get; init; }

    /// <summary>SOP Instance UID of the output.</summary>
    public required string SopUid { get; init; }

    /// <summary>Days added to every date; negative, a multiple of seven; 0 if the profile does not move dates.</summary>
    public required int DayShift { get; init; }

    /// <summary>Every UID that was mapped, original to new.</summary>
    public required IReadOnlyDictionary<string, string> Uids { get; init; }

    /// <summary>Every person's name found anywhere in the input, decoded, as written.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Numbers and addresses of people and places found anywhere in the input, decoded; at least four characters each.</summary>
    public required IReadOnlyList<string> Terms { get; init; }

    /// <summary>The pseudonym only.</summary>
    public override string ToString() => $"{nameof(MappedIdentity)} {Pseudonym}";
}

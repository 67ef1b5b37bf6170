namespace Pandok.Deidentification;

/// <summary>What was done to one object, by which profile, tables and key. Holds no identifier and no time, so the same input gives the same receipt.</summary>
public sealed record Receipt
{
    /// <summary>Name of the profile.</summary>
    public required string Profile { get; init; }

    /// <summary>Version of the profile.</summary>
    public required int ProfileVersion { get; init; }

    /// <summary>SHA-256 of the profile's canonical text, lower-case hexadecimal.</summary>
    public required string ProfileSha256 { get; init; }

    /// <summary>The tables in force.</summary>
    public required IReadOnlyList<TableVersion> Tables { get; init; }

    /// <summary>Which keys.</summary>
    public required string KeyId { get; init; }

    /// <summary>How many elements, at every depth, met each action: remove, empty, dummy, uid, date, pseudonym, clean, keep.</summary>
    public required IReadOnlyDictionary<string, int> Actions { get; init; }

    /// <summary>What was noticed, each place once.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}

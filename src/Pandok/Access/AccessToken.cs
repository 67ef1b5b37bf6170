namespace Pandok.Access;

/// <summary>
/// What a program of another maker shows on DICOMweb instead of a session: it acts as the account that made it, with the rights that account has at that moment, never more.
/// </summary>
internal sealed class AccessToken
{
    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }
    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }
    /// <summary>SHA-256 of the token, hexadecimal. The token is shown once and never kept.</summary>
    public required string Sha256 { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
    /// <summary>The last day (UTC) it was used; its first use of a day is on the trail.</summary>
    public DateOnly? UsedOn { get; set; }

    public bool IsValid(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;
}

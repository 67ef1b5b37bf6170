namespace Pandok.Deidentify.Vaults;

/// <summary>The sealed identity of one study.</summary>
internal sealed class VaultRow
{
    public required Guid SiteId { get; init; }
    /// <summary>The mapped Study Instance UID.</summary>
    public required string StudyUid { get; init; }
    public required string Pseudonym { get; init; }
    /// <summary>AES-256-GCM of the <see cref="StudyIdentity"/> under a key of the site, with this row's key as associated data.</summary>
    public required byte[] Sealed { get; set; }
    /// <summary>Of the site's root that mapped the study and sealed this row; empty: the eldest.</summary>
    public string KeyId { get; set; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>Why it was taken in.</summary>
    public required string Purpose { get; init; }
}

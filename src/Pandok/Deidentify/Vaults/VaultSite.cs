namespace Pandok.Deidentify.Vaults;

/// <summary>A site's present root key, wrapped under the master key. Erasing it and its former ones makes every row of the site unreadable for ever (crypto-shredding).</summary>
internal sealed class VaultSite
{
    public required Guid SiteId { get; init; }
    /// <summary>Null once the site was erased: the row stays as a tombstone, so no node starts a second generation unasked.</summary>
    public byte[]? WrappedRoot { get; set; }
    public required string KeyId { get; set; }
    /// <summary>Of the master key; empty in rows older than master keys with an id.</summary>
    public string MasterId { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? ErasedAt { get; set; }
}

namespace Pandok.Deidentify.Vaults;

/// <summary>A site's root key, wrapped under the master key. Erasing it makes every row of the site unreadable for ever (crypto-shredding).</summary>
internal sealed class VaultSite
{
    public required Guid SiteId { get; init; }
    /// <summary>Null once the site was erased: the row stays as a tombstone, so no node starts a second generation unasked.</summary>
    public byte[]? WrappedRoot { get; set; }
    public required string KeyId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ErasedAt { get; set; }
}

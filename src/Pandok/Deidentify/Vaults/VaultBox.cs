namespace Pandok.Deidentify.Vaults;

/// <summary>What a row of the main database must remember but may not say: the words of an order, the originals that a device asked about.</summary>
internal sealed class VaultBox
{
    public required Guid SiteId { get; init; }
    /// <summary>What it belongs to: a kind and an id, such as <c>order/…</c>.</summary>
    public required string Place { get; init; }
    /// <summary>AES-256-GCM under a key of the site, with this row's key as associated data.</summary>
    public required byte[] Sealed { get; set; }
    /// <summary>Of the site's root that sealed it; empty: the eldest.</summary>
    public string KeyId { get; set; } = "";
    public DateTimeOffset CreatedAt { get; init; }
}

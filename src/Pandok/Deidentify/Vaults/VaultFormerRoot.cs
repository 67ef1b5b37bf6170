namespace Pandok.Deidentify.Vaults;

/// <summary>A root that a site had before: new studies do not use it, but what was sealed and mapped with it stays resolvable, and late instances of its studies join them.</summary>
internal sealed class VaultFormerRoot
{
    public required Guid SiteId { get; init; }
    public required string KeyId { get; init; }
    public required byte[] WrappedRoot { get; set; }
    public string MasterId { get; set; } = "";
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset RetiredAt { get; init; }
}

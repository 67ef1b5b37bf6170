namespace Pandok.Deidentify.Vaults;

/// <summary>Somebody asks for the identities of several studies, and waits for a second person to agree. Holds no identity.</summary>
internal sealed class VaultAsk
{
    public required Guid Id { get; init; }
    public required Guid AskedById { get; init; }
    public required string AskedBy { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required string Reason { get; init; }
    /// <summary>Mapped study UIDs, separated by spaces.</summary>
    public required string Studies { get; init; }
    public Guid? AgreedById { get; set; }
    public string? AgreedBy { get; set; }
    public DateTimeOffset? AgreedAt { get; set; }
}

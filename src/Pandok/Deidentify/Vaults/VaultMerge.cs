namespace Pandok.Deidentify.Vaults;

/// <summary>Two pseudonyms of a site are one person, because somebody said so. Nothing archived changes; undone, they are two again.</summary>
internal sealed class VaultMerge
{
    public required Guid Id { get; init; }
    public required Guid SiteId { get; init; }
    public required string Pseudonym { get; init; }
    public required string Other { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset MergedAt { get; init; }
    public required string MergedBy { get; init; }
    public DateTimeOffset? UndoneAt { get; set; }
    public string? UndoneBy { get; set; }
}

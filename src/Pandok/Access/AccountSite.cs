namespace Pandok.Access;

/// <summary>An account belongs to a site.</summary>
internal sealed class AccountSite
{
    public required Guid AccountId { get; init; }
    public required Guid SiteId { get; init; }
}

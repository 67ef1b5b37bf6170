namespace Pandok.Access;

/// <summary>An organisation that sends studies and receives reports: the tenant boundary.</summary>
internal sealed class Site
{
    public required Guid Id { get; init; }
    /// <summary>Short, unique, upper case; the prefix of its pseudonyms.</summary>
    public required string Code { get; init; }
    public required string Name { get; set; }
    /// <summary>IANA name: the clock on the site's wall, in which its devices are told when an examination is due.</summary>
    public string TimeZone { get; set; } = "Asia/Seoul";
    public DocumentPolicy Documents { get; set; }
    public PhonePolicy Phones { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
}

namespace Pandok.Deidentify.Quarantine;

/// <summary>
/// Where a kind of device writes into its images: a signature, and rectangles that are blanked in every frame of what it signs. Made by a person who looked at an instance,
/// and says so. The texts of the signature are those that the profile lets pass.
/// </summary>
internal sealed class DeviceRule
{
    public required Guid Id { get; init; }
    public required Guid SiteId { get; init; }
    public required string SopClass { get; init; }
    public required string Manufacturer { get; init; }
    public required string Model { get; init; }
    public required string Software { get; init; }
    public required int Rows { get; init; }
    public required int Columns { get; init; }
    public required string ImageType { get; init; }
    public required string Photometric { get; init; }
    /// <summary>[{"frame":-1,"x":0,...}]</summary>
    public required string BoxesJson { get; init; }
    /// <summary>The held instance it was made of.</summary>
    public required Guid MadeOf { get; init; }
    public required string Reviewer { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    /// <summary>How many instances it was made of or applied to.</summary>
    public int Samples { get; set; } = 1;
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndedBy { get; set; }
}

namespace Pandok.Studies;

/// <summary>A series of a study, with mapped UIDs.</summary>
internal sealed class Series
{
    public required string Uid { get; init; }
    public required string StudyUid { get; init; }
    public string Modality { get; set; } = "OT";
    public int? Number { get; set; }
    public string? Description { get; set; }
    public string? BodyPart { get; set; }
    public int InstanceCount { get; set; }
}

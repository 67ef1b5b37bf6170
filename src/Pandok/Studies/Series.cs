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
    /// <summary>Rises with every change of what can be shown of it: an instance more or less, frames ready to stream, complete. Never used twice.</summary>
    public int Version { get; set; }
    /// <summary>The version that the coarse pack was written for; the series is complete while it is the present one.</summary>
    public int? PackVersion { get; set; }
}

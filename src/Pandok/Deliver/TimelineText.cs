using System.Text.Json.Serialization;

namespace Pandok.Deliver;

/// <summary>The few facts that the page puts into words. What an event does not have is absent.</summary>
internal sealed record TimelineText
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Instances { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reader { get; init; }

    /// <summary>Why something is held: codes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Reasons { get; init; }
}

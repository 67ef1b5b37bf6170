using Pandok.Studies;

namespace Pandok.Worklist;

/// <summary>A study as a row of a list: never more than the pseudonym says.</summary>
internal record WorklistItem
{
    public required string Study { get; init; }
    public required bool Emergency { get; init; }
    public required StudyState State { get; init; }
    public required string? Stuck { get; init; }
    public required string Modality { get; init; }
    public required string? BodyPart { get; init; }
    public required string? Description { get; init; }
    public required string Specialty { get; init; }
    public required int Series { get; init; }
    public required int Instances { get; init; }
    /// <summary>Instances that wait for a privacy review: the study is not whole without them.</summary>
    public required int Held { get; init; }
    public required bool Complete { get; init; }
    public required string? Question { get; init; }
    public required SiteView Site { get; init; }
    public required string Pseudonym { get; init; }
    public required string? Sex { get; init; }
    public required string? Age { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required DateTimeOffset WaitingSince { get; init; }
    /// <summary>When the report is promised; null once it is there.</summary>
    public required DateTimeOffset? DueAt { get; init; }
    public required ClaimView? Claim { get; init; }
    public required AnalysisState Analysis { get; init; }
    public required ReportState ReportState { get; init; }
}

using Pandok.Studies;

namespace Pandok.Worklist;

/// <summary>What is promised to a site. One promise for all sites until each has its own.</summary>
internal static class ServiceLevel
{
    public static readonly TimeSpan Emergency = TimeSpan.FromHours(1);
    public static readonly TimeSpan Routine = TimeSpan.FromHours(24);

    /// <summary>When the wait of a study began: with its first instance, or with the late one that asks for an amendment.</summary>
    public static DateTimeOffset WaitingSince(Study study) =>
        study.ReportedAt is { } reported && study.LastInstanceAt > reported ? study.LastInstanceAt : study.ReceivedAt;

    public static DateTimeOffset? DueAt(Study study) =>
        study.State is StudyState.Reported or StudyState.Delivered ? null : WaitingSince(study) + (study.Emergency ? Emergency : Routine);
}

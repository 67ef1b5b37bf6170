using Pandok.Studies;

namespace Pandok.Worklist;

/// <summary>A site raises a study to an emergency; only the coordinator lowers it again.</summary>
internal static class Emergency
{
    /// <summary>Reasons as the trail keeps them. Free text may name a patient, so what is not one of these is "other".</summary>
    public static readonly IReadOnlySet<string> Reasons = new HashSet<string> { "stroke", "trauma", "chestPain", "dyspnoea", "bleeding", "sepsis", "postoperative" };

    public static EmergencyOutcome Decide(Study study, bool wanted, bool mayLower) =>
        !wanted && !mayLower ? new EmergencyOutcome.OnlyCoordinator()
        : study.Emergency == wanted ? new EmergencyOutcome.AsItWas()
        : study.State is StudyState.Reported or StudyState.Delivered ? new EmergencyOutcome.AlreadySigned()
        : new EmergencyOutcome.Changed();

    public static string Reason(string? text) => text is not null && Reasons.Contains(text) ? text : "other";
}

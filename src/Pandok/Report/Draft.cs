using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Report;

/// <summary>Who may save the draft now? The one who reads the study, and who saw the text that would be replaced.</summary>
internal static class Draft
{
    /// <param name="expected">The version the writer saw; 0 for none.</param>
    public static DraftOutcome Decide(Study study, bool signed, ReportDraft? current, int expected, ReportDraft wanted, DateTimeOffset now) =>
        signed ? new DraftOutcome.AlreadySigned()
        : Claim.Holder(study, now) != wanted.AuthorId ? new DraftOutcome.NotClaimed()
        : (current?.Version ?? 0) != expected ? new DraftOutcome.Stale(current)
        : new DraftOutcome.Saved(wanted);
}

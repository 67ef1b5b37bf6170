using Pandok.Studies;

namespace Pandok.Worklist;

/// <summary>
/// "I read this one": a lease that others see. Invariants: 1. at most one reader holds a study at a time; 2. a lease that ran out is free for
/// the next reader, whether or not the sweep has seen it; 3. giving back restores the state that the study would have without the claim.
/// </summary>
internal static class Claim
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    public static ClaimOutcome Decide(Study study, Guid reader, DateTimeOffset now)
    {
        if (Holder(study, now) is { } holder)
            return holder == reader ? new ClaimOutcome.Renewed(now + Lease) : new ClaimOutcome.HeldBy(holder, study.ClaimExpires!.Value);
        return study.State switch
        {
            StudyState.Unread or StudyState.Amending or StudyState.Reading => new ClaimOutcome.Taken(now + Lease),
            StudyState.Receiving when study.Emergency => new ClaimOutcome.Taken(now + Lease),
            StudyState.Receiving => new ClaimOutcome.NotOpen("notSettled"),
            _ => new ClaimOutcome.NotOpen("alreadySigned"),
        };
    }

    /// <summary>Who reads it now; null when nobody does or the lease ran out.</summary>
    public static Guid? Holder(Study study, DateTimeOffset now) =>
        study is { State: StudyState.Reading, ClaimedBy: { } reader } && study.ClaimExpires > now ? reader : null;

    /// <summary>The state of a study that nobody reads any more.</summary>
    /// <param name="signed">Whether it has a signed version: such a study is amended, never unread again.</param>
    public static StudyState StateWithout(Study study, bool signed) =>
        signed ? StudyState.Amending
        : study.SettledAt is null ? StudyState.Receiving
        : StudyState.Unread;

    public static void End(Study study, StudyState state) =>
        (study.State, study.ClaimedBy, study.ClaimExpires) = (state, null, null);
}

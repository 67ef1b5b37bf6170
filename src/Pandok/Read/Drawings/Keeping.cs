using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Read.Drawings;

/// <summary>What became of a wish to keep or to delete something on an image.</summary>
internal enum KeepOutcome
{
    Kept,
    /// <summary>There is no such image in the study.</summary>
    NoImage,
    /// <summary>There is nothing to delete.</summary>
    NotThere,
    ClaimedByOther,
    /// <summary>It is part of a signed report.</summary>
    Signed,
    /// <summary>A study holds only so many.</summary>
    TooMany,
}

/// <summary>
/// Who may keep or delete something on an image now? As with reports: nobody writes into a study that another reader holds, and what was there when the report was signed
/// stays as it was. A claim of one's own is not needed: looking together, and an addendum, need none either.
/// </summary>
internal static class Keeping
{
    public const int Most = 1000;

    /// <param name="signedAt">When the study's last version was signed; null if none was.</param>
    public static KeepOutcome Decide(Study study, DateTimeOffset? signedAt, IKept? current, Guid reader, DateTimeOffset now) =>
        Claim.Holder(study, now) is { } holder && holder != reader ? KeepOutcome.ClaimedByOther
        : current is not null && IsSigned(current, signedAt) ? KeepOutcome.Signed
        : KeepOutcome.Kept;

    public static bool IsSigned(IKept kept, DateTimeOffset? signedAt) => kept.SavedAt <= signedAt;
}

namespace Pandok.Report;

/// <summary>What became of a wish to sign, or to add to what is signed.</summary>
internal abstract record SignOutcome
{
    private SignOutcome() { }

    internal sealed record Signed(ReportVersion Version) : SignOutcome;

    internal sealed record NotClaimed : SignOutcome;

    internal sealed record Stale(ReportDraft? Current) : SignOutcome;

    internal sealed record EmptyImpression : SignOutcome;

    internal sealed record EmptyText : SignOutcome;

    internal sealed record AlreadySigned : SignOutcome;

    /// <summary>There is nothing signed to add to.</summary>
    internal sealed record NotFinal : SignOutcome;

    internal sealed record ClaimedByOther : SignOutcome;
}

namespace Pandok.Report;

/// <summary>What became of a wish to save the draft.</summary>
internal abstract record DraftOutcome
{
    private DraftOutcome() { }

    internal sealed record Saved(ReportDraft Draft) : DraftOutcome;

    internal sealed record NotClaimed : DraftOutcome;

    /// <summary>Somebody saved since; this is their text, null when it is gone.</summary>
    internal sealed record Stale(ReportDraft? Current) : DraftOutcome;

    internal sealed record AlreadySigned : DraftOutcome;
}

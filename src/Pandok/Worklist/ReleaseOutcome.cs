namespace Pandok.Worklist;

/// <summary>What became of giving a study back.</summary>
internal abstract record ReleaseOutcome
{
    private ReleaseOutcome() { }

    internal sealed record Released : ReleaseOutcome;

    /// <summary>Another reader holds it.</summary>
    internal sealed record NotYours : ReleaseOutcome;
}

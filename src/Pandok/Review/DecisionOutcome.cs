namespace Pandok.Review;

/// <summary>What became of an officer's decision.</summary>
internal abstract record DecisionOutcome
{
    private DecisionOutcome() { }

    internal sealed record Done(int Version) : DecisionOutcome;

    /// <summary>Somebody else was faster.</summary>
    internal sealed record Stale : DecisionOutcome;

    /// <summary>The sealed original is not there any more.</summary>
    internal sealed record Gone : DecisionOutcome;

    /// <summary>A box does not lie in the image, or there are too many.</summary>
    internal sealed record BadBoxes : DecisionOutcome;

    /// <summary>It is still not proven clean, and no person may overrule that.</summary>
    internal sealed record StillHeld(IReadOnlyList<string> Reasons) : DecisionOutcome;

    internal sealed record NoRoom(string Detail) : DecisionOutcome;

    /// <summary>The archive has this UID with other content, or the object cannot be read.</summary>
    internal sealed record Refused(string Code) : DecisionOutcome;
}

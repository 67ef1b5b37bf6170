namespace Pandok.Read.Masks;

/// <summary>What became of a wish to save a segmentation.</summary>
internal abstract record SaveOutcome
{
    private SaveOutcome() { }

    /// <summary>It is in the archive, now or since the same id was sent before.</summary>
    internal sealed record Saved(string Instance) : SaveOutcome;

    internal sealed record ClaimedByOther : SaveOutcome;

    /// <summary>The series has another version by now.</summary>
    internal sealed record Changed : SaveOutcome;

    /// <summary>Somebody else saved a newer version of what this one was edited from.</summary>
    /// <param name="Newer">The newest.</param>
    internal sealed record Replaced(string Newer) : SaveOutcome;

    /// <summary>The id is that of somebody else's segmentation.</summary>
    internal sealed record IdTaken : SaveOutcome;

    /// <summary>Another version got the number meanwhile; it is made again with the next.</summary>
    internal sealed record NumberTaken : SaveOutcome;

    internal sealed record Refused(MaskRefusal Why) : SaveOutcome;
}

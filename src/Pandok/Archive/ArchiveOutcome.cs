namespace Pandok.Archive;

/// <summary>What became of an instance at the archive.</summary>
internal abstract record ArchiveOutcome
{
    private ArchiveOutcome() { }

    internal sealed record Added(string Study, string Instance) : ArchiveOutcome;

    /// <summary>The same bytes are archived already.</summary>
    internal sealed record AlreadyThere(string Study, string Instance) : ArchiveOutcome;

    /// <summary>The UID is archived with other bytes, or under another study or site.</summary>
    internal sealed record Conflict(string Instance) : ArchiveOutcome;
}

namespace Pandok.Deidentify.Quarantine;

/// <summary>What became of an instance at the quarantine.</summary>
internal abstract record HoldOutcome
{
    private HoldOutcome() { }

    /// <summary>Sealed and durable, its row committed.</summary>
    internal sealed record Held(Guid Id) : HoldOutcome;

    /// <summary>The same bytes are held, or were released, already.</summary>
    internal sealed record AlreadyHeld(Guid Id) : HoldOutcome;

    /// <summary>A person rejected these very bytes.</summary>
    internal sealed record Rejected : HoldOutcome;

    /// <summary>The same UID is held with other content; the first one was kept.</summary>
    internal sealed record Conflict : HoldOutcome;
}

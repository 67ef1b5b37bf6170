namespace Pandok.Dicom.Objects.Reports;

/// <summary>What a document claims about itself (SR Document General, PS3.3 C.17.2). The default claims nothing: complete as far as it goes, preliminary, not verified.</summary>
public sealed record DocumentState
{
    /// <summary>COMPLETE rather than PARTIAL.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Why it is partial, or complete; null for nothing to say.</summary>
    public string? CompletionDescription { get; init; }

    /// <summary>FINAL rather than PRELIMINARY (Preliminary Flag (0040,A496)).</summary>
    public bool IsFinal { get; init; }

    /// <summary>Who verified it; null for UNVERIFIED. What an analyzer makes is never verified.</summary>
    public Verifier? Verifier { get; init; }

    /// <summary>The documents this one replaces or amends (Predecessor Documents Sequence).</summary>
    public IReadOnlyList<InstanceReference> Predecessors { get; init; } = [];
}

/// <summary>A person who verified a document (Verifying Observer Sequence).</summary>
/// <param name="Name">In the form of PN.</param>
/// <param name="Organization">Where the person verified.</param>
/// <param name="At">When.</param>
public sealed record Verifier(string Name, string Organization, DateTimeOffset At);

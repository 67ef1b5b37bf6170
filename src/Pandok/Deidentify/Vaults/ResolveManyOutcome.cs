namespace Pandok.Deidentify.Vaults;

/// <summary>What the vault answers when asked for the identities of several studies.</summary>
internal abstract record ResolveManyOutcome
{
    private ResolveManyOutcome() { }

    /// <summary>By mapped study UID; studies the vault does not hold are absent.</summary>
    internal sealed record Resolved(IReadOnlyDictionary<string, StudyIdentity> Identities) : ResolveManyOutcome;

    /// <summary>This actor asked for too many studies. Nothing was read.</summary>
    internal sealed record TooMany(TimeSpan RetryAfter) : ResolveManyOutcome;
}

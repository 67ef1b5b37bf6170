namespace Pandok.Deidentify.Vaults;

/// <summary>What the vault answers when asked for the identity of one study.</summary>
internal abstract record ResolveOutcome
{
    private ResolveOutcome() { }

    /// <summary>The identity. Its audit row is committed already.</summary>
    internal sealed record Resolved(StudyIdentity Identity) : ResolveOutcome;

    /// <summary>The vault holds nothing for this study: never sealed, or erased.</summary>
    internal sealed record NotSealed : ResolveOutcome;

    /// <summary>This actor asked for too many studies. Nothing was read.</summary>
    internal sealed record TooMany(TimeSpan RetryAfter) : ResolveOutcome;
}

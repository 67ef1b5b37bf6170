namespace Pandok.Deidentify.Vaults;

/// <summary>What became of a seal. Anything but <see cref="Sealed"/> means: the instance must not be archived.</summary>
internal abstract record SealOutcome
{
    private SealOutcome() { }

    /// <summary>The identity is durable in the vault, or was already.</summary>
    internal sealed record Sealed : SealOutcome;

    /// <summary>The pseudonym already stands for another patient ID of the same site, or the study for another pseudonym (reason code PSEUDONYM-COLLISION).</summary>
    internal sealed record Collision : SealOutcome;
}

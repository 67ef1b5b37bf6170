namespace Pandok.Audit;

/// <summary>What a walk over the whole trail found. <paramref name="BrokenAt"/> is the first row that does not follow from the one before it.</summary>
internal sealed record ChainVerdict(long Checked, bool Intact, long? BrokenAt);

namespace Pandok.Deidentify;

/// <summary>What a walk over all receipts found.</summary>
/// <param name="BrokenStudy">The first study whose receipts are not what was written.</param>
/// <param name="Why"><c>changed</c>, <c>cut</c>, <c>missing</c> (no receipt for an archived study) or <c>otherBytes</c> (an archived instance is not what its receipt says).</param>
internal sealed record ReceiptVerdict(long Checked, bool Intact, string? BrokenStudy, string? Why);

using Pandok.Deidentify.Quarantine;

namespace Pandok.Deidentify;

/// <summary>A person's look at the pixels, which settles doubts about them and no other (<see cref="HeldReason"/>).</summary>
/// <param name="By">Who; stands in the receipt.</param>
/// <param name="Boxes">What was blanked before the instance came here again.</param>
internal sealed record PixelReview(string By, IReadOnlyList<HeldBox> Boxes);

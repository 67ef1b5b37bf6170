namespace Pandok.Platform.Live;

/// <summary>"Look again": something changed. Carries no content, only what to fetch anew.</summary>
/// <param name="Kind"><c>worklist</c> (a list changed) <c>study</c> (that study changed) or <c>drawings</c> (its measurements, key images or segmentations did).</param>
/// <param name="Study">The study's id, null for a list.</param>
/// <param name="Site">The site the change belongs to; null for everybody.</param>
internal sealed record LiveEvent(string Kind, string? Study, Guid? Site);

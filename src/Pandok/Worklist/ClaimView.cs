namespace Pandok.Worklist;

/// <summary>Who reads a study, until when; <paramref name="Mine"/> for the one who asks.</summary>
internal sealed record ClaimView(ReaderView Reader, DateTimeOffset Until, bool Mine);

internal sealed record ReaderView(Guid Id, string DisplayName, string Initials);

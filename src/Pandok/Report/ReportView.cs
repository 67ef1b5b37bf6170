namespace Pandok.Report;

/// <summary>The report of a study as its readers see it.</summary>
internal sealed record ReportView(DraftView? Draft, IReadOnlyList<VersionView> Versions);

internal sealed record DraftView(int Version, ReportSections Sections, IReadOnlyList<ReportLink> Links, DateTimeOffset SavedAt, AuthorView SavedBy)
{
    public static DraftView Of(ReportDraft draft) => new(draft.Version, draft.Sections, draft.Links, draft.SavedAt, new(draft.AuthorId, draft.AuthorName));
}

internal sealed record AuthorView(Guid Id, string DisplayName);

internal sealed record VersionView(int Number, VersionKind Kind, ReportSections Sections, IReadOnlyList<ReportLink> Links, string? Text, DateTimeOffset SignedAt, SignerView SignedBy, string Language, SigningDevice? Device)
{
    public static VersionView Of(ReportVersion version) =>
        new(version.Number, version.Kind, version.Sections, version.Links, version.Text, version.SignedAt, new(version.SignedByName), version.Language, version.Device);
}

internal sealed record SignerView(string DisplayName);

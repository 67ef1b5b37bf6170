namespace Pandok.Read.Drawings;

internal sealed record DrawingAuthor(Guid Id, string DisplayName);

/// <summary>A measurement as its readers see it.</summary>
/// <param name="Signed">Part of a signed report: it stays as it is.</param>
internal sealed record MeasurementView(
    Guid Id, MeasurementKind Kind, string Series, string Instance, int Frame, IReadOnlyList<double[]> Points, IReadOnlyList<double[]>? Positions, string? FrameOfReference, string Label,
    IReadOnlyList<Figure> Figures, string? Spacing, DrawingAuthor Author, DateTimeOffset SavedAt, bool Signed)
{
    public static MeasurementView Of(Measurement row, DateTimeOffset? signedAt) =>
        new(row.Id, row.Kind, row.SeriesUid, row.InstanceUid, row.Frame, row.Drawn.Points, row.Drawn.Positions, row.Drawn.FrameOfReference, row.Label, row.Drawn.Figures, row.Drawn.Spacing,
            new(row.AuthorId, row.AuthorName), row.SavedAt, Keeping.IsSigned(row, signedAt));
}

internal sealed record MeasurementList(IReadOnlyList<MeasurementView> Items);

/// <summary>A key image as its readers see it.</summary>
internal sealed record KeyImageView(Guid Id, string Series, string Instance, int Frame, string Caption, WindowWish? Window, DrawingAuthor Author, DateTimeOffset SavedAt, bool Signed)
{
    public static KeyImageView Of(KeyImage row, DateTimeOffset? signedAt) =>
        new(row.Id, row.SeriesUid, row.InstanceUid, row.Frame, row.Caption, row is { WindowCenter: { } center, WindowWidth: { } width } ? new(center, width) : null,
            new(row.AuthorId, row.AuthorName), row.SavedAt, Keeping.IsSigned(row, signedAt));
}

internal sealed record KeyImageList(IReadOnlyList<KeyImageView> Items);

namespace Pandok.Read.Drawings;

/// <summary>A measurement as the page sends it.</summary>
internal sealed record MeasurementWish(
    MeasurementKind Kind, string? Series, string? Instance, int Frame, double[][]? Points, double[][]? Positions, string? FrameOfReference, string? Label, Figure[]? Figures, string? Spacing)
{
    private const int LongestLabel = 120;
    private const int MostFigures = 11, MostPoints = 200;
    private const double Farthest = 1e6;

    /// <summary>What is wrong with it; null if nothing.</summary>
    public string? Fault()
    {
        if (string.IsNullOrEmpty(Series) || string.IsNullOrEmpty(Instance) || Frame < 1) return "The image is not named.";
        if (Label?.Length > LongestLabel) return $"A label has at most {LongestLabel} characters.";
        if (Points is null || !HasPoints(Kind, Points.Length) || !Array.TrueForAll(Points, point => Finite(point, 2))) return "The points do not fit the kind.";
        if (Positions is not null && (Positions.Length != Points.Length || !Array.TrueForAll(Positions, point => Finite(point, 3)))) return "There is one position for each point, or none at all.";
        if (FrameOfReference?.Length > 64) return "The frame of reference is no UID.";
        if (Spacing is not (null or "PixelSpacing" or "ImagerPixelSpacing")) return "The spacing is PixelSpacing, ImagerPixelSpacing, or null.";
        if (Figures is null || Figures.Length > MostFigures || Figures.DistinctBy(figure => figure?.Name).Count() != Figures.Length) return "The figures are missing or named twice.";
        return Array.TrueForAll(Figures, figure => figure is { Unit.Length: <= 16 } && double.IsFinite(figure.Value)) ? null : "A figure is no number.";
    }

    private static bool HasPoints(MeasurementKind kind, int count) => kind switch
    {
        MeasurementKind.Probe => count == 1,
        MeasurementKind.Angle => count == 3,
        MeasurementKind.Cobb or MeasurementKind.Bidirectional => count == 4,
        MeasurementKind.Freehand => count is >= 3 and <= MostPoints,
        _ => count == 2,
    };

    private static bool Finite(double[]? point, int size) => point?.Length == size && Array.TrueForAll(point, part => Math.Abs(part) < Farthest);
}

internal sealed record WindowWish(double Center, double Width);

/// <summary>A key image as the page sends it.</summary>
internal sealed record KeyImageWish(string? Series, string? Instance, int Frame, string? Caption, WindowWish? Window)
{
    private const int LongestCaption = 200;

    public string? Fault() =>
        string.IsNullOrEmpty(Series) || string.IsNullOrEmpty(Instance) || Frame < 1 ? "The image is not named."
        : Caption?.Length > LongestCaption ? $"A caption has at most {LongestCaption} characters."
        : Window is not null && !(double.IsFinite(Window.Center) && double.IsFinite(Window.Width) && Window.Width > 0) ? "The window is no window."
        : null;
}

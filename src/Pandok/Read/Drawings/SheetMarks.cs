using System.Globalization;
using Pandok.Report;

namespace Pandok.Read.Drawings;

/// <summary>A measurement as lines and words on a printed key image.</summary>
internal static class SheetMarks
{
    public static SheetMark Of(Measurement row)
    {
        var p = row.Drawn.Points;
        IReadOnlyList<IReadOnlyList<double[]>> lines = row.Kind switch
        {
            MeasurementKind.Length => [[p[0], p[1]]],
            MeasurementKind.Angle => [[p[0], p[1], p[2]]],
            MeasurementKind.Cobb or MeasurementKind.Bidirectional => [[p[0], p[1]], [p[2], p[3]]],
            MeasurementKind.Rectangle => [[p[0], [p[1][0], p[0][1]], p[1], [p[0][0], p[1][1]], p[0]]],
            MeasurementKind.Freehand => [[.. p, p[0]]],
            MeasurementKind.Probe => [[Moved(p[0], -6, 0), Moved(p[0], 6, 0)], [Moved(p[0], 0, -6), Moved(p[0], 0, 6)]],
            MeasurementKind.Arrow => Arrow(p[0], p[1]),
            _ => [],
        };
        (double[], double[])? ellipse = row.Kind == MeasurementKind.Ellipse ? (p[0], p[1]) : null;
        return new SheetMark(lines, ellipse, p.MaxBy(point => point[0])!, [.. WordsOf(row).Prepend(row.Label).Where(word => word.Length > 0)]);
    }

    /// <summary>The numbers as beside the drawing on the screen: one decimal for lengths, areas and angles, none for HU.</summary>
    internal static IEnumerable<string> WordsOf(Measurement row)
    {
        string? One(FigureName name, bool bare = false) => row.Drawn.Figures.FirstOrDefault(figure => figure.Name == name) is { } figure ? Number(figure) + (bare ? "" : Unit(figure)) : null;
        IEnumerable<string?> words = row.Kind switch
        {
            MeasurementKind.Bidirectional => [$"{One(FigureName.LongAxis, true)} × {One(FigureName.ShortAxis)}"],
            MeasurementKind.Ellipse or MeasurementKind.Rectangle or MeasurementKind.Freehand => [One(FigureName.Mean) is { } ? $"{One(FigureName.Mean, true)} ± {One(FigureName.Sd)}" : null, One(FigureName.Area)],
            MeasurementKind.Arrow => [],
            _ => [One(FigureName.Length) ?? One(FigureName.Angle) ?? One(FigureName.Value)],
        };
        return words.OfType<string>();
    }

    private static string Number(Figure figure)
    {
        var digits = figure.Unit is "HU" or "count" ? 0 : figure.Unit is "mm" or "mm2" or "px" or "px2" or "deg" || figure.Value != Math.Round(figure.Value) ? 1 : 0;
        return figure.Value.ToString($"F{digits}", CultureInfo.InvariantCulture).Replace('-', '−');
    }

    private static string Unit(Figure figure) => figure.Unit switch { "mm2" => " mm²", "px2" => " px²", "deg" => "°", "count" => " px", "" => "", var unit => $" {unit}" };

    private static double[] Moved(double[] point, double x, double y) => [point[0] + x, point[1] + y];

    private static IReadOnlyList<IReadOnlyList<double[]>> Arrow(double[] tip, double[] tail)
    {
        var (way, length) = (Math.Atan2(tip[1] - tail[1], tip[0] - tail[0]), Math.Min(14, Math.Max(4, Math.Sqrt(Math.Pow(tip[0] - tail[0], 2) + Math.Pow(tip[1] - tail[1], 2)) / 3)));
        double[] Barb(double turn) => Moved(tip, -length * Math.Cos(way + turn), -length * Math.Sin(way + turn));
        return [[tail, tip], [Barb(0.42), tip, Barb(-0.42)]];
    }
}

using Pandok.Dicom.Data;
using Pandok.Dicom.Objects;
using Pandok.Dicom.Objects.Reports;
using Pandok.Studies;

namespace Pandok.Read.Drawings;

/// <summary>Measurements as an imaging measurement report (PS3.16 TID 1500): one group for each, drawn on its image; a pair of axes is two groups of one tracking UID.</summary>
internal static class MeasurementDocument
{
    private const int SeriesNumber = 9010;

    /// <param name="header">Of any image of the study; null gives null.</param>
    /// <param name="images">The images that are still in the study, by UID; what was drawn on others is left out.</param>
    /// <param name="signedAt">When the report was signed: then the document is final.</param>
    public static DicomObject? Build(DataSet? header, IReadOnlyList<Measurement> rows, IReadOnlyDictionary<string, Instance> images, string language, DateTimeOffset? signedAt)
    {
        var drawn = rows.Where(row => images.ContainsKey(row.InstanceUid)).ToList();
        if (header is null || drawn.Count == 0) return null;
        var counts = new Dictionary<MeasurementKind, int>();
        var groups = drawn.SelectMany(row => Groups(row, images[row.InstanceUid], counts[row.Kind] = counts.GetValueOrDefault(row.Kind) + 1)).ToList();
        var observers = drawn.Select(row => row.AuthorName).Distinct().Select(name => new Observer.Person(name)).ToList();
        var library = drawn.Select(row => DrawingObject.To(images[row.InstanceUid])).Distinct().ToList();
        return new MeasurementReport(DrawingObject.Context(header, drawn, "Measurements", SeriesNumber), language == "ko" ? Codes.Korean : Codes.English, observers, groups, library)
        {
            AsComprehensive = true,
            State = new() { IsFinal = drawn.TrueForAll(row => Keeping.IsSigned(row, signedAt)) },
        }.Build();
    }

    private static IEnumerable<MeasurementGroup> Groups(Measurement row, Instance image, int number)
    {
        var name = row.Label.Length > 0 ? row.Label : $"{row.Kind} {number}";
        var uid = DrawingObject.Uid($"{row.StudyUid} {row.Id:N}");
        if (row.Kind == MeasurementKind.Bidirectional)
        {
            var (first, second) = (row.Drawn.Points.Take(2).ToList(), row.Drawn.Points.Skip(2).ToList());
            var firstIsLong = Long(row, first, second);
            yield return Group($"{name}, long axis", uid, On(row, image, "POLYLINE", firstIsLong ? first : second), Numbers(row, FigureName.LongAxis));
            yield return Group($"{name}, short axis", uid, On(row, image, "POLYLINE", firstIsLong ? second : first), Numbers(row, FigureName.ShortAxis));
            yield break;
        }
        yield return Group(name, uid, Region(row, image), Numbers(row));
    }

    private static MeasurementGroup Group(string name, string uid, MeasuredRegion region, IReadOnlyList<Dicom.Objects.Reports.Measurement> numbers) => new(name, uid, region) { Measurements = numbers };

    private static MeasuredRegion.OnImage Region(Measurement row, Instance image)
    {
        var points = row.Drawn.Points;
        switch (row.Kind)
        {
            case MeasurementKind.Probe: return On(row, image, "POINT", points);
            case MeasurementKind.Rectangle:
                var (a, b) = (points[0], points[1]);
                return On(row, image, "POLYLINE", [a, [b[0], a[1]], b, [a[0], b[1]], a]);
            case MeasurementKind.Freehand: return On(row, image, "POLYLINE", [.. points, points[0]]);
            case MeasurementKind.Ellipse: return On(row, image, "ELLIPSE", Axes(points[0], points[1]));
            default: return On(row, image, "POLYLINE", points);
        }
    }

    /// <summary>PS3.3 C.18.6.1.2: the ends of the major axis, then those of the minor one.</summary>
    private static double[][] Axes(double[] a, double[] b)
    {
        var (x, y) = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
        double[][] across = [[Math.Min(a[0], b[0]), y], [Math.Max(a[0], b[0]), y]];
        double[][] down = [[x, Math.Min(a[1], b[1])], [x, Math.Max(a[1], b[1])]];
        return Math.Abs(a[0] - b[0]) >= Math.Abs(a[1] - b[1]) ? [.. across, .. down] : [.. down, .. across];
    }

    private static MeasuredRegion.OnImage On(Measurement row, Instance image, string type, IEnumerable<double[]> points) =>
        new(DrawingObject.To(image), DrawingObject.FrameOf(image, row.Frame), type, [.. points.SelectMany(point => point)]);

    // In millimetres where they are known: pixels need not be square.
    private static bool Long(Measurement row, List<double[]> first, List<double[]> second)
    {
        var places = row.Drawn.Positions;
        return places is null ? Far(first[0], first[1]) >= Far(second[0], second[1]) : Far(places[0], places[1]) >= Far(places[2], places[3]);
        static double Far(double[] p, double[] q) => Math.Sqrt(p.Zip(q, (one, other) => (one - other) * (one - other)).Sum());
    }

    private static IReadOnlyList<Dicom.Objects.Reports.Measurement> Numbers(Measurement row, FigureName? only = null) =>
        [.. row.Drawn.Figures.Where(figure => only is null || figure.Name == only).Select(figure => MeasurementCodes.Number(row.Kind, figure))];
}

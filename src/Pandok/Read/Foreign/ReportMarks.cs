using Pandok.Dicom.Data;
using Pandok.Dicom.Objects.Reports;

namespace Pandok.Read.Foreign;

/// <summary>The marks of a measurement report (TID 1500): one for each region of each group, one for a group that has none.</summary>
internal static class ReportMarks
{
    /// <returns>Null, and why, if it is no measurement report.</returns>
    public static (IReadOnlyList<ForeignMark>? Marks, string Why) Read(string document, DataSet set)
    {
        var reading = MeasurementReportReader.Read(set);
        if (reading is ReportReading.Refused refused) return (null, refused.What);
        var report = ((ReportReading.Understood)reading).Report;
        var title = report.Title?.Meaning ?? "";
        return ([.. report.Groups.SelectMany(group => OfGroup(new ForeignMark(document, ForeignKind.Report, title, null, null, 1, WordsOf(group), ForeignShape.None, [], null, ValuesOf(group)), group))], "");
    }

    private static List<ForeignMark> OfGroup(ForeignMark plain, StoredMeasurementGroup group)
    {
        var drawn = group.Regions.Select(region => region switch
        {
            CoordinatesItem flat => On(plain, flat.Children.OfType<InstanceItem>().FirstOrDefault()) with { Shape = ShapeOf(flat.GraphicType), Points = [.. flat.Points.Chunk(2)] },
            Coordinates3DItem deep => plain with { Shape = ShapeOf(deep.GraphicType), Points = [.. deep.Points.Chunk(3)], FrameOfReference = deep.FrameOfReferenceUid },
            _ => null,
        }).OfType<ForeignMark>().ToList();
        if (drawn.Count > 0) return drawn;
        // Of a segmentation its source images are named beside it; they are where to look.
        return [On(plain, group.Regions.OfType<InstanceItem>().FirstOrDefault(item => item.IsImage && item.Segments.Count == 0))];
    }

    private static ForeignMark On(ForeignMark plain, InstanceItem? image) => image is null ? plain : plain with { Instance = image.SopInstanceUid, Frame = image.Frames is [var frame, ..] ? frame : 1 };

    private static string WordsOf(StoredMeasurementGroup group) =>
        string.Join(", ", new[] { group.TrackingId, group.Finding?.Meaning }.Concat(group.Sites.Select(site => string.Join(' ', new[] { site.Laterality?.Meaning, site.Site.Meaning }.OfType<string>())))
            .OfType<string>().Where(word => word.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase));

    private static IReadOnlyList<ForeignValue> ValuesOf(StoredMeasurementGroup group) =>
        [.. from one in @group.Measurements where one.Value.HasValue select new ForeignValue(string.Join(", ", new[] { one.Quantity.Meaning, one.Derivation?.Meaning }.OfType<string>()), one.Value.GetValueOrDefault(), one.Unit?.Value ?? "")];

    private static ForeignShape ShapeOf(string type) => type switch
    {
        "POINT" or "MULTIPOINT" => ForeignShape.Point,
        "CIRCLE" => ForeignShape.Circle,
        "ELLIPSE" => ForeignShape.Ellipse,
        "POLYGON" => ForeignShape.Polygon,
        "POLYLINE" => ForeignShape.Polyline,
        _ => ForeignShape.None,
    };
}

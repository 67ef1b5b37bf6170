using System.Collections.Frozen;
using Pandok.Archive.Renditions;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Codecs.Htj2k;
using Pandok.Dicom.Rendering;
using Pandok.Studies;

namespace Pandok.Read;

/// <summary>Makes a manifest from the headers of a series and the renditions there are. Pure: rows and headers in, the manifest out.</summary>
internal static class ManifestBuilder
{
    private const double Parallel = 0.9999, OnLine = 0.01;
    private const int DeepestByte = 8;
    private static readonly FrozenSet<string> Projections = FrozenSet.Create("CR", "DX", "MG", "IO", "PX", "RG");

    /// <param name="series">As it was when the headers were found.</param>
    /// <param name="heads">One per instance with frames, in any order; not empty.</param>
    /// <param name="renditions">By instance; those that are made.</param>
    public static (Manifest Manifest, IReadOnlyList<FramePlace> Places) Build(Series series, IReadOnlyList<InstanceHead> heads, IReadOnlyDictionary<string, StoredRendition> renditions)
    {
        var listed = heads.OrderBy(head => head.Number ?? int.MaxValue).ThenBy(head => head.Instance, StringComparer.Ordinal)
            .SelectMany(head => head.Frames.Select((frame, index) => new Listed(head, frame, index + 1, renditions.GetValueOrDefault(head.Instance)))).ToList();
        // A scout among slices does not decide what the series is.
        var usual = listed.GroupBy(one => (one.Head.Layout.Rows, one.Head.Layout.Columns)).OrderByDescending(group => group.Count()).First().First();
        var normal = usual.Frame.Orientation is { } orientation ? Geometry.Normal(orientation) : null;
        var isPlaced = normal is not null && listed.TrueForAll(one => one.Frame is { Position: not null, Orientation: { } its } && Geometry.Dot(Geometry.Normal(its), normal) > Parallel);
        if (isPlaced) listed = [.. listed.OrderBy(one => Geometry.Dot(one.Frame.Position!, normal!))];
        var origin = isPlaced ? listed[0].Frame.Position! : null;
        var along = origin is null ? null : listed.Select(one => Math.Round(Geometry.Dot(Geometry.Minus(one.Frame.Position!, origin), normal!), 4)).ToArray();
        var places = listed.Select(one => one.Place()).ToList();
        var layout = usual.Head.Layout;
        var form = FormOf(layout, listed.FirstOrDefault(one => one.Head == usual.Head && one.Place().Ends.Length > 0)?.Rendition);
        var isComplete = series.PackVersion == series.Version;
        var tables = SaidOnce<ModalityLut>.Of(listed.Select(one => one.Head.Table), (a, b) => a.First == b.First && a.Values.SequenceEqual(b.Values));
        var curves = SaidOnce<VoiLut>.Of(listed.Select(one => one.Head.Curve), (a, b) => (a.First, a.Highest) == (b.First, b.Highest) && a.Values.SequenceEqual(b.Values));
        var manifest = new Manifest(
            series.StudyUid, series.Uid, series.Version, isComplete, isComplete ? listed.Count : Math.Max(listed.Count, usual.Head.Announced ?? 0), listed.Count, usual.Head.Modality,
            layout.Rows, layout.Columns, form.Bits, form.Signed, form.Samples, form.Photometric, StoredOf(layout),
            usual.Frame.Rescale, tables.Items?.Select(table => new ValueTable(table.First, table.Values)).ToList(), curves.Items, usual.Head.Windows, usual.Frame.Spacing, usual.Frame.SpacingSource, usual.Frame.Orientation, origin, usual.Head.FrameOfReference,
            VolumeFit.Judge([.. listed.Select(one => one.Slice(form.Samples))]),
            [.. Htj2kResolutions.SizesOf(Math.Max(1, layout.Columns), Math.Max(1, layout.Rows)).Select(size => new[] { size.Width, size.Height })],
            isComplete ? new CoarseView(Math.Min(CoarsePack.Level, Htj2kResolutions.SizesOf(Math.Max(1, layout.Columns), Math.Max(1, layout.Rows)).Count - 1), LevelPlan.Of(places, CoarsePack.Level, null).Length) : null,
            ColumnsOf(listed, usual, places, along, origin, normal, tables.OfFrame, curves.OfFrame));
        return (manifest, places);
    }

    private static FrameColumns ColumnsOf(List<Listed> listed, Listed usual, List<FramePlace> places, double[]? along, double[]? origin, double[]? normal, IReadOnlyList<int>? tables, IReadOnlyList<int>? curves)
    {
        var isOnLine = along is not null && listed.Select((one, i) => Geometry.Length(Geometry.Minus(one.Frame.Position!, Geometry.Plus(origin!, Geometry.Times(normal!, along[i]))))).All(rest => rest < OnLine);
        var hasPositions = !isOnLine && listed.TrueForAll(one => one.Frame.Position is not null);
        var isTurned = listed.Exists(one => !Same(one.Frame.Orientation, usual.Frame.Orientation));
        var isSized = listed.Exists(one => (one.Head.Layout.Rows, one.Head.Layout.Columns) != (usual.Head.Layout.Rows, usual.Head.Layout.Columns));
        // Radiographs are made one by one; slices are looked through as one.
        var hasOwnWindows = Projections.Contains(usual.Head.Modality) && listed.Exists(one => !one.Head.Windows.SequenceEqual(usual.Head.Windows));
        var isScaled = listed.Exists(one => one.Frame.Rescale != usual.Frame.Rescale);
        return new FrameColumns(
            [.. listed.Select(one => one.Head.Instance)], [.. listed.Select(one => one.Number)], [.. listed.Select(one => one.Head.Number)], along,
            hasPositions ? [.. listed.Select(one => one.Frame.Position!)] : null,
            isTurned ? [.. listed.Select(one => one.Frame.Orientation)] : null,
            isSized ? [.. listed.Select(one => new[] { one.Head.Layout.Columns, one.Head.Layout.Rows })] : null,
            isScaled ? [.. listed.Select(one => new[] { one.Frame.Rescale.Slope, one.Frame.Rescale.Intercept })] : null,
            tables, curves,
            hasOwnWindows ? [.. listed.Select(one => one.Head.Windows is [var first, ..] ? new[] { first.Center, first.Width } : null)] : null,
            [.. places.Select(place => place.Ends)],
            [.. places.Index().Where(one => one.Item.IsLossy).Select(one => one.Index)],
            [.. places.Index().Where(one => one.Item.Refused is not null).Select(one => new RefusedFrame(one.Index, one.Item.Refused!))]);
    }

    // Before the first rendition: what it is going to be.
    private static (int Bits, bool Signed, int Samples, string Photometric) FormOf(in PixelLayout layout, StoredRendition? rendition)
    {
        if (rendition is { Row: var row }) return (row.BitsStored, row.Signed, row.Samples, row.Photometric);
        if (layout.PhotometricInterpretation == Photometric.PaletteColor) return (DeepestByte, false, 3, Photometric.Rgb);
        return (layout.BitsStored, layout.IsSigned, layout.SamplesPerPixel, layout.SamplesPerPixel == 3 ? Photometric.Rgb : layout.PhotometricInterpretation);
    }

    // Octets are decoded for reading: luminance has become RGB, a palette has not.
    private static StoredSamples StoredOf(in PixelLayout layout) =>
        new(layout.BitsAllocated, layout.BitsStored, layout.IsSigned, layout.SamplesPerPixel, layout.SamplesPerPixel == 3 ? Photometric.Rgb : layout.PhotometricInterpretation);

    private static bool Same(double[]? a, double[]? b) => a is null || b is null ? a == b : a.AsSpan().SequenceEqual(b);

    private sealed record Listed(InstanceHead Head, FrameHead Frame, int Number, StoredRendition? Rendition)
    {
        public FramePlace Place()
        {
            if (Rendition is not { } made || Number > made.Frames.Count) return new FramePlace(null, 0, [], false, null);
            return new FramePlace(made.Row.ObjectKey, made.Frames.StartOf(Number), made.Frames.EndsOf(Number) ?? [], made.Row.Lossy, made.Frames.ReasonOf(Number));
        }

        public VolumeFit.Slice Slice(int samples) => new(Frame.Position, Frame.Orientation, Frame.Spacing, Head.Layout.Rows, Head.Layout.Columns, samples, Frame.Rescale, Head.FrameOfReference);
    }
}

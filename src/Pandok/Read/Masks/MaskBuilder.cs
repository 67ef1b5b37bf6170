using Pandok.Access;
using Pandok.Dicom.Objects;
using Pandok.Dicom.Objects.Segmentations;

namespace Pandok.Read.Masks;

/// <summary>Makes the browser's form of a segmentation, frame after frame: rows of the images of one series. Knows no file and no database.</summary>
internal sealed class MaskBuilder(Manifest image, StoredSegmentation mask)
{
    // A label map has one byte a pixel. More runs than this are noise, and no browser would want them.
    public const int MostSegments = 255, MostRuns = 4_000_000;

    private readonly Dictionary<int, SegmentCloud> clouds = mask.Segments.ToDictionary(segment => segment.Number, _ => new SegmentCloud());
    private int runs;

    /// <summary>Where each frame lies; or why one lies nowhere.</summary>
    public static (IReadOnlyList<MaskPlace> Places, MaskRefusal? Refusal) Place(Manifest image, StoredSegmentation mask)
    {
        if (mask.Segments.Count > MostSegments) return ([], new MaskRefusal("tooManySegments", $"{mask.Segments.Count} segments"));
        var sources = new Dictionary<(string, int), int>();
        for (var i = 0; i < image.Frames.Instance.Count; i++) sources[(image.Frames.Instance[i], image.Frames.Number[i])] = i;
        var places = new List<MaskPlace>(mask.Frames.Count);
        foreach (var frame in mask.Frames)
        {
            var (place, refusal) = MaskFit.Find(image, mask, frame, sources);
            if (refusal is not null) return ([], refusal);
            places.Add(place!.Value);
        }
        return (places, null);
    }

    /// <summary>Takes the labels of a frame (<see cref="StoredSegmentation.Unpack(StoredFrame, ReadOnlySpan{byte}, int, Span{ushort})"/>).</summary>
    /// <returns>Why it cannot be taken; null if it was.</returns>
    public MaskRefusal? Add(StoredFrame frame, MaskPlace place, ReadOnlySpan<ushort> labels)
    {
        var found = new Dictionary<ushort, List<MaskRun>>();
        for (var row = 0; row < mask.Rows; row++)
        {
            // Rows and columns of the image, in its order, whatever the frame's is.
            var r = place.RowStep > 0 ? row : mask.Rows - 1 - row;
            var line = labels.Slice(r * mask.Columns, mask.Columns);
            for (var start = 0; start < line.Length;)
            {
                var label = line[place.ColumnStep > 0 ? start : line.Length - 1 - start];
                var end = start + 1;
                while (end < line.Length && line[place.ColumnStep > 0 ? end : line.Length - 1 - end] == label) end++;
                if (label != 0)
                {
                    var column = place.ColumnStep > 0 ? place.Column + start : place.Column - (line.Length - 1) + start;
                    var run = new MaskRun(place.Row + place.RowStep * r, column, end - start);
                    if (run.Row < 0 || run.Row >= image.Rows || run.Column < 0 || run.End > image.Columns) return new MaskRefusal("outsideImage", $"Frame {frame.Number} has pixels beside the image");
                    if (!clouds.ContainsKey(label)) return new MaskRefusal("unknownSegment", $"Frame {frame.Number} holds {label}, which is no described segment");
                    if (++runs > MostRuns) return new MaskRefusal("tooLarge", $"More than {MostRuns} runs");
                    (found.TryGetValue(label, out var list) ? list : found[label] = []).Add(run);
                }
                start = end;
            }
        }
        foreach (var (label, list) in found)
            if (!clouds[label].Add(place.Slice, list)) return new MaskRefusal("twice", $"Frame {frame.Number} lies where another of segment {label} does");
        return null;
    }

    public SegmentationMask Finish(string instance, string? maker)
    {
        var segments = mask.Segments;
        var layers = MaskLayers.Of([.. segments.Select(segment => clouds[segment.Number].Slices)]);
        var millilitres = image.Volume is { Usable: true, SpacingZ: { } z } && image.PixelSpacing is [var y, var x] ? x * y * z / 1000 : (double?)null;
        return new SegmentationMask(
            instance, image.Series, image.Version, image.Columns, image.Rows, image.Frames.Instance.Count, layers.DefaultIfEmpty(0).Max() + 1, image.Volume.Reason, mask.ContentLabel, maker,
            [.. segments.Select((segment, i) => ViewOf(segment, i + 1, layers[i], clouds[segment.Number], millilitres))],
            [
                .. segments.SelectMany((segment, i) => clouds[segment.Number].Slices.Select(slice => (Layer: layers[i], Slice: slice.Key, Value: i + 1, Runs: slice.Value)))
                    .GroupBy(one => (one.Layer, one.Slice)).OrderBy(group => group.Key)
                    .Select(group => new MaskSlice(group.Key.Layer, group.Key.Slice, [.. group.SelectMany(one => one.Runs.SelectMany(run => new[] { run.Row, run.Column, run.Length, one.Value }))])),
            ]);
    }

    private static SegmentView ViewOf(Segment segment, int value, int layer, SegmentCloud cloud, double? millilitres) => new(
        value, layer, segment.Number, segment.Label, segment.Description, Of(segment.Category), Of(segment.Type), [.. segment.TypeModifiers.Select(Of)], segment.AnatomicRegion is { } region ? Of(region) : null,
        Words.Camel(segment.AlgorithmType), segment.Algorithm?.Name, segment.Algorithm?.Version is { Length: > 0 } version ? version : null,
        segment.Color is { } colour ? DisplayColour.Hex(colour) : null, cloud.Voxels, cloud.Voxels * millilitres, cloud.Extent(), cloud.Largest());

    private static CodeView Of(Code code) => new(code.Value, code.Scheme, code.Meaning);
}

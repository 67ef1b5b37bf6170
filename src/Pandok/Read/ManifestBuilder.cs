using Pandok.Dicom.Data;

namespace Pandok.Read;

/// <summary>Makes a manifest from the headers of a series. Pure: the headers in, the manifest out.</summary>
internal static class ManifestBuilder
{
    /// <param name="headers">One per instance with pixels, in any order; not empty. Instances of another size or depth than the first are left to their own manifest entry with the first's geometry absent.</param>
    public static Manifest Build(string series, string version, bool complete, IReadOnlyList<DataSet> headers)
    {
        var first = headers[0];
        var orientation = Numbers(first, Tags.ImageOrientationPatient, 6);
        var frames = headers.SelectMany(FramesOf).ToList();
        var normal = orientation is null ? null : Normal(orientation);
        var placed = normal is not null && frames.All(frame => frame.Position is not null);
        frames = placed
            ? [.. frames.OrderBy(frame => Dot(frame.Position!, normal!)).ThenBy(frame => frame.InstanceNumber ?? int.MaxValue)]
            : [.. frames.OrderBy(frame => frame.InstanceNumber ?? int.MaxValue).ThenBy(frame => frame.Instance, StringComparer.Ordinal).ThenBy(frame => frame.Number)];
        var start = placed ? Dot(frames[0].Position!, normal!) : 0;
        var modality = first.GetString(Tags.Modality) ?? "OT";
        return new Manifest(
            series, version, complete, modality,
            Integer(first, Tags.Rows), Integer(first, Tags.Columns), Integer(first, Tags.BitsAllocated), Integer(first, Tags.BitsStored),
            first.GetInteger(Tags.PixelRepresentation) == 1, Math.Max(1, Integer(first, Tags.SamplesPerPixel)), first.GetString(Tags.PhotometricInterpretation) ?? "MONOCHROME2",
            RescaleOf(first, modality), WindowsOf(first),
            Numbers(first, Tags.PixelSpacing, 2) ?? Numbers(first, Tags.ImagerPixelSpacing, 2),
            first.Contains(Tags.PixelSpacing) ? "PixelSpacing" : first.Contains(Tags.ImagerPixelSpacing) ? "ImagerPixelSpacing" : null,
            orientation, placed ? frames[0].Position : null, first.GetString(Tags.FrameOfReferenceUID),
            new FrameColumns(
                [.. frames.Select(frame => frame.Instance)], [.. frames.Select(frame => frame.Number)],
                placed ? [.. frames.Select(frame => Math.Round(Dot(frame.Position!, normal!) - start, 4))] : null,
                placed ? [.. frames.Select(frame => frame.Position!)] : null,
                [.. frames.Select(frame => frame.InstanceNumber)]));
    }

    private static IEnumerable<Frame> FramesOf(DataSet header)
    {
        var count = (int)Math.Clamp(header.GetInteger(Tags.NumberOfFrames) ?? 1, 1, 100_000);
        var uid = header.GetString(Tags.SOPInstanceUID)!;
        var number = (int?)header.GetInteger(Tags.InstanceNumber);
        // One position belongs to one frame; those of a multi-frame object stand in functional groups.
        var position = count == 1 ? Numbers(header, Tags.ImagePositionPatient, 3) : null;
        return Enumerable.Range(1, count).Select(frame => new Frame(uid, frame, number, position));
    }

    private static Rescale RescaleOf(DataSet header, string modality)
    {
        var slope = header.GetNumber(Tags.RescaleSlope);
        var unit = header.GetString(Tags.RescaleType) ?? (modality == "CT" && slope is not null ? "HU" : null);
        return new Rescale(slope is null or 0 ? 1 : slope.Value, header.GetNumber(Tags.RescaleIntercept) ?? 0, unit);
    }

    private static Window[] WindowsOf(DataSet header) =>
        [.. header.GetNumbers(Tags.WindowCenter).Zip(header.GetNumbers(Tags.WindowWidth), (center, width) => new Window(center, width)).Where(window => window.Width >= 1)];

    private static int Integer(DataSet set, Tag tag) => (int)Math.Clamp(set.GetInteger(tag) ?? 0, 0, int.MaxValue);

    private static double[]? Numbers(DataSet set, Tag tag, int count) => set.GetNumbers(tag) is { } numbers && numbers.Length == count && Array.TrueForAll(numbers, double.IsFinite) ? numbers : null;

    private static double[] Normal(double[] o) => [o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]];

    private static double Dot(double[] a, double[] b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

    private sealed record Frame(string Instance, int Number, int? InstanceNumber, double[]? Position);
}

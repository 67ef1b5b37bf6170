using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Rendering;

namespace Pandok.Read;

/// <summary>What a manifest needs of an instance's header, without the rest of it: of an enhanced object each frame by its functional groups (PS3.3 C.7.6.16).</summary>
/// <param name="Table">Takes the place of slope and intercept.</param>
/// <param name="Curve">Takes the place of the windows.</param>
/// <param name="Announced">Images in Acquisition (0020,1002): how many there will be, if somebody said so.</param>
internal sealed record InstanceHead(
    string Instance, int? Number, string Modality, PixelLayout Layout, IReadOnlyList<Window> Windows, ModalityLut? Table, VoiLut? Curve, string? FrameOfReference, int? Announced, SeriesLook Look, IReadOnlyList<FrameHead> Frames)
{
    private const int MostFrames = 100_000;
    private static readonly Tag PlanePosition = new(0x00209113), PlaneOrientation = new(0x00209116), PixelMeasures = new(0x00289110), PixelValueTransformation = new(0x00289145), FrameVoiLut = new(0x00289132);
    private static readonly Tag ImagesInAcquisition = new(0x00201002);

    public static InstanceHead Of(DataSet set)
    {
        var count = (int)Math.Clamp(set.GetInteger(Tags.NumberOfFrames) ?? 1, 1, MostFrames);
        var modality = set.GetString(Tags.Modality) ?? "OT";
        var layout = PixelLayout.Of(set);
        var table = ModalityLut.Of(set, layout.IsSigned);
        FrameHead[] frames = [.. Enumerable.Range(1, count).Select(frame => FrameOf(set, frame, count, modality, table))];
        var voi = FrameAttributes.Find(set, FrameVoiLut, 1);
        var mayBeNegative = table is null && (layout.IsSigned || frames[0].Rescale.Intercept < 0);
        return new InstanceHead(
            set.GetString(Tags.SOPInstanceUID)!, (int?)set.GetInteger(Tags.InstanceNumber), modality, layout, WindowsOf(voi), table, VoiLut.Of(voi, mayBeNegative),
            set.GetString(Tags.FrameOfReferenceUID), (int?)set.GetInteger(ImagesInAcquisition), SeriesLook.Of(set, frames[0].Orientation), frames);
    }

    private static FrameHead FrameOf(DataSet set, int frame, int count, string modality, ModalityLut? table)
    {
        var (place, plane, measures) = (FrameAttributes.Find(set, PlanePosition, frame), FrameAttributes.Find(set, PlaneOrientation, frame), FrameAttributes.Find(set, PixelMeasures, frame));
        var (spacing, imager) = (Numbers(measures, Tags.PixelSpacing, 2), Numbers(set, Tags.ImagerPixelSpacing, 2));
        return new FrameHead(
            // One position belongs to one frame; those of a multi-frame object stand in functional groups.
            count > 1 && ReferenceEquals(place, set) ? null : Numbers(place, Tags.ImagePositionPatient, 3), Numbers(plane, Tags.ImageOrientationPatient, 6),
            spacing ?? imager, spacing is not null ? "PixelSpacing" : imager is not null ? "ImagerPixelSpacing" : null,
            table is null ? RescaleOf(FrameAttributes.Find(set, PixelValueTransformation, frame), modality) : new Rescale(1, 0, table.Type == "HU" ? table.Type : null));
    }

    private static Rescale RescaleOf(DataSet set, string modality)
    {
        var slope = set.GetNumber(Tags.RescaleSlope);
        var unit = set.GetString(Tags.RescaleType) ?? (modality == "CT" && slope is not null ? "HU" : null);
        return new Rescale(slope is null or 0 ? 1 : slope.Value, set.GetNumber(Tags.RescaleIntercept) ?? 0, unit);
    }

    private static Window[] WindowsOf(DataSet set) =>
        [.. set.GetNumbers(Tags.WindowCenter).Zip(set.GetNumbers(Tags.WindowWidth), (center, width) => new Window(center, width)).Where(window => window.Width >= 1)];

    private static double[]? Numbers(DataSet set, Tag tag, int count) => set.GetNumbers(tag) is { } numbers && numbers.Length == count && Array.TrueForAll(numbers, double.IsFinite) ? numbers : null;
}

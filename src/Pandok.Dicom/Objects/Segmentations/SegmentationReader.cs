using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Objects.Segmentations;

/// <summary>
/// Reads segmentations of any maker (PS3.3 A.51, C.8.20). What is unclear is refused: a mask in the wrong place is worse than none.
/// A value of a frame counts before a shared one (PS3.3 C.7.6.16).
/// </summary>
public static class SegmentationReader
{
    /// <summary>Reads segments and frames from a data set; pixels are not needed for it.</summary>
    public static SegmentationReading Read(DataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        if (dataSet.GetString(Tags.SOPClassUID) is not (Uids.SegmentationStorage or Uids.LabelMapSegmentationStorage))
            return Refuse(SegmentationRefusal.NotASegmentation, $"SOP Class UID {Tags.SOPClassUID} is not Segmentation Storage");
        SegmentationType type;
        switch (dataSet.Text("SegmentationType"))
        {
            case "BINARY": type = SegmentationType.Binary; break;
            case "LABELMAP": type = SegmentationType.LabelMap; break;
            case "FRACTIONAL": return Refuse(SegmentationRefusal.Fractional, $"FRACTIONAL {dataSet.Text("SegmentationFractionalType")}");
            default: return Refuse(SegmentationRefusal.UnknownType, "Segmentation Type (0062,0001) is neither BINARY, FRACTIONAL nor LABELMAP");
        }

        if (dataSet.GetInteger(Tags.Rows) is not { } rows || dataSet.GetInteger(Tags.Columns) is not { } columns || rows < 1 || columns < 1)
            return Refuse(SegmentationRefusal.Incomplete, "Rows (0028,0010) or Columns (0028,0011) is missing");
        var bits = dataSet.GetInteger(Tags.BitsAllocated) ?? 0;
        if (type == SegmentationType.Binary ? bits != 1 : bits is not (8 or 16))
            return Refuse(SegmentationRefusal.Inconsistent, $"{type} with Bits Allocated {bits}");

        var segments = dataSet.Items("SegmentSequence").Select(Segment.From).ToArray();
        if (segments.Length == 0 || Array.Exists(segments, segment => segment is null)) return Refuse(SegmentationRefusal.Incomplete, "Segment Sequence (0062,0002) is missing, or a segment has no number");
        if (segments.DistinctBy(segment => segment!.Number).Count() != segments.Length) return Refuse(SegmentationRefusal.Inconsistent, "Two segments have the same number");

        if (dataSet.Text("DimensionOrganizationType") == "TILED_FULL") return Refuse(SegmentationRefusal.Tiled, "Dimension Organization Type TILED_FULL");
        var perFrame = dataSet.Items("PerFrameFunctionalGroupsSequence");
        if ((dataSet.GetInteger(Tags.NumberOfFrames) ?? 1) != perFrame.Count)
            return Refuse(SegmentationRefusal.Inconsistent, $"Number of Frames (0028,0008) is {dataSet.GetInteger(Tags.NumberOfFrames) ?? 1}, but {perFrame.Count} frames are described");

        var shared = dataSet.Item("SharedFunctionalGroupsSequence") ?? new DataSet();
        var frames = new StoredFrame[perFrame.Count];
        for (var i = 0; i < frames.Length; i++)
        {
            frames[i] = Frame(i + 1, perFrame[i], shared);
            if (type == SegmentationType.LabelMap) frames[i] = frames[i] with { SegmentNumber = null };
            else if (frames[i].SegmentNumber is not { } number || !Array.Exists(segments, segment => segment!.Number == number))
                return Refuse(SegmentationRefusal.Incomplete, $"Frame {i + 1} names no described segment");
        }
        return new SegmentationReading.Understood(new StoredSegmentation(type, (int)rows, (int)columns, dataSet.GetString(Tags.FrameOfReferenceUID), segments!, frames, (int)bits)
        {
            ContentLabel = dataSet.Text("ContentLabel"),
            ReferencedSeries = [.. dataSet.Items("ReferencedSeriesSequence").Select(series => series.GetString(Tags.SeriesInstanceUID)).OfType<string>()],
        });
    }

    private static StoredFrame Frame(int number, DataSet own, DataSet shared)
    {
        DataSet? Group(string keyword) => own.Item(keyword) ?? shared.Item(keyword);
        var derivations = own.Items("DerivationImageSequence") is { Count: > 0 } ownImages ? ownImages : shared.Items("DerivationImageSequence");
        return new StoredFrame(
            number,
            Group("SegmentIdentificationSequence")?.Integer("ReferencedSegmentNumber") is { } segment and > 0 and <= ushort.MaxValue ? (int)segment : null,
            Exactly(3, Group("PlanePositionSequence")?.GetNumbers(Tags.ImagePositionPatient)),
            Exactly(6, Group("PlaneOrientationSequence")?.GetNumbers(Tags.ImageOrientationPatient)),
            Exactly(2, Group("PixelMeasuresSequence")?.GetNumbers(Tags.PixelSpacing)),
            [
                .. derivations.SelectMany(derivation => derivation.Items("SourceImageSequence"))
                    .Where(image => image.GetString(Tags.ReferencedSOPInstanceUID) is not null)
                    .Select(image => (image.GetString(Tags.ReferencedSOPInstanceUID)!, (int)(image.Integer("ReferencedFrameNumber") ?? 1))),
            ]);
    }

    private static double[]? Exactly(int count, double[]? numbers) => numbers?.Length == count ? numbers : null;

    private static SegmentationReading.Refused Refuse(SegmentationRefusal reason, string what) => new(reason, what);
}

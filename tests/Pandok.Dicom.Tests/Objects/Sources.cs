using Pandok.Dicom.Data;
using Pandok.Dicom.Objects;
using Pandok.Dicom.Objects.Segmentations;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Objects;

/// <summary>The study that objects are built for: three axial CT slices of an artificial person.</summary>
internal static class Sources
{
    internal static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(9));
    internal static readonly Algorithm Opacity = new("opacity", "1.0.0", Codes.ImageProcessing) { Parameters = "sha256:00ff" };

    internal static DataSet Slice(int index, string? name = "Hong^Gildong=洪^吉洞=홍^길동", string characterSet = "ISO_IR 192")
    {
        var set = new DataSet();
        set.Set(Tags.SpecificCharacterSet, Vr.CS, characterSet.Split('\\'));
        set.Set(Tags.SOPClassUID, Vr.UI, Uids.CTImageStorage).Set(Tags.SOPInstanceUID, Vr.UI, $"2.25.100{index}")
            .Set(Tags.StudyDate, Vr.DA, "20260304").Set(Tags.StudyTime, Vr.TM, "010203").Set(Tags.Modality, Vr.CS, "CT")
            .Set(Tags.StudyDescription, Vr.LO, name is null ? "CHEST" : "흉부 CT")
            .Set(Tags.PatientID, Vr.LO, "P-0001").Set(Tags.PatientSex, Vr.CS, "O")
            .Set(Tags.SliceThickness, Vr.DS, "2.5")
            .Set(Tags.StudyInstanceUID, Vr.UI, "2.25.7").Set(Tags.SeriesInstanceUID, Vr.UI, "2.25.8").Set(Tags.FrameOfReferenceUID, Vr.UI, "2.25.9");
        if (name is not null) set.Set(Tags.PatientName, Vr.PN, name);
        set.SetDecimals(Tags.ImagePositionPatient, -100, -120.5, 40 + 2.5 * index).SetDecimals(Tags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0).SetDecimals(Tags.PixelSpacing, 0.75, 0.5);
        set.SetIntegers(Tags.Rows, Vr.US, 9).SetIntegers(Tags.Columns, Vr.US, 7);
        return set;
    }

    internal static InstanceReference Reference(int index) => InstanceReference.To(Slice(index));

    internal static ObjectContext Context(string uid, int number, DataSet? source = null) => new(
        StudyContext.From(source ?? Slice(0)),
        new Equipment("Pandok", "Pandok", "0001", "0.1.0"),
        new NewInstance($"2.25.{uid}", $"2.25.{uid}0", number, Now) { SeriesDescription = "판독 결과" });

    internal static SegmentationGrid Grid => SegmentationGrid.Of(Slice(0), 2.5);

    // A voxel pattern that no shift, flip or reversal maps to itself.
    internal static bool Inside(int segment, int slice, int row, int column) => (row * 31 + column * 17 + slice * 7 + segment * 3) % 5 < 2 && row + column > slice;

    internal static Segmentation Segmentation(SegmentationType type, int segments, string uid = "300", DataSet? source = null)
    {
        var described = Enumerable.Range(1, segments).Select(number => new Segment(number, number == 1 ? "오른쪽 폐" : $"Opacity {number}",
            number == 1 ? Codes.AnatomicalStructure : Codes.MorphologicallyAbnormalStructure, number == 1 ? Codes.Lung : Codes.AbnormalOpacity)
        {
            TypeModifiers = number == 1 ? [Codes.Right] : [],
            AnatomicRegion = number == 1 ? null : Codes.Lung,
            AnatomicRegionModifiers = number == 1 ? [] : [Codes.Right],
            Algorithm = Opacity,
            TrackingId = $"thing {number}",
            TrackingUid = $"2.25.50{number}",
            Color = (60, 40, -20),
        }).ToArray();
        var order = new[] { 2, 0, 1 }; // frames may come in any order
        var frames = type == SegmentationType.Binary
            ? order.SelectMany(slice => described.Select(segment => Frame(slice, segment.Number, pixels => Fill(pixels, (row, column) => Inside(segment.Number, slice, row, column) ? 1 : 0))))
            : order.Select(slice => Frame(slice, null, pixels => Fill(pixels, (row, column) => Label(segments, slice, row, column))));
        return new Segmentation(Context(uid, 300, source), Grid, described, [.. frames]) { Type = type, ContentLabel = "OPACITY", ContentDescription = "폐 음영" };
    }

    internal static int Label(int segments, int slice, int row, int column) => Enumerable.Range(1, segments).FirstOrDefault(segment => Inside(segment, slice, row, column));

    private static SegmentationFrame Frame(int slice, int? segment, FillFrame fill) => new(Slice(slice).GetNumbers(Tags.ImagePositionPatient), fill, Reference(slice), segment);

    private static void Fill(Span<ushort> pixels, Func<int, int, int> value)
    {
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (ushort)value(i / 7, i % 7);
    }
}

using System.Buffers;
using System.Globalization;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Objects;
using Pandok.Dicom.Objects.Segmentations;
using Pandok.Dicom.Rendering;
using Pandok.Dicom.Standard;
using Pandok.Read.Drawings;
using Pandok.Studies;

namespace Pandok.Read.Masks;

/// <summary>Makes the DICOM object of a segmentation that was checked: BINARY, because segments may overlap and everybody reads it. Knows no file and no database.</summary>
/// <param name="image">The series at the version the wish names.</param>
/// <param name="sources">Its images.</param>
/// <param name="former">The segmentation it was edited from, and its segments; null for a new one.</param>
internal sealed class SegmentationObject(Study study, SegmentationWish wish, Manifest image, IReadOnlyDictionary<string, (Instance Row, InstanceHead Head)> sources, (Instance Row, IReadOnlyList<Segment> Segments)? former)
{
    private const string SeriesName = "Segmentations";
    private const int SeriesNumber = 9012;

    // Who drew it stands in the database. In the archive a name of a person and a serial number are what de-identification takes away; these are the forms it writes.
    private const string Creator = "Reader^1";

    private static readonly Equipment Maker = DrawingObject.Pandok with { SerialNumber = "REMOVED" };

    private static readonly Tag PixelMeasures = new(0x00289110), SliceThickness = new(0x00180050);

    // The dummy of de-identification, for studies whose dates were taken away.
    private static readonly DateTimeOffset NoDate = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string SeriesOf(string study) => DrawingObject.Uid($"{study} {SeriesName}");

    public static string InstanceOf(string study, Guid id) => DrawingObject.Uid($"{study} {SeriesName} {id:N}");

    /// <summary>An image with pixels of it: its header gives patient and study.</summary>
    public Instance First => sources[image.Frames.Instance[wish.Segments!.First(segment => segment!.HasPixels())!.Slices!.First(slice => slice!.Runs!.Length > 0)!.Slice]].Row;

    /// <param name="header">Of <see cref="First"/>.</param>
    /// <param name="number">Of the version.</param>
    /// <returns>The object, or why there is none: what would not be shown on these images is not saved.</returns>
    public (DicomObject? Made, MaskRefusal? Refusal) Build(DataSet header, int number, DateTimeOffset now)
    {
        if (image is not { Orientation: { } orientation, Origin: not null, FrameOfReference: { } space, PixelSpacing: [var rowSpacing, var columnSpacing] } || image.Frames is not { Along: { } along, Orientation: null }) return (null, MaskFit.NoGrid);
        var thickness = FrameAttributes.Find(header, PixelMeasures, 1).GetNumber(SliceThickness);
        var grid = new SegmentationGrid(image.Rows, image.Columns, rowSpacing, columnSpacing, thickness, image.Volume.SpacingZ ?? MaskFit.Closest(along), orientation);
        var frames = new List<SegmentationFrame>();
        foreach (var (i, segment) in wish.Segments!.Index())
        {
            foreach (var slice in (segment!.Slices ?? []).Where(slice => slice!.Runs!.Length > 0))
            {
                var (row, head) = sources[image.Frames.Instance[slice!.Slice]];
                var frame = image.Frames.Number[slice.Slice];
                if (head.FrameOfReference != space || (head.Layout.Rows, head.Layout.Columns) != (image.Rows, image.Columns) || !IsLike(head.Frames[frame - 1].Spacing, rowSpacing, columnSpacing)) return (null, MaskFit.NoGrid);
                frames.Add(new(head.Frames[frame - 1].Position!, Fill(slice.Runs!), DrawingObject.To(row), i + 1, DrawingObject.FrameOf(row, frame)));
            }
        }
        if (frames.DistinctBy(frame => (frame.SegmentNumber, Math.Round(grid.Along(frame.Position) * 1000))).Count() < frames.Count) return (null, new("severalImages", "A segment has pixels on several images of one place"));
        var made = new Segmentation(Context(header, number, now), grid, [.. Segments()], frames)
        {
            ContentDescription = wish.Label?.Trim(),
            ContentCreatorName = Creator,
            Predecessor = former is { Row: var was } ? DrawingObject.To(was) : null,
        }.Build();
        return Misplaced(made.DataSet) is { } refusal ? (null, refusal) : (made, null);
    }

    /// <summary>The file up to Pixel Data.</summary>
    public static ReadOnlyMemory<byte> HeadOf(DataSet set)
    {
        var head = new ArrayBufferWriter<byte>(1 << 16);
        DicomWriter.WriteFileHead(head, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WriteDataSet(head, set, TransferSyntax.ExplicitLittleEndian);
        return head.WrittenMemory;
    }

    private ObjectContext Context(DataSet header, int number, DateTimeOffset now) => new(StudyContext.From(header), Maker, new(InstanceOf(study.Uid, wish.Id), SeriesOf(study.Uid), SeriesNumber, Moved(header, now))
    {
        InstanceNumber = number,
        // A profile that takes descriptions from the images wants none here.
        SeriesDescription = header.GetString(Tags.SeriesDescription) is null && header.GetString(Tags.StudyDescription) is null ? null : SeriesName,
    });

    // The dates of a study are moved. An object with a true one beside them would tell by how much: it is as much later than the study as it was saved later than that came.
    private DateTimeOffset Moved(DataSet header, DateTimeOffset now)
    {
        var time = (header.GetString(Tags.StudyTime) ?? "").PadRight(6, '0')[..6];
        if (!DateTime.TryParseExact($"{header.GetString(Tags.StudyDate)} {time}", "yyyyMMdd HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var began)) return NoDate;
        var moved = began + (now - study.ReceivedAt);
        // Where the time was taken away there is none here.
        return new DateTimeOffset(time == "000000" ? moved.Date : moved, TimeSpan.Zero);
    }

    private IEnumerable<Segment> Segments()
    {
        var before = former?.Segments.ToList() ?? [];
        foreach (var (i, segment) in wish.Segments!.Index())
        {
            var (label, type, number) = (segment!.Label!.Trim(), Of(segment.Type!), i + 1);
            // The same thing as in the former version keeps what the page does not know of it.
            var was = before.Find(one => one.Label == label && one.Type.IsSame(type));
            if (was is not null) before.Remove(was);
            var algorithmType = Enum.Parse<SegmentAlgorithmType>(segment.AlgorithmType!, ignoreCase: true);
            var region = segment.Region is { } place ? Of(place) : null;
            yield return new Segment(number, label, Of(segment.Category!), type)
            {
                Description = string.IsNullOrWhiteSpace(segment.Description) ? null : segment.Description.Trim(),
                TypeModifiers = [.. (segment.TypeModifiers ?? []).Select(modifier => Of(modifier!))],
                AnatomicRegion = region,
                AnatomicRegionModifiers = region is not null && region.IsSame(was?.AnatomicRegion) ? was!.AnatomicRegionModifiers : [],
                AlgorithmType = algorithmType,
                Algorithm = algorithmType == SegmentAlgorithmType.Manual ? null : AlgorithmOf(segment),
                Color = segment.Colour is { } colour ? DisplayColour.Lab(colour) : null,
                TrackingId = was?.TrackingId ?? label,
                TrackingUid = was?.TrackingUid ?? DrawingObject.Uid($"{study.Uid} {SeriesName} {wish.Id:N} {number}"),
            };
        }
    }

    private Algorithm AlgorithmOf(SegmentWish segment)
    {
        var (name, version) = (segment.AlgorithmName!.Trim(), segment.AlgorithmVersion?.Trim() ?? "");
        return former?.Segments.Select(one => one.Algorithm).FirstOrDefault(one => one is not null && one.Name == name && one.Version == version) ?? new Algorithm(name, version, Codes.ImageProcessing);
    }

    // Read as any other is: each frame has to lie on the image it was drawn on, pixel by pixel.
    private MaskRefusal? Misplaced(DataSet set)
    {
        if (SegmentationReader.Read(set) is not SegmentationReading.Understood { Segmentation: var mask }) throw new InvalidOperationException("A segmentation that was built is understood.");
        var (places, refusal) = MaskBuilder.Place(image, mask);
        if (refusal is not null) return refusal;
        var isRight = mask.Frames.Zip(places).All(one => one.Second is { Column: 0, ColumnStep: 1, Row: 0, RowStep: 1 } place
            && one.First.Sources is [var source] && source == (image.Frames.Instance[place.Slice], image.Frames.Number[place.Slice]));
        return isRight ? null : MaskFit.NoGrid;
    }

    private FillFrame Fill(int[] runs) => pixels =>
    {
        for (var i = 0; i < runs.Length; i += 3) pixels.Slice(runs[i] * image.Columns + runs[i + 1], runs[i + 2]).Fill(1);
    };

    private static bool IsLike(double[]? spacing, double rows, double columns) => spacing is [var its, var across] && Math.Abs(its / rows - 1) < MaskFit.OfSpacing && Math.Abs(across / columns - 1) < MaskFit.OfSpacing;

    private static Code Of(CodeView code) => new(code.Value.Trim(), code.Scheme.Trim(), code.Meaning.Trim());
}

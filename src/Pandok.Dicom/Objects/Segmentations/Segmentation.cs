using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Objects.Segmentations;

/// <summary>
/// Builds a Segmentation (PS3.3 A.51, C.8.20): BINARY as Segmentation Storage, or LABELMAP as Label Map Segmentation Storage. Frames are ordered by segment, then
/// along the normal of the slices; pixels are made while they are written, one frame in memory at a time.
/// </summary>
/// <param name="Context">Whose study, made by what, and which instance.</param>
/// <param name="Grid">Size, spacing and orientation of all frames.</param>
/// <param name="Segments">Numbered 1, 2, 3, ...</param>
/// <param name="Frames">At least one; each segment and slice at most once.</param>
public sealed record Segmentation(ObjectContext Context, SegmentationGrid Grid, IReadOnlyList<Segment> Segments, IReadOnlyList<SegmentationFrame> Frames)
{
    /// <summary>BINARY or LABELMAP.</summary>
    public SegmentationType Type { get; init; } = SegmentationType.Binary;

    /// <summary>Content Label (0070,0080): a code string of at most 16 characters, A-Z, 0-9, space, underscore.</summary>
    public string ContentLabel { get; init; } = "SEGMENTATION";

    /// <summary>Content Description (0070,0081).</summary>
    public string? ContentDescription { get; init; }

    /// <summary>Content Creator's Name (0070,0084), if a person drew it.</summary>
    public string? ContentCreatorName { get; init; }

    /// <summary>Series of the images the masks were drawn on, beyond those the frames name (for a complete Common Instance Reference).</summary>
    public IReadOnlyList<InstanceReference> FurtherSources { get; init; } = [];

    /// <summary>
    /// The segmentation this one was edited from. PS3.3 has no attribute for the former version of an image, so it is named as a significantly related one (Referenced Image Sequence (0008,1140),
    /// C.12.4), and in the Common Instance Reference behind the sources.
    /// </summary>
    public InstanceReference? Predecessor { get; init; }

    /// <summary>Gives the object.</summary>
    /// <exception cref="ArgumentException">Segments are not numbered 1, 2, 3, ...; there is no frame; a frame names no segment or two frames are the same; the source has no frame of reference.</exception>
    public DicomObject Build()
    {
        Check();
        var frames = Frames.OrderBy(frame => frame.SegmentNumber ?? 0).ThenBy(frame => Grid.Along(frame.Position)).ToArray();
        var set = Context.BeginContent(Type == SegmentationType.Binary ? Uids.SegmentationStorage : Uids.LabelMapSegmentationStorage, "SEG");
        set.Put("ImageType", "DERIVED", "PRIMARY")
            .Put("FrameOfReferenceUID", Context.Study.FrameOfReferenceUid)
            .Put("PositionReferenceIndicator", Context.Study.PositionReferenceIndicator)
            .Put("LossyImageCompression", "00")
            .Put("ContentLabel", ContentLabel)
            .Put("ContentDescription", ContentDescription)
            .PutIfKnown("ContentCreatorName", ContentCreatorName)
            .Put("SegmentationType", Type == SegmentationType.Binary ? "BINARY" : "LABELMAP")
            .Put("SegmentsOverlap", Type == SegmentationType.Binary ? "UNDEFINED" : "NO")
            .PutItems("SegmentSequence", [.. Segments.Select(segment => segment.ToItem())]);
        PutImagePixel(set, frames.Length);
        PutReferences(set);
        PutDimensions(set, frames);
        return new DicomObject(set, new PixelDataHead(Tags.PixelData, BitsAllocated == 16 ? Vr.OW : Vr.OB, PixelBytes(frames.Length)), () => Chunks(frames));
    }

    private int PixelsPerFrame => Grid.Rows * Grid.Columns;

    private int BitsAllocated => Type == SegmentationType.Binary ? 1 : Segments.Count > 255 ? 16 : 8;

    private long PixelBytes(int frames) => Type == SegmentationType.Binary
        ? BitPacking.Bytes((long)frames * PixelsPerFrame)
        : ((long)frames * PixelsPerFrame * (BitsAllocated / 8) + 1) / 2 * 2;

    private void Check()
    {
        if (Context.Study.FrameOfReferenceUid is null) throw new ArgumentException("The source has no Frame of Reference UID (0020,0052): a mask would have no place in space.");
        if (Segments.Count == 0 || Segments.Select(segment => segment.Number).SequenceEqual(Enumerable.Range(1, Segments.Count)) is false)
            throw new ArgumentException("Segments are numbered 1, 2, 3, ... (PS3.3 C.8.20.2).");
        if (Segments.FirstOrDefault(segment => segment is { AlgorithmType: not SegmentAlgorithmType.Manual, Algorithm: null }) is { } nameless)
            throw new ArgumentException($"Segment {nameless.Number} is not manual and names no algorithm.");
        if (Segments.FirstOrDefault(segment => segment.TrackingId is null != segment.TrackingUid is null) is { } half)
            throw new ArgumentException($"Segment {half.Number} has a Tracking ID without a Tracking UID or the other way round.");
        if (Frames.Count == 0) throw new ArgumentException("A segmentation has at least one frame.");
        foreach (var frame in Frames)
        {
            if (Type == SegmentationType.LabelMap ? frame.SegmentNumber is not null : frame.SegmentNumber is not { } number || number < 1 || number > Segments.Count)
                throw new ArgumentException("A BINARY frame names one of the segments, a LABELMAP frame none.");
            if (frame.Position.Count != 3) throw new ArgumentException("A frame's position has three coordinates.");
        }
        if (Frames.DistinctBy(frame => (frame.SegmentNumber, frame.Position[0], frame.Position[1], frame.Position[2])).Count() != Frames.Count)
            throw new ArgumentException("Two frames are the same slice of the same segment.");
    }

    private void PutImagePixel(DataSet set, int frames)
    {
        set.PutIntegers("SamplesPerPixel", 1)
            .Put("PhotometricInterpretation", "MONOCHROME2")
            .PutIntegers("NumberOfFrames", frames)
            .PutIntegers("Rows", Grid.Rows)
            .PutIntegers("Columns", Grid.Columns)
            .PutIntegers("BitsAllocated", BitsAllocated)
            .PutIntegers("BitsStored", BitsAllocated)
            .PutIntegers("HighBit", BitsAllocated - 1)
            .PutIntegers("PixelRepresentation", 0);
        // PS3.3 C.8.20.2.3.3: pixels of no segment hold the padding value.
        if (Type == SegmentationType.LabelMap) set.SetIntegers(KeywordValues.Find("PixelPaddingValue").Tag, Vr.US, 0);
    }

    private void PutReferences(DataSet set)
    {
        if (Predecessor is not null) set.PutItems("ReferencedImageSequence", Predecessor.ToItem());
        var sources = Frames.Select(frame => frame.Source).OfType<InstanceReference>().Concat(FurtherSources).Concat(Predecessor is null ? [] : [Predecessor]).Distinct().ToArray();
        var here = sources.Where(source => source.StudyInstanceUid == Context.Study.StudyInstanceUid).ToArray();
        if (here.Length > 0) set.PutItems("ReferencedSeriesSequence", InstanceReference.BySeries(here, "ReferencedInstanceSequence"));
        var elsewhere = sources.Except(here).GroupBy(source => source.StudyInstanceUid).ToArray();
        if (elsewhere.Length == 0) return;
        set.PutItems("StudiesContainingOtherReferencedInstancesSequence", [.. elsewhere.Select(study => new DataSet()
            .PutItems("ReferencedSeriesSequence", InstanceReference.BySeries(study, "ReferencedInstanceSequence"))
            .Put("StudyInstanceUID", study.Key))]);
    }

    private void PutDimensions(DataSet set, SegmentationFrame[] frames)
    {
        var isBinary = Type == SegmentationType.Binary;
        var organization = Uids.FromHash(SHA256.HashData(Encoding.ASCII.GetBytes(Context.Instance.SopInstanceUid + "/dimensions")));
        var byPosition = Index(organization, "ImagePositionPatient", "PlanePositionSequence", "Image Position Patient");
        set.PutItems("DimensionOrganizationSequence", new DataSet().Put("DimensionOrganizationUID", organization))
            .PutItems("DimensionIndexSequence", isBinary ? [Index(organization, "ReferencedSegmentNumber", "SegmentIdentificationSequence", "Segment Number"), byPosition] : [byPosition]);

        var shared = Grid.ToItems();
        set.PutItems("SharedFunctionalGroupsSequence", new DataSet().PutItems("PixelMeasuresSequence", shared[0]).PutItems("PlaneOrientationSequence", shared[1]));
        var slices = frames.Select(frame => Slice(frame)).Distinct().Order().Select((slice, index) => (slice, index)).ToDictionary(pair => pair.slice, pair => pair.index + 1L);
        set.PutItems("PerFrameFunctionalGroupsSequence", [.. frames.Select(frame =>
        {
            var item = new DataSet();
            if (frame.Source is { } source)
            {
                var image = source.ToItem();
                if (frame.SourceFrame is { } number) image.PutIntegers("ReferencedFrameNumber", number);
                item.PutItems("DerivationImageSequence", new DataSet()
                    .PutItems("SourceImageSequence", image.PutItems("PurposeOfReferenceCodeSequence", Codes.SourceImageForProcessing.ToItem()))
                    .PutItems("DerivationCodeSequence", Codes.Segmentation.ToItem()));
            }
            item.PutItems("FrameContentSequence", new DataSet().PutIntegers("DimensionIndexValues", isBinary ? [frame.SegmentNumber!.Value, slices[Slice(frame)]] : [slices[Slice(frame)]]))
                .PutItems("PlanePositionSequence", new DataSet().PutNumbers("ImagePositionPatient", [.. frame.Position]));
            if (isBinary) item.PutItems("SegmentIdentificationSequence", new DataSet().PutIntegers("ReferencedSegmentNumber", frame.SegmentNumber!.Value));
            return item;
        })]);
    }

    // Slices closer than a micrometre are the same index of the position dimension.
    private long Slice(SegmentationFrame frame) => (long)Math.Round(Grid.Along(frame.Position) * 1000);

    private static DataSet Index(string organization, string pointer, string group, string label) => new DataSet()
        .Put("DimensionOrganizationUID", organization)
        .PutTag("DimensionIndexPointer", pointer)
        .PutTag("FunctionalGroupPointer", group)
        .Put("DimensionDescriptionLabel", label);

    private IEnumerable<ReadOnlyMemory<byte>> Chunks(SegmentationFrame[] frames) => Type == SegmentationType.Binary
        ? BitPacking.Pack(frames.Select(frame => frame.Fill), PixelsPerFrame)
        : Labels(frames);

    private IEnumerable<ReadOnlyMemory<byte>> Labels(SegmentationFrame[] frames)
    {
        var labels = new ushort[PixelsPerFrame];
        var bytes = new byte[PixelsPerFrame * (BitsAllocated / 8)];
        foreach (var frame in frames)
        {
            Array.Clear(labels);
            frame.Fill(labels);
            foreach (var label in labels)
            {
                if (label > Segments.Count) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A pixel has label {label}, but there are {Segments.Count} segments."));
            }
            if (BitsAllocated == 16) MemoryMarshal.AsBytes(labels.AsSpan()).CopyTo(bytes);
            else for (var i = 0; i < labels.Length; i++) bytes[i] = (byte)labels[i];
            yield return bytes;
        }
    }
}

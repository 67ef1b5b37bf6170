using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Objects;

/// <summary>The kinds of Secondary Capture, by the samples of a pixel.</summary>
public enum CaptureKind
{
    /// <summary>One frame, 8-bit grey or RGB: Secondary Capture Image Storage (PS3.3 A.8.1), read by everyone.</summary>
    Single,
    /// <summary>Frames of 8-bit grey: Multi-frame Grayscale Byte (A.8.3).</summary>
    GrayscaleByte,
    /// <summary>Frames of 16-bit grey, little endian: Multi-frame Grayscale Word (A.8.4).</summary>
    GrayscaleWord,
    /// <summary>Frames of RGB, three bytes a pixel: Multi-frame True Color (A.8.5).</summary>
    TrueColor,
}

/// <summary>Builds Secondary Captures: pictures that a program made from others (PS3.3 A.8, C.8.6).</summary>
/// <param name="Context">Whose study, made by what, and which instance.</param>
/// <param name="Kind">Which of the four classes.</param>
/// <param name="Rows">Rows of a frame.</param>
/// <param name="Columns">Columns of a frame.</param>
/// <param name="Frames">Pixels of each frame, row by row, samples of a pixel together.</param>
/// <param name="BurnedInAnnotation">True if text is part of the pixels: it must be said honestly.</param>
public sealed record SecondaryCapture(ObjectContext Context, CaptureKind Kind, int Rows, int Columns, IReadOnlyList<ReadOnlyMemory<byte>> Frames, bool BurnedInAnnotation)
{
    /// <summary>Significant bits of a Grayscale Word pixel, 9 to 16.</summary>
    public int BitsStored { get; init; } = 16;

    /// <summary>A single frame is RGB rather than grey.</summary>
    public bool IsColor { get; init; }

    /// <summary>Modality of the series; OT unless told.</summary>
    public string Modality { get; init; } = "OT";

    /// <summary>Label of each frame, or none.</summary>
    public IReadOnlyList<string> FrameLabels { get; init; } = [];

    /// <summary>Images the capture was made from.</summary>
    public IReadOnlyList<InstanceReference> Sources { get; init; } = [];

    /// <summary>How it was made, for people (Derivation Description (0008,2111)).</summary>
    public string? DerivationDescription { get; init; }

    /// <summary>Gives the object.</summary>
    /// <exception cref="ArgumentException">No frame, a frame of another size, several frames in a single capture, or labels that do not fit.</exception>
    public DicomObject Build()
    {
        var samples = Kind == CaptureKind.TrueColor || (Kind == CaptureKind.Single && IsColor) ? 3 : 1;
        var bytes = Kind == CaptureKind.GrayscaleWord ? 2 : 1;
        var size = (long)Rows * Columns * samples * bytes;
        if (Frames.Count == 0 || (Kind == CaptureKind.Single && Frames.Count != 1)) throw new ArgumentException($"{Kind} with {Frames.Count} frames.");
        if (Frames.Any(frame => frame.Length != size)) throw new ArgumentException($"A frame has {size} bytes.");
        if (FrameLabels.Count > 0 && (FrameLabels.Count != Frames.Count || Kind == CaptureKind.Single)) throw new ArgumentException("One label for each frame of a multi-frame capture, or none.");
        var bits = bytes == 1 ? 8 : BitsStored is > 8 and <= 16 ? BitsStored : throw new ArgumentException("Grayscale Word stores 9 to 16 bits.");

        var set = Context.BeginContent(Class, Modality);
        set.Put("ImageType", "DERIVED", "SECONDARY")
            .Put("ConversionType", "WSD")
            .Put("SecondaryCaptureDeviceManufacturer", Context.Equipment.Manufacturer)
            .Put("SecondaryCaptureDeviceManufacturerModelName", Context.Equipment.Model)
            .Put("SecondaryCaptureDeviceSoftwareVersions", Context.Equipment.SoftwareVersion)
            .Put("DateOfSecondaryCapture", ObjectContext.Date(Context.Created))
            .Put("TimeOfSecondaryCapture", ObjectContext.Time(Context.Created))
            .PutIfKnown("DerivationDescription", DerivationDescription)
            .Put("PatientOrientation")
            .Put("Laterality") // Type 2C: which side of a paired part is shown is not known here
            .PutIntegers("SamplesPerPixel", samples)
            .Put("PhotometricInterpretation", samples == 3 ? "RGB" : "MONOCHROME2")
            .PutIntegers("Rows", Rows)
            .PutIntegers("Columns", Columns)
            .PutIntegers("BitsAllocated", bytes * 8)
            .PutIntegers("BitsStored", bits)
            .PutIntegers("HighBit", bits - 1)
            .PutIntegers("PixelRepresentation", 0)
            .Put("BurnedInAnnotation", BurnedInAnnotation ? "YES" : "NO");
        if (samples == 3) set.PutIntegers("PlanarConfiguration", 0);
        if (Sources.Count > 0) set.PutItems("SourceImageSequence", [.. Sources.Distinct().Select(source => source.ToItem().PutItems("PurposeOfReferenceCodeSequence", Codes.SourceImageForProcessing.ToItem()))]);
        if (Kind != CaptureKind.Single) PutFrames(set, samples);
        return new DicomObject(set, new PixelDataHead(Tags.PixelData, bytes == 2 ? Vr.OW : Vr.OB, (size * Frames.Count + 1) / 2 * 2), () => Frames);
    }

    private string Class => Kind switch
    {
        CaptureKind.Single => Uids.SecondaryCaptureImageStorage,
        CaptureKind.GrayscaleByte => Uids.GrayscaleByteSecondaryCaptureStorage,
        CaptureKind.GrayscaleWord => Uids.GrayscaleWordSecondaryCaptureStorage,
        _ => Uids.TrueColorSecondaryCaptureStorage,
    };

    // C.8.6.3: the frames are told apart by a vector; a page number is what every frame has. A single frame has none.
    private void PutFrames(DataSet set, int samples)
    {
        set.PutIntegers("NumberOfFrames", Frames.Count);
        if (samples == 1)
        {
            set.Put("PresentationLUTShape", "IDENTITY").PutNumbers("RescaleIntercept", 0).PutNumbers("RescaleSlope", 1).Put("RescaleType", "US");
        }
        if (Frames.Count == 1) return;
        var pages = Enumerable.Range(1, Frames.Count).Select(page => (long)page).ToArray();
        if (FrameLabels.Count > 0) set.PutTag("FrameIncrementPointer", "FrameLabelVector").Put("FrameLabelVector", [.. FrameLabels]);
        else set.PutTag("FrameIncrementPointer", "PageNumberVector").PutIntegers("PageNumberVector", pages);
    }
}

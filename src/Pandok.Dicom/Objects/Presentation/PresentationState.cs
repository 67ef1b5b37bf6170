using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Objects.Presentation;

/// <summary>An image to which a state applies.</summary>
/// <param name="Instance">The image.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns.</param>
public sealed record PresentedImage(InstanceReference Instance, int Rows, int Columns)
{
    /// <summary>Frame numbers from 1; empty for all.</summary>
    public IReadOnlyList<int> Frames { get; init; } = [];

    internal DataSet ToItem()
    {
        var item = Instance.ToItem();
        return Frames.Count == 0 ? item : item.PutIntegers("ReferencedFrameNumber", [.. Frames.Select(frame => (long)frame)]);
    }
}

/// <summary>Graphics and texts on one image.</summary>
/// <param name="Image">The image.</param>
/// <param name="Graphics">Graphics.</param>
/// <param name="Texts">Texts.</param>
public sealed record Annotation(PresentedImage Image, IReadOnlyList<Graphic> Graphics, IReadOnlyList<GraphicText> Texts);

/// <summary>The part of an image that is shown: columns and rows from 1, corners included. A magnification shows it at that many display pixels for one of its own.</summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Right">Last column.</param>
/// <param name="Bottom">Last row.</param>
/// <param name="Magnification">Null to fit the area into the viewport.</param>
public sealed record DisplayedArea(int Left, int Top, int Right, int Bottom, double? Magnification = null);

/// <summary>
/// Builds a Grayscale Softcopy Presentation State: window, rotation and flip, displayed area, annotations of grey images (PS3.3 A.33.1, C.10, C.11). All that is left
/// out stays as the image says.
/// </summary>
/// <param name="Context">Whose study, made by what, and which instance.</param>
/// <param name="Label">Content Label: a code string, at most 16 of A-Z, 0-9, space, underscore.</param>
/// <param name="Images">Images of the study; at least one.</param>
public sealed record PresentationState(ObjectContext Context, string Label, IReadOnlyList<PresentedImage> Images)
{
    private const string Layer = "ANNOTATIONS";

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>Who made it, as PN; null if not told.</summary>
    public string? Creator { get; init; }

    /// <summary>Rescale of stored values (Modality LUT), if the window is in rescaled units such as HU; type HU, US, ...</summary>
    public (double Slope, double Intercept, string Type)? Rescale { get; init; }

    /// <summary>Centre and width of the window, width at least 1.</summary>
    public (double Center, double Width)? Window { get; init; }

    /// <summary>Degrees clockwise: 0, 90, 180, 270; after the flip.</summary>
    public int Rotation { get; init; }

    /// <summary>Flipped left to right, before the rotation.</summary>
    public bool IsFlipped { get; init; }

    /// <summary>True to show low values bright (Presentation LUT Shape INVERSE).</summary>
    public bool IsInverted { get; init; }

    /// <summary>What is shown of the images; null for all of each.</summary>
    public DisplayedArea? Area { get; init; }

    /// <summary>Annotations.</summary>
    public IReadOnlyList<Annotation> Annotations { get; init; } = [];

    /// <summary>Gives the object.</summary>
    /// <exception cref="ArgumentException">No image, an image of another study, a rotation that is no right angle, or an empty annotation.</exception>
    public DicomObject Build()
    {
        if (Images.Count == 0) throw new ArgumentException("A presentation state applies to at least one image.");
        if (Images.Any(image => image.Instance.StudyInstanceUid != Context.Study.StudyInstanceUid)) throw new ArgumentException("A presentation state applies to images of its own study (PS3.3 C.11.11).");
        if (Rotation is not (0 or 90 or 180 or 270)) throw new ArgumentException("Rotation is 0, 90, 180 or 270 (PS3.3 C.10.6).");
        if (Annotations.Any(annotation => annotation.Graphics.Count + annotation.Texts.Count == 0)) throw new ArgumentException("An annotation has a graphic or a text (PS3.3 C.10.5).");

        var set = Context.Begin(Uids.GrayscaleSoftcopyPresentationStateStorage, "PR")
            .Put("Laterality") // Type 2C: which side of a paired part is shown is not known here
            .Put("ContentLabel", Label)
            .Put("ContentDescription", Description)
            .Put("ContentCreatorName", Creator)
            .Put("PresentationCreationDate", ObjectContext.Date(Context.Created))
            .Put("PresentationCreationTime", ObjectContext.Time(Context.Created))
            .PutItems("ReferencedSeriesSequence", [.. Images.GroupBy(image => image.Instance.SeriesInstanceUid).Select(series => new DataSet()
                .PutItems("ReferencedImageSequence", [.. series.Select(image => image.ToItem())])
                .Put("SeriesInstanceUID", series.Key))])
            .PutItems("DisplayedAreaSelectionSequence", Areas())
            .Put("PresentationLUTShape", IsInverted ? "INVERSE" : "IDENTITY");
        if (Rescale is { } rescale) set.PutNumbers("RescaleIntercept", rescale.Intercept).PutNumbers("RescaleSlope", rescale.Slope).Put("RescaleType", rescale.Type);
        if (Window is { } window) set.PutItems("SoftcopyVOILUTSequence", new DataSet().PutNumbers("WindowCenter", window.Center).PutNumbers("WindowWidth", window.Width));
        if (Rotation != 0 || IsFlipped) set.Put("ImageHorizontalFlip", IsFlipped ? "Y" : "N").PutIntegers("ImageRotation", Rotation);
        if (Annotations.Count == 0) return new DicomObject(set);
        set.PutItems("GraphicAnnotationSequence", [.. Annotations.Select(Item)])
            .PutItems("GraphicLayerSequence", new DataSet().Put("GraphicLayer", Layer).PutIntegers("GraphicLayerOrder", 1));
        return new DicomObject(set);
    }

    private static DataSet Item(Annotation annotation)
    {
        var item = new DataSet().PutItems("ReferencedImageSequence", annotation.Image.ToItem()).Put("GraphicLayer", Layer);
        if (annotation.Texts.Count > 0) item.PutItems("TextObjectSequence", [.. annotation.Texts.Select(text => text.ToItem())]);
        if (annotation.Graphics.Count > 0) item.PutItems("GraphicObjectSequence", [.. annotation.Graphics.Select(graphic => graphic.ToItem())]);
        return item;
    }

    // C.10.4: one item for images of the same size, or one for all if an area was chosen.
    private DataSet[] Areas() => Area is { } chosen
        ? [AreaItem(chosen, null)]
        : [.. Images.GroupBy(image => (image.Rows, image.Columns)).Select((size, _) => AreaItem(new DisplayedArea(1, 1, size.Key.Columns, size.Key.Rows), [.. size]))];

    private static DataSet AreaItem(DisplayedArea area, IReadOnlyList<PresentedImage>? images)
    {
        var item = new DataSet();
        if (images is not null) item.PutItems("ReferencedImageSequence", [.. images.Select(image => image.ToItem())]);
        item.PutIntegers("DisplayedAreaTopLeftHandCorner", area.Left, area.Top)
            .PutIntegers("DisplayedAreaBottomRightHandCorner", area.Right, area.Bottom)
            .Put("PresentationSizeMode", area.Magnification is null ? "SCALE TO FIT" : "MAGNIFY")
            .PutIntegers("PresentationPixelAspectRatio", 1, 1);
        return area.Magnification is { } magnification ? item.PutNumbers("PresentationPixelMagnificationRatio", magnification) : item;
    }
}

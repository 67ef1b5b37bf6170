namespace Pandok.Dicom.Objects.Segmentations;

/// <summary>What came of reading a segmentation: it is understood, or refused with the reason.</summary>
public abstract record SegmentationReading
{
    private SegmentationReading()
    {
    }

    /// <summary>Understood: segments, frames, and where their pixels lie.</summary>
    public sealed record Understood(StoredSegmentation Segmentation) : SegmentationReading;

    /// <summary>Not shown rather than shown wrongly.</summary>
    /// <param name="Reason">The kind.</param>
    /// <param name="What">For people: which attribute, which value.</param>
    public sealed record Refused(SegmentationRefusal Reason, string What) : SegmentationReading;
}

/// <summary>Why a segmentation is not read.</summary>
public enum SegmentationRefusal
{
    /// <summary>Another SOP class.</summary>
    NotASegmentation,
    /// <summary>FRACTIONAL: a probability or occupancy is no mask, and a threshold of ours would be a finding of ours.</summary>
    Fractional,
    /// <summary>A type of segmentation that this library does not know.</summary>
    UnknownType,
    /// <summary>Frames without per-frame functional groups (TILED_FULL).</summary>
    Tiled,
    /// <summary>Something that locates or names pixels is missing.</summary>
    Incomplete,
    /// <summary>Values that contradict each other.</summary>
    Inconsistent,
}

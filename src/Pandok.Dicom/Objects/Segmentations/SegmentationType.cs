namespace Pandok.Dicom.Objects.Segmentations;

/// <summary>How the masks are stored (Segmentation Type (0062,0001), PS3.3 C.8.20.2.3).</summary>
public enum SegmentationType
{
    /// <summary>One bit a pixel, one segment a frame; segments may overlap. Segmentation Storage, read by everyone.</summary>
    Binary,
    /// <summary>A segment number in each pixel, one frame a slice; segments do not overlap. Label Map Segmentation Storage (supplement 243).</summary>
    LabelMap,
}

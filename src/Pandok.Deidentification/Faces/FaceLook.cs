using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Faces;

/// <summary>What a search for a face in an object's volume came to.</summary>
public enum FaceLook
{
    /// <summary>Nobody searched, or there is a face that was not removed.</summary>
    None,
    /// <summary>There is no head in the volume.</summary>
    Headless,
    /// <summary>The face was removed from the volume; none of it lay in this object.</summary>
    Elsewhere,
    /// <summary>The face was removed from this object's pixels.</summary>
    Removed,
}

internal static class FaceLooks
{
    /// <summary>The report of the pixel pass with what the search adds.</summary>
    public static PixelReport Report(this FaceLook look, PixelReport? seen)
    {
        seen ??= PixelReport.None;
        return look switch
        {
            FaceLook.Headless => seen with { IsHeadless = true },
            FaceLook.Elsewhere => seen with { IsDefaced = true, IsFaceElsewhere = true },
            FaceLook.Removed => seen with { IsDefaced = true, Findings = [.. seen.Findings, new Finding(FindingCode.FaceRemoved, Tags.PixelData.ToString())] },
            _ => seen,
        };
    }
}

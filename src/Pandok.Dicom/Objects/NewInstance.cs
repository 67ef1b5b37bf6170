namespace Pandok.Dicom.Objects;

/// <summary>The identity of an object to be made. UIDs and time come from the caller: the same input gives the same object.</summary>
/// <param name="SopInstanceUid">UID of the object.</param>
/// <param name="SeriesInstanceUid">UID of its series; objects of different modality must not share one.</param>
/// <param name="SeriesNumber">Number of the series.</param>
/// <param name="Created">When the content was made; written as local date and time of its own offset, or of the study's Timezone Offset From UTC if that is known.</param>
public sealed record NewInstance(string SopInstanceUid, string SeriesInstanceUid, int SeriesNumber, DateTimeOffset Created)
{
    /// <summary>Number within the series.</summary>
    public int InstanceNumber { get; init; } = 1;

    /// <summary>Series Description (0008,103E), at most 64 characters.</summary>
    public string? SeriesDescription { get; init; }
}

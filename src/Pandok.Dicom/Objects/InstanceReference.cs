using Pandok.Dicom.Data;

namespace Pandok.Dicom.Objects;

/// <summary>An instance of a study that an object refers to.</summary>
/// <param name="SopClassUid">Its SOP class.</param>
/// <param name="SopInstanceUid">Its UID.</param>
/// <param name="SeriesInstanceUid">Its series.</param>
/// <param name="StudyInstanceUid">Its study.</param>
public sealed record InstanceReference(string SopClassUid, string SopInstanceUid, string SeriesInstanceUid, string StudyInstanceUid)
{
    /// <summary>The reference to a data set.</summary>
    /// <exception cref="ArgumentException">One of the four UIDs is missing.</exception>
    public static InstanceReference To(DataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        return new InstanceReference(Need(dataSet, Tags.SOPClassUID), Need(dataSet, Tags.SOPInstanceUID), Need(dataSet, Tags.SeriesInstanceUID), Need(dataSet, Tags.StudyInstanceUID));
    }

    /// <summary>SOP Instance Reference Macro (PS3.3 Table 10-11).</summary>
    internal DataSet ToItem() => new DataSet().Put("ReferencedSOPClassUID", SopClassUid).Put("ReferencedSOPInstanceUID", SopInstanceUid);

    // Hierarchical SOP Instance Reference Macro (PS3.3 Table C.17-3): studies, their series, their instances, each once and in the order of first mention.
    internal static IReadOnlyList<DataSet> Evidence(IEnumerable<InstanceReference> references) =>
    [
        .. references.Distinct().GroupBy(reference => reference.StudyInstanceUid).Select(study => new DataSet()
            .PutItems("ReferencedSeriesSequence", [.. study.GroupBy(reference => reference.SeriesInstanceUid).Select(series => new DataSet()
                .PutItems("ReferencedSOPSequence", [.. series.Select(reference => reference.ToItem())])
                .Put("SeriesInstanceUID", series.Key))])
            .Put("StudyInstanceUID", study.Key)),
    ];

    // Common Instance Reference (PS3.3 C.12.2) and Presentation State Relationship (C.11.11) list series in this form.
    internal static IReadOnlyList<DataSet> BySeries(IEnumerable<InstanceReference> references, string instances) =>
    [
        .. references.Distinct().GroupBy(reference => reference.SeriesInstanceUid).Select(series => new DataSet()
            .PutItems(instances, [.. series.Select(reference => reference.ToItem())])
            .Put("SeriesInstanceUID", series.Key)),
    ];

    private static string Need(DataSet dataSet, Tag tag) => dataSet.GetString(tag) ?? throw new ArgumentException($"{tag} is missing: the instance cannot be referred to.", nameof(dataSet));
}

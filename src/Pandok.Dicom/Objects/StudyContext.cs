using Pandok.Dicom.Data;

namespace Pandok.Dicom.Objects;

/// <summary>
/// What a derived object takes over from its source: patient, study and how both were de-identified (PS3.3 C.7.1.1, C.7.2.1, C.7.2.2). Text is UTF-8 (ISO_IR 192).
/// Values are copied, never invented; Type 2 attributes the source lacks are empty.
/// </summary>
public sealed class StudyContext
{
    private static readonly string[] Required =
        ["StudyDate", "StudyTime", "AccessionNumber", "ReferringPhysicianName", "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyID"];

    private static readonly string[] Optional =
    [
        "TimezoneOffsetFromUTC", "IssuerOfAccessionNumberSequence", "StudyDescription", "ProcedureCodeSequence", "IssuerOfPatientID", "TypeOfPatientID", "IssuerOfPatientIDQualifiersSequence",
        "PatientAge", "PatientSize", "PatientWeight", "PatientSpeciesDescription", "PatientSpeciesCodeSequence", "PatientBreedDescription", "PatientBreedCodeSequence", "BreedRegistrationSequence", "ResponsiblePerson", "ResponsibleOrganization",
        "PatientIdentityRemoved", "DeidentificationMethod", "DeidentificationMethodCodeSequence", "LongitudinalTemporalInformationModified",
    ];

    private readonly DataSet attributes;

    private StudyContext(DataSet attributes, string studyInstanceUid, string? frameOfReferenceUid, string? positionReference)
    {
        this.attributes = attributes;
        StudyInstanceUid = studyInstanceUid;
        FrameOfReferenceUid = frameOfReferenceUid;
        PositionReferenceIndicator = positionReference;
    }

    /// <summary>Study Instance UID.</summary>
    public string StudyInstanceUid { get; }

    /// <summary>Frame of Reference UID of the source; null if it has none.</summary>
    public string? FrameOfReferenceUid { get; }

    internal string? PositionReferenceIndicator { get; }

    /// <summary>Takes the context from an instance of the study.</summary>
    /// <exception cref="ArgumentException">Study Instance UID is missing.</exception>
    public static StudyContext From(DataSet source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var study = source.GetString(Tags.StudyInstanceUID) ?? throw new ArgumentException("Study Instance UID (0020,000D) is missing: no object can be added to the study.", nameof(source));
        var taken = new DataSet().Put("SpecificCharacterSet", "ISO_IR 192");
        foreach (var keyword in Required)
        {
            if (!Take(source, taken, keyword)) taken.Put(keyword);
        }
        foreach (var keyword in Optional) Take(source, taken, keyword);
        taken.Put("StudyInstanceUID", study);
        return new StudyContext(taken, study, source.GetString(Tags.FrameOfReferenceUID), source.GetString(Tags.PositionReferenceIndicator));
    }

    internal void Put(DataSet into)
    {
        foreach (var element in attributes.Copy()) into.Set(element);
    }

    // The offset in force for the dates of the study, if the source tells it.
    internal DateTimeOffset Local(DateTimeOffset time)
    {
        var text = attributes.GetString(new Tag(0x00080201));
        if (text is not { Length: 5 } || !int.TryParse(text.AsSpan(1), out var digits) || digits / 100 > 14 || digits % 100 > 59) return time;
        var offset = new TimeSpan(digits / 100, digits % 100, 0);
        return offset > TimeSpan.FromHours(14) ? time : time.ToOffset(text[0] == '-' ? -offset : offset);
    }

    private static bool Take(DataSet source, DataSet into, string keyword)
    {
        var (tag, _) = KeywordValues.Find(keyword);
        if (!source.TryGet(tag, out var element) || element.IsEmpty) return false;
        into.Set(InUtf8(source, element, into));
        return true;
    }

    private static DataElement InUtf8(DataSet source, DataElement element, DataSet into)
    {
        if (element.Items is { } items)
        {
            return DataElement.OfItems(element.Tag, [.. items.Select(item =>
            {
                var copy = new DataSet();
                copy.Adopt(into);
                foreach (var inner in item)
                {
                    if (inner.Tag != Tags.SpecificCharacterSet) copy.Set(InUtf8(item, inner, copy));
                }
                return copy;
            })]);
        }
        if (!element.Vr.UsesCharacterSet()) return element;
        var texts = DataSetValues.ReadStrings(source, element);
        return DataElement.Padded(element.Tag, element.Vr, CharacterSet.Utf8.Encode(string.Join('\\', texts), element.Vr));
    }
}

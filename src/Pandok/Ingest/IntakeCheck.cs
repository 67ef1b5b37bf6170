using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Ingest;

/// <summary>What is taken in at all; decided from the header, before anything is written.</summary>
internal static class IntakeCheck
{
    public static ReceiveOutcome.Refused? Decide(DicomHeader header, Announced announced = default)
    {
        var set = header.DataSet;
        var sopClass = set.GetString(Tags.SOPClassUID);
        if (!Uids.IsValid(sopClass)) return new("missingSopClass", "SOP Class UID is missing or malformed", Tags.SOPClassUID);
        if (!Uids.IsStorage(sopClass!)) return new("unknownSopClass", $"{sopClass} is not a storage SOP class", Tags.SOPClassUID);
        if (string.IsNullOrWhiteSpace(set.GetString(Tags.SOPInstanceUID))) return new("missingUid", "SOP Instance UID is missing", Tags.SOPInstanceUID);
        if (string.IsNullOrWhiteSpace(set.GetString(Tags.SeriesInstanceUID))) return new("missingUid", "Series Instance UID is missing", Tags.SeriesInstanceUID);
        if (string.IsNullOrWhiteSpace(set.GetString(Tags.StudyInstanceUID))) return new("missingUid", "Study Instance UID is missing", Tags.StudyInstanceUID);
        if (announced.Study is { } study && set.GetString(Tags.StudyInstanceUID) != study) return new("otherStudy", "The instance belongs to another study than the one it was sent to", Tags.StudyInstanceUID);
        if ((announced.SopClass ?? header.Meta.GetString(Tags.MediaStorageSOPClassUID)) is { } stated && stated != sopClass)
            return new("metaMismatch", "Data set and what was said beside it name different SOP classes", Tags.SOPClassUID);
        return announced.SopInstance is { } instance && instance != set.GetString(Tags.SOPInstanceUID)
            ? new("metaMismatch", "Data set and what was said beside it name different instances", Tags.SOPInstanceUID)
            : null;
    }
}

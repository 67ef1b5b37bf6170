using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Ingest;

/// <summary>What is taken in at all; decided from the header, before anything is written.</summary>
internal static class IntakeCheck
{
    public static ReceiveOutcome.Refused? Decide(DicomHeader header, string? onlyStudy = null)
    {
        var set = header.DataSet;
        var sopClass = set.GetString(Tags.SOPClassUID);
        if (!Uids.IsValid(sopClass)) return new("missingSopClass", "SOP Class UID is missing or malformed");
        if (!Uids.IsStorage(sopClass!)) return new("unknownSopClass", $"{sopClass} is not a storage SOP class");
        if (string.IsNullOrWhiteSpace(set.GetString(Tags.SOPInstanceUID))) return new("missingUid", "SOP Instance UID is missing");
        if (string.IsNullOrWhiteSpace(set.GetString(Tags.SeriesInstanceUID))) return new("missingUid", "Series Instance UID is missing");
        if (string.IsNullOrWhiteSpace(set.GetString(Tags.StudyInstanceUID))) return new("missingUid", "Study Instance UID is missing");
        if (onlyStudy is not null && set.GetString(Tags.StudyInstanceUID) != onlyStudy) return new("otherStudy", "The instance belongs to another study than the one it was sent to");
        return header.Meta.GetString(Tags.MediaStorageSOPClassUID) is { } stated && stated != sopClass
            ? new("metaMismatch", "File Meta Information and data set name different SOP classes")
            : null;
    }
}

using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Ingest;

/// <summary>What is taken in at all; decided from the header, before anything is written.</summary>
internal static class IntakeCheck
{
    public static ReceiveOutcome.Refused? Decide(DicomHeader header)
    {
        var set = header.DataSet;
        var sopClass = set.GetString(Tags.SOPClassUID);
        if (!Uids.IsValid(sopClass)) return new("missingSopClass", "SOP Class UID is missing or malformed");
        if (!Uids.IsStorage(sopClass!)) return new("unknownSopClass", $"{sopClass} is not a storage SOP class");
        if (string.IsNullOrWhiteSpace(set.GetString(Tags.SOPInstanceUID))) return new("missingUid", "SOP Instance UID is missing");
        if (string.IsNullOrWhiteSpace(set.GetString(Tags.SeriesInstanceUID))) return new("missingUid", "Series Instance UID is missing");
        if (string.IsNullOrWhiteSpace(set.GetString(Tags.StudyInstanceUID))) return new("missingUid", "Study Instance UID is missing");
        return header.Meta.GetString(Tags.MediaStorageSOPClassUID) is { } stated && stated != sopClass
            ? new("metaMismatch", "File Meta Information and data set name different SOP classes")
            : null;
    }
}

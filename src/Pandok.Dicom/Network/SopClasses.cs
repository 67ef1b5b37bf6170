using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

/// <summary>The SOP classes of the services beside storage, by the names of PS3.6 Annex A, and the question which kind a UID is.</summary>
public static class SopClasses
{
    /// <summary>Patient Root Query/Retrieve Information Model - FIND.</summary>
    public const string PatientRootFind = "1.2.840.10008.5.1.4.1.2.1.1";

    /// <summary>Patient Root Query/Retrieve Information Model - MOVE.</summary>
    public const string PatientRootMove = "1.2.840.10008.5.1.4.1.2.1.2";

    /// <summary>Patient Root Query/Retrieve Information Model - GET.</summary>
    public const string PatientRootGet = "1.2.840.10008.5.1.4.1.2.1.3";

    /// <summary>Study Root Query/Retrieve Information Model - FIND.</summary>
    public const string StudyRootFind = "1.2.840.10008.5.1.4.1.2.2.1";

    /// <summary>Study Root Query/Retrieve Information Model - MOVE.</summary>
    public const string StudyRootMove = "1.2.840.10008.5.1.4.1.2.2.2";

    /// <summary>Study Root Query/Retrieve Information Model - GET.</summary>
    public const string StudyRootGet = "1.2.840.10008.5.1.4.1.2.2.3";

    /// <summary>Modality Worklist Information Model - FIND.</summary>
    public const string ModalityWorklistFind = "1.2.840.10008.5.1.4.31";

    /// <summary>Storage Commitment Push Model.</summary>
    public const string StorageCommitment = "1.2.840.10008.1.20.1";

    /// <summary>The well-known SOP Instance of Storage Commitment Push Model.</summary>
    public const string StorageCommitmentInstance = "1.2.840.10008.1.20.1.1";

    /// <summary>Modality Performed Procedure Step.</summary>
    public const string ModalityPerformedProcedureStep = "1.2.840.10008.3.1.2.3.3";

    /// <summary>True for the Query/Retrieve models at patient and study root (PS3.4 Annex C): FIND, MOVE and GET.</summary>
    public static bool IsQueryRetrieve(string uid) => uid is PatientRootFind or PatientRootMove or PatientRootGet or StudyRootFind or StudyRootMove or StudyRootGet;

    // A data set of these is an identifier or a list of attributes: small, read whole, never pixels.
    internal static bool IsStorage(string uid) => Uids.IsStorage(uid) || Uids.Find(uid) is null;
}

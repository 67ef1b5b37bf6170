using Pandok.Dicom.Data;
using Pandok.Dicom.Network;

namespace Pandok.Archive.Retrieve;

/// <summary>Query/Retrieve Level (0008,0052), PS3.4 C.3 and C.6.</summary>
internal enum QueryLevel
{
    Patient,
    Study,
    Series,
    Image,
}

internal static class QueryLevels
{
    /// <exception cref="DimseException">A900H: the level is missing, or none of the model.</exception>
    public static QueryLevel Of(DataSet identifier, string sopClass) => identifier.GetString(Devices.ServiceTags.QueryRetrieveLevel)?.Trim() switch
    {
        "PATIENT" when sopClass is SopClasses.PatientRootFind or SopClasses.PatientRootMove or SopClasses.PatientRootGet => QueryLevel.Patient,
        "STUDY" => QueryLevel.Study,
        "SERIES" => QueryLevel.Series,
        "IMAGE" => QueryLevel.Image,
        _ => throw new DimseException(DimseStatus.IdentifierDoesNotMatch.With("Query/Retrieve Level is missing or none of this model").At(Devices.ServiceTags.QueryRetrieveLevel)),
    };
}

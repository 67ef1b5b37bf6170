using System.Globalization;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Objects;

/// <summary>What every built object has in common: whose study it joins, what makes it, and its own identity.</summary>
/// <param name="Study">Patient and study.</param>
/// <param name="Equipment">What makes the object.</param>
/// <param name="Instance">UIDs, numbers, time.</param>
public sealed record ObjectContext(StudyContext Study, Equipment Equipment, NewInstance Instance)
{
    // SOP Common, Patient, General Study, General Series and General Equipment.
    internal DataSet Begin(string sopClass, string modality)
    {
        var set = new DataSet();
        Study.Put(set);
        Equipment.Put(set);
        var local = Study.Local(Instance.Created);
        return set
            .Put("InstanceCreationDate", Date(local))
            .Put("InstanceCreationTime", Time(local))
            .Put("SOPClassUID", sopClass)
            .Put("SOPInstanceUID", Instance.SopInstanceUid)
            .Put("SeriesDate", Date(local))
            .Put("SeriesTime", Time(local))
            .Put("Modality", modality)
            .PutIfKnown("SeriesDescription", Instance.SeriesDescription)
            .Put("SeriesInstanceUID", Instance.SeriesInstanceUid)
            .PutIntegers("SeriesNumber", Instance.SeriesNumber)
            .PutIntegers("InstanceNumber", Instance.InstanceNumber);
    }

    // Content Date and Time: of images and documents, not of presentation states.
    internal DataSet BeginContent(string sopClass, string modality) => Begin(sopClass, modality).Put("ContentDate", Date(Created)).Put("ContentTime", Time(Created));

    internal DateTimeOffset Created => Study.Local(Instance.Created);

    internal static string Date(DateTimeOffset time) => time.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    internal static string Time(DateTimeOffset time) => time.ToString("HHmmss", CultureInfo.InvariantCulture);
}

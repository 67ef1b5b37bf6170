using Pandok.Dicom.Data;

namespace Pandok.Archive;

/// <summary>Where an instance belongs: the mapped UIDs of study, series and itself.</summary>
internal readonly record struct InstanceUids(string Study, string Series, string Instance)
{
    public static InstanceUids Of(DataSet set) => new(set.GetString(Tags.StudyInstanceUID)!, set.GetString(Tags.SeriesInstanceUID)!, set.GetString(Tags.SOPInstanceUID)!);
}

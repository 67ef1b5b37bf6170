using Pandok.Dicom.Data;
using Pandok.Worklist;

namespace Pandok.Ingest;

/// <summary>Whose field a study is. Asked before de-identification, because descriptions say it best and do not survive; the answer is one of our own words.</summary>
internal static class Field
{
    public static string Of(DataSet set) => SpecialtyRules.For(
        set.GetString(Tags.Modality), set.GetString(Tags.BodyPartExamined), $"{set.GetString(Tags.StudyDescription)} {set.GetString(Tags.SeriesDescription)} {set.GetString(ProtocolName)}", set.GetString(Tags.PatientAge));

    private static readonly Tag ProtocolName = new(0x00181030);
}

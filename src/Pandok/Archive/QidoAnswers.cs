using System.Globalization;
using Pandok.Dicom.Data;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>What the index says of a study, a series, an instance (PS3.18 Tables 10.6.3-3 to -5).</summary>
internal static class QidoAnswers
{
    public static DataSet New() => new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").Set(Tags.InstanceAvailability, Vr.CS, "ONLINE");

    public static DataSet Describe(this DataSet set, Study study, IEnumerable<string> modalities) => set
        .With(Tags.StudyDate, Vr.DA, study.StudyDate).With(Tags.StudyTime, Vr.TM, study.StudyTime).With(Tags.AccessionNumber, Vr.SH, study.Accession)
        .Set(Tags.ModalitiesInStudy, Vr.CS, [.. modalities.DefaultIfEmpty(study.Modality).Order(StringComparer.Ordinal)]).Set(Tags.ReferringPhysicianName, Vr.PN).With(Tags.StudyDescription, Vr.LO, study.Description)
        .Set(Tags.PatientName, Vr.PN, $"Anonymous^{study.Pseudonym}").Set(Tags.PatientID, Vr.LO, study.Pseudonym).Set(Tags.PatientBirthDate, Vr.DA).With(Tags.PatientSex, Vr.CS, study.Sex).With(Tags.PatientAge, Vr.AS, study.Age)
        .Set(Tags.StudyInstanceUID, Vr.UI, study.Uid).With(Tags.StudyID, Vr.SH, study.StudyId)
        .SetIntegers(Tags.NumberOfStudyRelatedSeries, Vr.IS, study.SeriesCount).SetIntegers(Tags.NumberOfStudyRelatedInstances, Vr.IS, study.InstanceCount);

    public static DataSet Describe(this DataSet set, Series series) => set
        .Set(Tags.Modality, Vr.CS, series.Modality).With(Tags.SeriesDescription, Vr.LO, series.Description).With(Tags.BodyPartExamined, Vr.CS, series.BodyPart)
        .Set(Tags.StudyInstanceUID, Vr.UI, series.StudyUid).Set(Tags.SeriesInstanceUID, Vr.UI, series.Uid).With(Tags.SeriesNumber, Vr.IS, series.Number?.ToString(CultureInfo.InvariantCulture))
        .SetIntegers(Tags.NumberOfSeriesRelatedInstances, Vr.IS, series.InstanceCount);

    public static DataSet Describe(this DataSet set, Instance instance)
    {
        set.Set(Tags.SOPClassUID, Vr.UI, instance.SopClass).Set(Tags.SOPInstanceUID, Vr.UI, instance.Uid)
            .Set(Tags.StudyInstanceUID, Vr.UI, instance.StudyUid).Set(Tags.SeriesInstanceUID, Vr.UI, instance.SeriesUid).With(Tags.InstanceNumber, Vr.IS, instance.Number?.ToString(CultureInfo.InvariantCulture));
        if (instance.Frames > 0) set.SetIntegers(Tags.NumberOfFrames, Vr.IS, instance.Frames);
        if (instance is { Rows: { } height, Columns: { } width }) set.SetIntegers(Tags.Rows, Vr.US, height).SetIntegers(Tags.Columns, Vr.US, width);
        return set;
    }

    private static DataSet With(this DataSet set, Tag tag, Vr vr, string? value) => value is null ? set.Set(tag, vr) : set.Set(tag, vr, value);
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pandok.Dicom.Data;
using Pandok.Dicom.Web;
using Pandok.Studies;

namespace Pandok.Worklist.Workitems;

/// <summary>A workitem as the data set that PS3.4 CC.2.5 describes. Who the patient is comes from the study, as everyone may know it: the pseudonym.</summary>
internal static class WorkitemDataSet
{
    /// <param name="item">The workitem.</param>
    /// <param name="study">Its study.</param>
    /// <param name="root">Where DICOMweb begins, for the addresses of the images.</param>
    public static DataSet Of(Workitem item, Study study, string root)
    {
        var set = Own(item.Attributes)
            .Set(Tags.SOPClassUID, Vr.UI, UpsTags.PushSopClass).Set(Tags.SOPInstanceUID, Vr.UI, item.Uid)
            .Set(UpsTags.State, Vr.CS, item.State.Term()).Set(UpsTags.Priority, Vr.CS, item.Priority.ToString().ToUpperInvariant())
            .Set(UpsTags.Label, Vr.LO, item.Label).Set(UpsTags.WorklistLabel, Vr.LO, item.WorklistLabel)
            .Set(UpsTags.Start, Vr.DT, Time(item.ScheduledAt)).Set(UpsTags.Modified, Vr.DT, Time(item.ModifiedAt))
            .Set(UpsTags.InputReadiness, Vr.CS, Readiness(item))
            .Set(Tags.PatientName, Vr.PN, study.Pseudonym).Set(Tags.PatientID, Vr.LO, study.Pseudonym).Set(Tags.PatientBirthDate, Vr.DA)
            .Set(Tags.StudyInstanceUID, Vr.UI, study.Uid)
            .SetItems(UpsTags.InputInformation, new DataSet().Set(UpsTags.TypeOfInstances, Vr.CS, "DICOM").Set(Tags.StudyInstanceUID, Vr.UI, study.Uid)
                .SetItems(UpsTags.WadoRsRetrieval, new DataSet().Set(Tags.RetrieveURL, Vr.UR, $"{root}/studies/{study.Uid}")));
        if (study.Sex is { } sex) set.Set(Tags.PatientSex, Vr.CS, sex);
        else set.Set(Tags.PatientSex, Vr.CS);
        return set;
    }

    /// <summary>What a report of a changed state tells (PS3.4 CC.2.4.3, Table CC.2.4-1).</summary>
    public static string EventText(Workitem item) => Text(Utf8()
        .Set(UpsTags.State, Vr.CS, item.State.Term()).Set(UpsTags.InputReadiness, Vr.CS, Readiness(item)));

    /// <summary>The message of an event on the channel (PS3.18 8.10.5).</summary>
    public static string Message(WorkitemEvent told, int messageId) => Text(Own(told.Attributes)
        .Set(UpsTags.AffectedSopClass, Vr.UI, UpsTags.EventSopClass).SetIntegers(UpsTags.MessageId, Vr.US, messageId)
        .Set(UpsTags.AffectedSopInstance, Vr.UI, told.WorkitemUid).SetIntegers(UpsTags.EventTypeId, Vr.US, told.Type));

    public static DataSet Own(string attributes)
    {
        using var json = JsonDocument.Parse(attributes);
        return DicomJson.Read(json.RootElement);
    }

    public static string Text(DataSet set)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes)) DicomJson.Write(json, set);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public static DataSet Utf8() => new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192");

    private static string Readiness(Workitem item) => item.Ready ? "READY" : "INCOMPLETE";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHHmmss.ffffff", CultureInfo.InvariantCulture) + "+0000";
}

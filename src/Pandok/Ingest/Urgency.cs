using Pandok.Dicom.Data;

namespace Pandok.Ingest;

/// <summary>Whether the sender asks for an emergency: Requested Procedure Priority or Study Priority ID of STAT or HIGH (PS3.3 C.4.11, PS3.4).</summary>
internal static class Urgency
{
    public static bool Of(DataSet set) => IsUrgent(set.GetString(Tags.RequestedProcedurePriority)) || IsUrgent(set.GetString(Tags.StudyPriorityID));

    private static bool IsUrgent(string? priority) => priority is "STAT" or "HIGH";
}

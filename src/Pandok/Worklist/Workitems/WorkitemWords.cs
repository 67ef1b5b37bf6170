using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Worklist.Workitems;

/// <summary>
/// What a client may say of a workitem. Everything else is refused by name, not dropped: a patient's name must not come to rest here, and nothing is
/// accepted that would not be kept.
/// </summary>
internal static class WorkitemWords
{
    private static readonly HashSet<Tag> Kept =
    [
        UpsTags.WorkCode, UpsTags.StationName, UpsTags.StationClass, UpsTags.ProgressInformation, UpsTags.PerformedProcedure, Tags.SpecificCharacterSet,
    ];

    private static readonly HashSet<Tag> Read =
    [
        Tags.SOPClassUID, Tags.SOPInstanceUID, UpsTags.TransactionUid, UpsTags.State, UpsTags.Priority, UpsTags.WorklistLabel, UpsTags.Label,
        UpsTags.Start, UpsTags.InputReadiness, UpsTags.InputInformation, Tags.StudyInstanceUID,
    ];

    /// <summary>Attributes this server neither keeps nor reads, by keyword; empty ones (Type 2) are let pass.</summary>
    public static IReadOnlyList<string> NotKept(DataSet said) =>
        [.. said.Where(element => !element.IsEmpty && !Kept.Contains(element.Tag) && !Read.Contains(element.Tag)).Select(element => $"{element.Tag} {Dictionary.Find(element.Tag)?.Keyword}".Trim())];

    /// <summary>Puts what is kept over what was kept before.</summary>
    public static string Merge(string before, DataSet said)
    {
        var merged = WorkitemDataSet.Own(before);
        foreach (var element in WorkitemDataSet.Own(WorkitemDataSet.Text(said)))
            if (Kept.Contains(element.Tag) && !element.IsEmpty) merged.Set(element);
        return WorkitemDataSet.Text(merged);
    }

    /// <summary>The study that a new workitem is about: named itself, or by its input.</summary>
    public static string? StudyOf(DataSet said) =>
        said.GetString(Tags.StudyInstanceUID) ?? said.GetItems(UpsTags.InputInformation).Select(item => item.GetString(Tags.StudyInstanceUID)).FirstOrDefault(uid => uid is not null);

    /// <returns>Null if the word is none of the three.</returns>
    public static WorkitemPriority? PriorityOf(DataSet said, WorkitemPriority otherwise) =>
        said.GetString(UpsTags.Priority) is not { } word ? otherwise
        : word is "HIGH" or "MEDIUM" or "LOW" ? Enum.Parse<WorkitemPriority>(word, ignoreCase: true) : null;
}

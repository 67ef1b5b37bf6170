using Microsoft.EntityFrameworkCore;
using Pandok.Studies;

namespace Pandok.Worklist;

/// <summary>Which studies stand in which list. An emergency is to read with its first instances; a lease that ran out is to read again.</summary>
internal static class WorklistTabs
{
    public static IQueryable<Study> In(this IQueryable<Study> studies, WorklistTab tab, DateTimeOffset now) => tab switch
    {
        WorklistTab.Unread => studies.Where(study =>
            study.State == StudyState.Unread || study.State == StudyState.Amending
            || (study.State == StudyState.Receiving && study.Emergency)
            || (study.State == StudyState.Reading && (study.ClaimExpires == null || study.ClaimExpires <= now))),
        WorklistTab.Reading => studies.Where(study => study.State == StudyState.Reading && study.ClaimExpires > now),
        _ => studies.Where(study => study.State == StudyState.Reported || study.State == StudyState.Delivered),
    };

    /// <summary>To read and being read: emergencies first, then who waits longest. Done: the newest first.</summary>
    public static IQueryable<Study> InOrderOf(this IQueryable<Study> studies, WorklistTab tab) => tab == WorklistTab.Done
        ? studies.OrderByDescending(study => study.ReportedAt).ThenBy(study => study.Uid)
        : studies.OrderByDescending(study => study.Emergency).ThenBy(study => study.ReceivedAt).ThenBy(study => study.Uid);

    public static async Task<IReadOnlyDictionary<string, int>> CountBySpecialtyAsync(this IQueryable<Study> studies, CancellationToken stop) =>
        await studies.GroupBy(study => study.Specialty).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, stop);
}

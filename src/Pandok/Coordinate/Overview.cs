using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Coordinate;

/// <summary>The four numbers of the service, and how many are being read.</summary>
internal sealed record Overview(int Waiting, int Late, int Stuck, double? MedianTurnaroundMinutes, int Reading)
{
    /// <param name="open">Every study without an answer.</param>
    /// <param name="stuck">Counted apart: a study may be stuck after it was reported.</param>
    /// <param name="turnarounds">From the first instance to the signature, of the recently reported.</param>
    public static Overview Of(IReadOnlyCollection<Study> open, int stuck, IReadOnlyCollection<TimeSpan> turnarounds, DateTimeOffset now)
    {
        var reading = open.Count(study => Claim.Holder(study, now) is not null);
        var listed = open.Count(study => study.State != StudyState.Receiving || study.Emergency);
        return new(listed - reading, open.Count(study => ServiceLevel.DueAt(study) < now), stuck, Median(turnarounds), reading);
    }

    internal static double? Median(IReadOnlyCollection<TimeSpan> times)
    {
        if (times.Count == 0)
            return null;
        var sorted = times.Select(time => time.TotalMinutes).Order().ToList();
        var middle = sorted.Count / 2;
        return Math.Round(sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, 1);
    }
}

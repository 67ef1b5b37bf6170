using System.Diagnostics.CodeAnalysis;
using Pandok.Deliver;
using Pandok.Worklist;

namespace Pandok.Coordinate;

/// <summary>A row of the coordinator's list: the reader's row and everything that happened.</summary>
internal sealed record WatchedStudy : WorklistItem
{
    [SetsRequiredMembers]
    public WatchedStudy(WorklistItem item, IReadOnlyList<TimelineEvent> timeline) : base(item) => Timeline = timeline;

    public IReadOnlyList<TimelineEvent> Timeline { get; }
}

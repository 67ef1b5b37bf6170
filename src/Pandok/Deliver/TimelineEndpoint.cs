using Pandok.Access;
using Pandok.Platform.Database;

namespace Pandok.Deliver;

internal static class TimelineEndpoint
{
    internal sealed record Page(IReadOnlyList<TimelineEvent> Events);

    public static void MapTimeline(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/studies/{study}/timeline", async (string study, Database db, CancellationToken stop) =>
            new Page([.. (await Timeline.OfManyAsync(db, [study], stop))[study]])).Requires(Permission.ReadTimeline).WithName("ReadTimeline");
}

using Pandok.Access;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Worklist;

/// <summary>The list a reader lives in.</summary>
internal static class WorklistEndpoint
{
    private const int Most = 500;

    internal sealed record SpecialtyCount(string Id, int Unread);

    internal sealed record Counts(int Unread, int Reading, int Done);

    internal sealed record Page(Counts Counts, IReadOnlyList<SpecialtyCount> Specialties, IReadOnlyList<WorklistItem> Items);

    public static void MapList(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/worklist", ListAsync).Requires(Permission.ReadWorklist).WithName("ReadWorklist").Produces<Page>();

    private static async Task<IResult> ListAsync(
        CurrentUser user, Database db, WorklistItems items, TimeProvider time, CancellationToken stop, string list = "unread", string specialty = "all", bool? mine = null)
    {
        if (!Enum.TryParse<WorklistTab>(list, ignoreCase: true, out var tab) || !Enum.IsDefined(tab) || int.TryParse(list, out _))
            return Problems.Problem(400, "unknownList", "The lists are unread, reading and done.");
        var now = time.GetUtcNow();
        var field = OwnField(db.Set<Study>().VisibleTo(user), user, mine ?? user.Role == Role.Reader);
        var counts = new Dictionary<WorklistTab, IReadOnlyDictionary<string, int>>();
        foreach (var one in Enum.GetValues<WorklistTab>())
            counts[one] = await field.In(one, now).CountBySpecialtyAsync(stop);
        int Count(WorklistTab one) => specialty == "all" ? counts[one].Values.Sum() : counts[one].GetValueOrDefault(specialty);

        var wanted = specialty == "all" ? field : field.Where(study => study.Specialty == specialty);
        return Results.Ok(new Page(
            new(Count(WorklistTab.Unread), Count(WorklistTab.Reading), Count(WorklistTab.Done)),
            counts[WorklistTab.Unread].OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new SpecialtyCount(pair.Key, pair.Value)).ToList(),
            await items.OfAsync(wanted.In(tab, now).InOrderOf(tab).Take(Most), user, stop)));
    }

    /// <summary>"My specialty": the reader's own fields, what no rule gave a field (somebody must see it), and whatever the reader holds. Who has no field has them all.</summary>
    private static IQueryable<Study> OwnField(IQueryable<Study> studies, CurrentUser user, bool mine)
    {
        if (!mine || user.Specialties.Count == 0)
            return studies;
        var fields = user.Specialties.ToArray();
        return studies.Where(study => fields.Contains(study.Specialty) || study.Specialty == SpecialtyRules.General || study.ClaimedBy == user.Id);
    }
}

using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Dicom.Data;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>
/// Searches the index. The order of studies follows the key that leads: newest date first where a date is asked for, else newest arrival first; the UID makes it total, so pages neither
/// overlap nor skip while nothing arrives. What leads has an index that is walked in this order, for each site of the account on its own, so that a page costs what lies before it and no more.
/// </summary>
internal sealed class StudySearch(Database db)
{
    private const int MostBranches = 32;
    private const int Few = 2000;

    /// <returns>One more than the limit if there are more.</returns>
    public async Task<List<Study>> StudiesAsync(QidoQuery query, CurrentUser user, CancellationToken stop)
    {
        var sql = new SearchSql(db is SqliteDatabase);
        if (!user.AllSites && user.Sites.Count == 0) return [];
        var leader = await LeaderAsync(query, user, stop);
        var wanted = query.Limit + 1;
        IReadOnlyList<Guid?> branches = user.AllSites ? [null] : user.Sites.Count <= MostBranches ? [.. user.Sites.Order().Select(site => (Guid?)site)] : [Guid.Empty];
        var pages = branches.Select(site =>
        {
            var table = leader.Join ? $"study_modalities m JOIN studies s ON s.\"Uid\" = m.\"StudyUid\"" : "studies s";
            // Where few are left they are sorted: an expression, for the index that leads must not be passed over for one that has the order.
            var key = leader.Join ? "m.\"ReceivedAt\"" : $"s.\"{leader.Order}\"";
            var order = !leader.Sorts ? key : leader.Order == nameof(Study.StudyDate) ? $"({key} || '')" : $"(+{key})";
            var uid = leader.Join ? "m.\"StudyUid\"" : "s.\"Uid\"";
            List<string> conditions = [.. sql.Conditions(query, QidoLevel.Study, "s", [.. leader.Join || leader.Rare ? [Tags.ModalitiesInStudy] : Array.Empty<Tag>(), .. leader.Rare ? [Tags.StudyDate] : Array.Empty<Tag>()])];
            if (leader.Join) conditions.Add($"m.\"Modality\" = {sql.Add(query[Tags.ModalitiesInStudy]!)}");
            if (leader.Rare) conditions.Add($"s.\"Uid\" IN (SELECT r.\"StudyUid\" FROM study_modalities r WHERE r.\"Modality\" = {sql.Add(query[Tags.ModalitiesInStudy]!)})");
            // SQLite knows not how many rows a value has, and takes equality before a prefix: what leads must be the only one with an index.
            var last = leader.Sorts && sql.IsSqlite ? "+" : "";
            if (leader.Rare) conditions.Add(sql.Condition(query, Tags.StudyDate, $"{last}s.\"StudyDate\""));
            if (site == Guid.Empty) conditions.Add(sql.In($"{last}s.\"SiteId\"", [.. user.Sites.Cast<object>()]));
            else if (site is { } one) conditions.Add($"{last}{(leader.Join ? "m" : "s")}.\"SiteId\" = {sql.Add(one)}");
            var where = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
            var limit = branches.Count == 1 ? $"LIMIT {wanted} OFFSET {query.Offset}" : $"LIMIT {(long)wanted + query.Offset}";
            return $"SELECT {uid} AS \"Uid\", {key} AS \"Place\" FROM {table} {where} ORDER BY {order} DESC, {uid} DESC {limit}";
        }).ToList();
        var page = pages.Count == 1 ? pages[0] : string.Join(" UNION ALL ", pages.Select((one, index) => $"SELECT * FROM ({one}) b{index}")) + $" ORDER BY \"Place\" DESC, \"Uid\" DESC LIMIT {wanted} OFFSET {query.Offset}";
        return await db.Set<Study>().FromSqlRaw(Text($"SELECT f.* FROM ({page}) p JOIN studies f ON f.\"Uid\" = p.\"Uid\" ORDER BY p.\"Place\" DESC, p.\"Uid\" DESC"), sql.Parameters).AsNoTracking().ToListAsync(stop);
    }

    /// <param name="study">Null for the series of all studies that the account may see.</param>
    public Task<List<Series>> SeriesAsync(QidoQuery query, CurrentUser user, string? study, CancellationToken stop)
    {
        var sql = new SearchSql(db is SqliteDatabase);
        List<string> conditions = [.. sql.Conditions(query, QidoLevel.Series, "e"), .. OfStudies(sql, query, user, study, "e")];
        return db.Set<Series>().FromSqlRaw(Text($"SELECT e.* FROM series e {Where(conditions)} ORDER BY {(study is null ? "" : "e.\"Number\", ")}e.\"Uid\" LIMIT {query.Limit + 1} OFFSET {query.Offset}"), sql.Parameters).AsNoTracking().ToListAsync(stop);
    }

    /// <param name="study">Null for the instances of all studies that the account may see.</param>
    /// <param name="series">Null for all series.</param>
    public Task<List<Instance>> InstancesAsync(QidoQuery query, CurrentUser user, string? study, string? series, CancellationToken stop)
    {
        var sql = new SearchSql(db is SqliteDatabase);
        List<string> conditions = [.. sql.Conditions(query, QidoLevel.Instance, "i"), .. OfStudies(sql, query, user, study, "i")];
        if (series is not null) conditions.Add($"i.\"SeriesUid\" = {sql.Add(series)}");
        List<string> ofSeries = [.. sql.Conditions(query, QidoLevel.Series, "e")];
        if (ofSeries.Count > 0) conditions.Add($"i.\"SeriesUid\" IN (SELECT e.\"Uid\" FROM series e {Where(ofSeries)})");
        return db.Set<Instance>().FromSqlRaw(Text($"SELECT i.* FROM instances i {Where(conditions)} ORDER BY {(study is null ? "" : "i.\"SeriesUid\", i.\"Number\", ")}i.\"Uid\" LIMIT {query.Limit + 1} OFFSET {query.Offset}"), sql.Parameters).AsNoTracking().ToListAsync(stop);
    }

    private static IEnumerable<string> OfStudies(SearchSql sql, QidoQuery query, CurrentUser user, string? study, string alias)
    {
        if (study is not null) yield return $"{alias}.\"StudyUid\" = {sql.Add(study)}";
        List<string> keys = [.. sql.Conditions(query, QidoLevel.Study, "s")];
        // A key of the study is where to begin; the account's sites alone are asked of each row in its turn.
        var correlated = keys.Count == 0;
        if (!user.AllSites) keys.Add(user.Sites.Count == 0 ? "1 = 0" : sql.In("s.\"SiteId\"", [.. user.Sites.Cast<object>()]));
        if (keys.Count == 0) yield break;
        yield return correlated
            ? $"EXISTS (SELECT 1 FROM studies s {Where([$"s.\"Uid\" = {alias}.\"StudyUid\"", .. keys])})"
            : $"{alias}.\"StudyUid\" IN (SELECT s.\"Uid\" FROM studies s {Where(keys)})";
    }

    // Made of our own words and numbers; whatever was asked for is a parameter.
    private static string Text(string sql) => sql;

    private static string Where(List<string> conditions) => conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);

    private sealed record Leader(string Order, bool Sorts, bool Join = false, bool Rare = false);

    private async Task<Leader> LeaderAsync(QidoQuery query, CurrentUser user, CancellationToken stop)
    {
        const string arrival = nameof(Study.ReceivedAt);
        static bool Narrows(string? value) => value is not null && value.AsSpan().IndexOfAny('*', '?') is < 0 or >= 4;
        if (query[Tags.StudyInstanceUID] is not null || Narrows(query[Tags.PatientID]) || (query[Tags.AccessionNumber] is { } accession && !SearchSql.HasWildcard(accession))) return new Leader(arrival, Sorts: true);
        var one = query[Tags.ModalitiesInStudy] is { } modality && QidoQuery.ListOf(modality).Length == 1 && !SearchSql.HasWildcard(modality) ? modality : null;
        var byDate = query[Tags.StudyDate] is not null;
        if (one is null || !byDate) return new Leader(byDate ? nameof(Study.StudyDate) : arrival, Sorts: false, Join: one is not null && user.Sites.Count <= MostBranches);
        var some = await db.Set<StudyModality>().Where(row => row.Modality == one).OrderBy(row => row.ReceivedAt).Select(row => row.StudyUid).Take(Few + 1).CountAsync(stop);
        return new Leader(nameof(Study.StudyDate), Sorts: some <= Few, Rare: some <= Few);
    }
}

using System.Globalization;
using Pandok.Dicom.Data;

namespace Pandok.Archive;

/// <summary>SQL of a search, for both databases: conditions with numbered parameters, never with a value in the text.</summary>
internal sealed class SearchSql(bool sqlite)
{
    private readonly List<object> parameters = [];

    public bool IsSqlite => sqlite;

    public object[] Parameters => [.. parameters];

    public string Add(object value)
    {
        parameters.Add(value);
        return $"{{{parameters.Count - 1}}}";
    }

    public string In(string column, IReadOnlyCollection<object> values) => values.Count == 1 ? $"{column} = {Add(values.First())}" : $"{column} IN ({string.Join(", ", values.Select(Add))})";

    /// <summary>The conditions of a level's keys.</summary>
    /// <param name="alias">Of the level's table.</param>
    public IEnumerable<string> Conditions(QidoQuery query, QidoLevel level, string alias, params Tag[] except)
    {
        foreach (var (attribute, value) in query.Keys.Where(key => key.Key.Level == level && !except.Contains(key.Key.Tag)))
            yield return Condition(attribute, value, $"{alias}.\"{attribute.Column}\"", alias);
    }

    /// <summary>The condition of one key, on a column as it is to be written.</summary>
    public string Condition(QidoQuery query, Tag key, string column) => Condition(QidoAttribute.All[key], query[key]!, column, "");

    public static bool HasWildcard(string value) => value.AsSpan().ContainsAny('*', '?');

    private string Condition(QidoAttribute attribute, string value, string column, string alias)
    {
        switch (attribute.Matching)
        {
            case Matching.Text: return Text(column, value);
            case Matching.Uid: return In(column, QidoQuery.ListOf(value));
            case Matching.Number: return $"{column} = {Add(int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))}";
            case Matching.Date:
                var (from, to) = QidoQuery.RangeOf(value);
                return from == to ? $"{column} = {Add(from)}" : string.Join(" AND ", Ends(column, from, to));
            case Matching.Time:
                var (earliest, latest) = QidoQuery.RangeOf(value);
                // A time without its smaller parts is all the times that begin with it.
                return string.Join(" AND ", new[] { earliest.Length > 0 ? $"{column} >= {Add(earliest)}" : "", latest.Length > 0 ? $"substr({column}, 1, {latest.Length}) <= {Add(latest)}" : "" }.Where(end => end.Length > 0));
            case Matching.Name:
                // PS3.4 C.2.2.2.4: names match without regard to case.
                const string given = "ANONYMOUS^";
                var name = value.ToUpperInvariant();
                return name.StartsWith(given, StringComparison.Ordinal) && name.Length > given.Length ? Text(column, value[given.Length..]) : Text($"'{given}' || upper({column})", name);
            case Matching.Modalities:
                var wanted = QidoQuery.ListOf(value);
                return $"EXISTS (SELECT 1 FROM study_modalities m WHERE m.\"StudyUid\" = {alias}.\"Uid\" AND ({(wanted.Any(HasWildcard) ? string.Join(" OR ", wanted.Select(one => Text("m.\"Modality\"", one))) : In("m.\"Modality\"", wanted))}))";
            default: return "1 = 0";
        }
    }

    private IEnumerable<string> Ends(string column, string from, string to)
    {
        if (from.Length > 0) yield return $"{column} >= {Add(from)}";
        if (to.Length > 0) yield return $"{column} <= {Add(to)}";
    }

    // SQLite's GLOB has DICOM's own wildcards, minds case and uses an index for a prefix; its LIKE does neither.
    private string Text(string column, string value)
    {
        if (!HasWildcard(value)) return $"{column} = {Add(value)}";
        if (sqlite) return $"{column} GLOB {Add(value.Replace("[", "[[]", StringComparison.Ordinal))}";
        var like = $"{column} LIKE {Add(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace('*', '%').Replace('?', '_'))}";
        // A plan that is kept does not know the pattern: that it begins so is said in the operators of the index.
        var begin = value[..value.AsSpan().IndexOfAny('*', '?')];
        return begin.Length == 0 || begin[^1] > '~' ? like : $"{like} AND {column} ~>=~ {Add(begin)} AND {column} ~<~ {Add(begin[..^1] + (char)(begin[^1] + 1))}";
    }
}

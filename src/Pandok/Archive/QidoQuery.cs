using System.Globalization;
using Pandok.Access;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Archive;

/// <summary>What a search asks for (PS3.18 section 8.3.4), read and checked.</summary>
/// <param name="Keys">Values that are not "any value".</param>
/// <param name="Include">Attributes asked for beyond the level's own; with <paramref name="IncludeAll"/> all there are.</param>
/// <param name="Limit">At most this many answers.</param>
internal sealed record QidoQuery(QidoLevel Level, IReadOnlyDictionary<QidoAttribute, string> Keys, IReadOnlySet<Tag> Include, bool IncludeAll, bool Fuzzy, int Limit, int Offset)
{
    private const int LongestValue = 4000;
    private const int MostUids = 1000;

    public static int MaximumOf(QidoLevel level) => level == QidoLevel.Instance ? 10_000 : 1000;

    /// <returns>The query, or what is wrong with it.</returns>
    public static (QidoQuery? Query, IResult? Refusal) Parse(IQueryCollection parameters, QidoLevel level)
    {
        var keys = new Dictionary<QidoAttribute, string>();
        var include = new HashSet<Tag>();
        var (all, fuzzy, limit, offset) = (false, false, MaximumOf(level), 0);
        foreach (var (name, values) in parameters)
        {
            var value = values.Count == 1 ? values[0] ?? string.Empty : null;
            switch (name.ToLowerInvariant())
            {
                case "accept" or "charset": continue;
                case "limit" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number): limit = Math.Min(number, limit); continue;
                case "offset" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out offset): continue;
                case "fuzzymatching" when bool.TryParse(value, out fuzzy): continue;
                case "limit" or "offset" or "fuzzymatching": return Refuse("badParameter", $"{name.ToLowerInvariant()} is malformed.");
                case "includefield":
                    foreach (var field in values.SelectMany(one => (one ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
                    {
                        if (field == "all") all = true;
                        else if (QidoAttribute.TagOf(field) is { } wanted) include.Add(wanted);
                        else return Refuse("unknownAttribute", $"includefield names an attribute that the dictionary does not have: {Shown(field)}.");
                    }
                    continue;
            }
            if (QidoAttribute.TagOf(name) is not { } tag) return Refuse("unknownParameter", $"{Shown(name)} is neither a parameter nor an attribute of the dictionary.");
            if (name.Contains('.', StringComparison.Ordinal) || !QidoAttribute.All.TryGetValue(tag, out var attribute) || attribute.Level > level)
                return Refuse("unsupportedKey", $"{Shown(name)} cannot be matched at this level.", [.. QidoAttribute.All.Values.Where(one => one.Level <= level).Select(one => one.Keyword)]);
            if (value is null || keys.ContainsKey(attribute)) return Refuse("repeatedKey", $"{attribute.Keyword} is given more than once.");
            if (value.Length > LongestValue || value.Contains('\0', StringComparison.Ordinal)) return Refuse("badValue", $"The value of {attribute.Keyword} is malformed.");
            // Universal matching: no value, or a lone asterisk (PS3.4 section C.2.2.2.3 and .4).
            if ((value = value.Trim()).All(c => c == '*')) continue;
            if (!IsWellFormed(attribute.Matching, value)) return Refuse("badValue", $"The value of {attribute.Keyword} is malformed.");
            keys.Add(attribute, value);
        }
        return (new QidoQuery(level, keys, include, all, fuzzy, limit, offset), null);
    }

    public string? this[Tag tag] => Keys.GetValueOrDefault(QidoAttribute.All[tag]);

    public static string[] ListOf(string value) => value.Split([',', '\\'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A date or time, or a range with one or both ends.</summary>
    public static (string From, string To) RangeOf(string value) => value.IndexOf('-', StringComparison.Ordinal) is >= 0 and var dash ? (value[..dash].Trim(), value[(dash + 1)..].Trim()) : (value, value);

    private static bool IsWellFormed(Matching matching, string value) => matching switch
    {
        Matching.Uid => ListOf(value) is { Length: > 0 and <= MostUids } uids && Array.TrueForAll(uids, Uids.IsValid),
        Matching.Date => IsRange(value, part => DateOnly.TryParseExact(part, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
        Matching.Time => IsRange(value, part => part.Length is 2 or 4 or 6 or (>= 8 and <= 13) && part.Replace(".", "", StringComparison.Ordinal).All(char.IsAsciiDigit) && (part.Length < 8 || part[6] == '.')),
        Matching.Number => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        Matching.Modalities => ListOf(value) is { Length: > 0 and <= 100 },
        _ => true,
    };

    private static bool IsRange(string value, Func<string, bool> isWhole)
    {
        var (from, to) = RangeOf(value);
        return from.Length + to.Length > 0 && (from.Length == 0 || isWhole(from)) && (to.Length == 0 || isWhole(to));
    }

    private static (QidoQuery?, IResult) Refuse(string code, string title, string[]? supported = null) => (null, Problems.Problem(StatusCodes.Status400BadRequest, code, title, supported is null ? null : new { supported }));

    // What a stranger wrote is said back shortened and in plain characters.
    private static string Shown(string text) => string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-').Take(64));
}

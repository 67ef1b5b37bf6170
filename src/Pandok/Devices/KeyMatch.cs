using System.Text.RegularExpressions;
using Pandok.Dicom.Data;

namespace Pandok.Devices;

/// <summary>Attribute matching (PS3.4 section C.2.2.2), and the answer with the keys that were asked for: the same for the worklist and for query/retrieve.</summary>
internal static class KeyMatch
{
    // They say how to read or where to look, not what to find.
    private static readonly Tag[] NotKeys = [Tags.SpecificCharacterSet, ServiceTags.QueryRetrieveLevel];

    /// <summary>Whether every key that says something is met. Keys that the candidate does not know at all are optional ones that are not matched here.</summary>
    public static bool IsMatch(DataSet keys, DataSet candidate)
    {
        foreach (var key in keys)
        {
            if (NotKeys.Contains(key.Tag) || key.IsEmpty || !candidate.TryGet(key.Tag, out var value)) continue;
            if (key.Items is { } items)
            {
                // Sequence matching: one item with keys, met by any item of the candidate (C.2.2.2.6).
                if (items[0].Count > 0 && value.Items is { Count: > 0 } answers && !answers.Any(answer => IsMatch(items[0], answer))) return false;
                continue;
            }
            if (!Meets(keys.GetStrings(key.Tag), candidate.GetStrings(key.Tag), value.Vr)) return false;
        }
        return true;
    }

    /// <summary>True if a key says something about an attribute that the candidate does not have.</summary>
    public static bool AsksBeyond(DataSet keys, DataSet candidate) => keys.Any(key => !NotKeys.Contains(key.Tag) && !key.IsEmpty && (!candidate.TryGet(key.Tag, out var value)
        || (key.Items is [{ } asked, ..] && value.Items is [{ } known, ..] && AsksBeyond(asked, known))));

    /// <summary>What was asked for, of what is there. The character set is the candidate's.</summary>
    public static DataSet Answer(DataSet keys, DataSet candidate)
    {
        var answer = new DataSet();
        if (candidate.TryGet(Tags.SpecificCharacterSet, out var characters)) answer.Set(characters);
        foreach (var key in keys)
        {
            if (key.Tag == Tags.SpecificCharacterSet || !candidate.TryGet(key.Tag, out var value)) continue;
            answer.Set(key.Items is [{ Count: > 0 } asked, ..] && value.Items is { } items ? DataElement.OfItems(value.Tag, [.. items.Select(item => Answer(asked, item))]) : Copy(value));
        }
        return answer;
    }

    private static DataElement Copy(DataElement element) => element.Items is { } items ? DataElement.OfItems(element.Tag, [.. items.Select(item => item.Copy())]) : element;

    private static bool Meets(string[] wanted, string[] values, Vr vr) => vr switch
    {
        Vr.UI => wanted.Any(uid => uid.Length == 0 || values.Contains(uid)), // a list of UIDs (C.2.2.2.2)
        Vr.DA => wanted is [var days, ..] && values.Any(value => InRange(days, value, Day)),
        Vr.TM => wanted is [var times, ..] && values.Any(value => InRange(times, value, Time)),
        _ => string.Join('\\', wanted) is var text && (text.Length == 0 || text == "*" || values.Any(value => IsLike(text, value, vr))),
    };

    // C.2.2.2.5: "from-to", open on either side.
    private static bool InRange(string key, string value, Func<string, bool, string> full)
    {
        var dash = key.IndexOf('-', StringComparison.Ordinal);
        if (key.Length == 0) return true;
        if (value.Length == 0) return false;
        var (from, to) = dash < 0 ? (key, key) : (key[..dash], key[(dash + 1)..]);
        var at = full(value, false);
        return (from.Length == 0 || string.CompareOrdinal(full(from, false), at) <= 0) && (to.Length == 0 || string.CompareOrdinal(at, full(to, true)) <= 0);
    }

    private static string Day(string text, bool last) => text.Replace(".", "", StringComparison.Ordinal);

    // HH, HHMM, HHMMSS.FFFFFF: a time of less precision stands for all it covers.
    internal static string Time(string text, bool last)
    {
        var digits = text.Replace(":", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).Trim();
        return digits.PadRight(12, last ? '9' : '0');
    }

    // C.2.2.2.4 wildcards. Names meet without regard to case, in any of their three groups.
    private static bool IsLike(string wanted, string value, Vr vr)
    {
        if (vr != Vr.PN) return IsLike(wanted, value, RegexOptions.None);
        var key = wanted.TrimEnd('^', '=');
        return IsLike(key, value.TrimEnd('^', '='), RegexOptions.IgnoreCase) || value.Split('=').Any(group => IsLike(key, group.TrimEnd('^'), RegexOptions.IgnoreCase));
    }

    private static bool IsLike(string wanted, string value, RegexOptions options)
    {
        if (wanted.AsSpan().IndexOfAny('*', '?') < 0) return string.Equals(wanted, value, options == RegexOptions.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        var pattern = $"^{Regex.Escape(wanted).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal)}$";
        // The engine without backtracking: a key made of stars costs no more than its length.
        return Regex.IsMatch(value, pattern, options | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }
}

using System.Globalization;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Standard.Iods;

/// <summary>
/// A formal condition of a module or of a Type 1C or 2C attribute: alternatives of conjunctions of tests on other attributes. What the table could not formalize is no
/// condition here, and nothing is judged by it.
/// </summary>
internal sealed class IodCondition
{
    private readonly Test[][] alternatives;

    private IodCondition(Test[][] alternatives) => this.alternatives = alternatives;

    /// <returns>Null if it is not formal: text, tokens, brackets, pointers.</returns>
    public static IodCondition? Parse(string text)
    {
        if (text.EndsWith("(may otherwise)", StringComparison.Ordinal) || text.EndsWith("(not otherwise)", StringComparison.Ordinal)) text = text[..text.LastIndexOf('(')].TrimEnd();
        if (text.Length == 0 || text[0] == '?' || text.AsSpan().IndexOfAny("()") >= 0 || text.Contains("->", StringComparison.Ordinal)) return null;
        var alternatives = new List<List<Test>>();
        foreach (var part in text.Split('|'))
        {
            var tests = part.Split('&').Select(piece => Test.Parse(piece.Trim())).ToArray();
            if (Array.TrueForAll(tests, test => test is not null)) alternatives.Add([.. tests.Select(test => test!)]);
            // V|W: a further value of the test before it.
            else if (tests.Length == 1 && alternatives.Count > 0 && alternatives[^1][^1] is { Values: { } values } last) alternatives[^1][^1] = last with { Values = [.. values, part.Trim()] };
            else return null;
        }
        return new IodCondition([.. alternatives.Select(tests => tests.ToArray())]);
    }

    /// <param name="item">The item with the attribute that depends.</param>
    /// <param name="isSibling">True for tags that the same item defines; others are looked for outward too.</param>
    public bool IsMet(DataSet item, Func<Tag, bool> isSibling) => Array.Exists(alternatives, tests => Array.TrueForAll(tests, test => test.IsMet(item, isSibling)));

    private sealed record Test(Tag Tag, bool IsNegated, int Index, double? Above, string[]? Values)
    {
        public static Test? Parse(string text)
        {
            var isNegated = text.StartsWith('!');
            var rest = isNegated ? text[1..] : text;
            if (rest.Length < 8 || !Tag.TryParseHex(rest.AsSpan(0, 8), out var tag)) return null;
            rest = rest[8..];
            var index = 1;
            if (rest.StartsWith('['))
            {
                var close = rest.IndexOf(']', StringComparison.Ordinal);
                if (close < 0 || !int.TryParse(rest.AsSpan(1, close - 1), out index)) return null;
                rest = rest[(close + 1)..];
            }
            if (rest.Length == 0) return new Test(tag, isNegated, index, null, null);
            if (rest[0] == '>') return double.TryParse(rest.AsSpan(1), CultureInfo.InvariantCulture, out var above) ? new Test(tag, isNegated, index, above, null) : null;
            if (rest.StartsWith("!=", StringComparison.Ordinal)) return new Test(tag, true, index, null, [rest[2..].Trim()]);
            return rest[0] == '=' ? new Test(tag, isNegated, index, null, [rest[1..].Trim()]) : null;
        }

        public bool IsMet(DataSet item, Func<Tag, bool> isSibling)
        {
            DataSet? holder = item;
            if (!isSibling(Tag)) while (holder is not null && !holder.Contains(Tag)) holder = holder.Parent;
            if (holder is null || !holder.Contains(Tag)) return IsNegated && Values is null && Above is null;
            if (Above is { } above) return holder.GetNumber(Tag) > above != IsNegated;
            if (Values is null) return !IsNegated;
            var found = holder.GetStrings(Tag);
            return (found.Length >= Index && Index > 0 && Array.IndexOf(Values, found[Index - 1]) >= 0) != IsNegated;
        }
    }
}

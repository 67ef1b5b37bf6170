using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Rules;

/// <summary>
/// A formal condition of a Type 1C or 2C attribute: alternatives of conjunctions of tests on other attributes, which are looked for in the same item first,
/// then outward. A condition that is not formal counts as met: the stricter reading.
/// </summary>
internal sealed class Condition
{
    private readonly Test[][] alternatives;

    private Condition(Test[][] alternatives) => this.alternatives = alternatives;

    /// <summary>Reads the table's form (reference tables: !tag, tag=V|W, tag[n]=V, tag!=V, tag>1, &amp;, |).</summary>
    /// <returns>Null if it is not formal.</returns>
    public static Condition? Parse(string text)
    {
        if (text.Length == 0 || text[0] == '?' || text.AsSpan().IndexOfAny("()") >= 0 || text.Contains("->", StringComparison.Ordinal)) return null;
        var alternatives = new List<Test[]>();
        var all = new List<Test>();
        foreach (var part in text.Split('|'))
        {
            var first = true;
            foreach (var piece in part.Split('&'))
            {
                var test = Test.Parse(piece.Trim());
                if (test is null)
                {
                    // V|W: a further value of the test before it.
                    if (!first || all.Count == 0 || all[^1].Values is not { } values) return null;
                    all[^1] = all[^1] with { Values = [.. values, piece.Trim()] };
                }
                else
                {
                    if (first && all.Count > 0) { alternatives.Add([.. all]); all.Clear(); }
                    all.Add(test);
                }
                first = false;
            }
        }
        alternatives.Add([.. all]);
        return new Condition([.. alternatives]);
    }

    /// <summary>True if the object fulfils it.</summary>
    public bool IsMet(DataSet item)
    {
        foreach (var tests in alternatives)
        {
            if (Array.TrueForAll(tests, test => test.IsMet(item))) return true;
        }
        return false;
    }

    private sealed record Test(Tag Tag, bool Negated, int Index, double? Above, string[]? Values)
    {
        public static Test? Parse(string text)
        {
            var negated = text.StartsWith('!');
            var rest = negated ? text[1..] : text;
            if (rest.Length < 8 || !Tag.TryParseHex(rest.AsSpan(0, 8), out var tag)) return null;
            rest = rest[8..];
            var index = 1;
            if (rest.StartsWith('['))
            {
                var close = rest.IndexOf(']', StringComparison.Ordinal);
                if (close < 0 || !int.TryParse(rest.AsSpan(1, close - 1), out index)) return null;
                rest = rest[(close + 1)..];
            }
            if (rest.Length == 0) return new Test(tag, negated, index, null, null);
            if (rest[0] == '>') return double.TryParse(rest.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture, out var above) ? new Test(tag, negated, index, above, null) : null;
            if (rest.StartsWith("!=", StringComparison.Ordinal)) return new Test(tag, true, index, null, [rest[2..].Trim()]);
            return rest[0] == '=' ? new Test(tag, negated, index, null, [rest[1..].Trim()]) : null;
        }

        public bool IsMet(DataSet item)
        {
            var holder = item;
            while (holder is not null && !holder.Contains(Tag)) holder = holder.Parent;
            if (holder is null) return Negated;
            if (Above is { } above) return holder.GetNumber(Tag) > above != Negated;
            if (Values is null) return !Negated;
            var found = holder.GetStrings(Tag);
            return (found.Length >= Index && Index > 0 && Array.IndexOf(Values, found[Index - 1]) >= 0) != Negated;
        }
    }
}

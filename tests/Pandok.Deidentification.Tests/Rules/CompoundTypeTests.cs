using Pandok.Deidentification.Mapping;
using Pandok.Deidentification.Rules;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Tests.Rules;

/// <summary>Every row of Table E.1-1 against every Type, through the whole walk; and every other decision table, which someone must notice.</summary>
public sealed class CompoundTypeTests
{
    // The table of the design, section 6, in its own words: Type 1 or 1C met, Type 2 or 2C met, Type 3, not in the IOD.
    private static readonly Dictionary<string, string[]> Design = new()
    {
        ["X"] = ["dummy", "empty", "remove", "remove"],
        ["Z"] = ["dummy", "empty", "empty", "remove"],
        ["D"] = ["dummy", "dummy", "dummy", "dummy"],
        ["X/Z"] = ["dummy", "empty", "remove", "remove"],
        ["X/D"] = ["dummy", "empty", "remove", "remove"],
        ["Z/D"] = ["dummy", "dummy", "empty", "empty"],
        ["X/Z/D"] = ["dummy", "empty", "remove", "remove"],
        ["X/Z/U*"] = ["keep", "empty", "remove", "remove"],
        ["U"] = ["map", "map", "map", "map"],
    };

    private static readonly (string Type, string Condition, int Column)[] Types =
    [
        ("1", "", 0), ("1C", "00180060=120", 0), ("1C", "?in words", 0), ("1C", "00180060=121", 2),
        ("2", "", 1), ("2C", "00180060=120", 1), ("2C", "?in words", 1), ("2C", "00180060=121", 2), ("3", "", 2), ("", "", 3),
    ];

    private static readonly Profile FullDates = Profiles.With("""{ "0008,0023": "basic" }""", ["fullDates"]);

    [Fact]
    public void Every_row_against_every_type()
    {
        var faults = new List<string>();
        var compound = 0;
        foreach (var row in Rows())
        {
            if (row[4].Contains('/')) compound++;
            foreach (var type in Types)
            {
                var seen = Observe(Tag(row), type, Profile.Strict);
                if (seen != Design[row[4]][type.Column] && !IsExcused(row, seen)) faults.Add($"{row[0]} {row[1]} {row[4]} as Type {type.Type} {type.Condition}: {seen}, not {Design[row[4]][type.Column]}");
            }
        }
        Assert.Equal(50, compound);
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(40)));
    }

    // A mutant is the decision table with one other cell. U that keeps is the same program: a UID that no option keeps is mapped.
    [Fact]
    public void Every_mutant_of_the_decision_table_is_killed()
    {
        var survivors = new List<string>();
        var killed = 0;
        foreach (var (action, expected) in Design)
        {
            var parsed = Enum.Parse<BasicAction>(action.Replace("/", "").Replace("*", ""));
            // A row whose value would pass if it were kept: a sequence, else a date, or nobody would see the mutant behind the other checks.
            var row = Rows().Where(row => row[4] == action).MinBy(row => Dictionary.Find(Tag(row))!.Vrs[0] switch { Vr.SQ => 0, Vr.DA => 1, Vr.UI => 2, _ => 3 })!;
            foreach (var type in new[] { AttributeType.One, AttributeType.Two, AttributeType.Three, AttributeType.Absent })
            {
                foreach (var effect in Enum.GetValues<Effect>())
                {
                    if (effect == Resolution.Standard.Resolve(parsed, type)) continue;
                    var mutant = FullDates.With(Resolution.Standard.With(parsed, type, effect));
                    var isKilled = Types.Any(kind => Observe(Tag(row), kind, mutant) != expected[kind.Column]);
                    // D, U, K and C are asked without a Type, so only one of their cells is read.
                    var isUnread = action is "D" or "U" && type != AttributeType.Absent;
                    var isEquivalent = isUnread || (action == "U" && effect == Effect.Keep);
                    if (isKilled == isEquivalent) survivors.Add($"{action} Type {type} -> {effect}");
                    killed += isKilled ? 1 : 0;
                }
            }
        }
        Assert.True(survivors.Count == 0, string.Join("\n", survivors));
        Assert.Equal(7 * 4 * 4 + 4 + 3, killed);
    }

    private static string Observe(Tag tag, (string Type, string Condition, int Column) type, Profile profile)
    {
        var vr = Dictionary.Find(tag)!.Vrs[0];
        var item = new DataSet().Set(Tags.KVP, Vr.DS, "120");
        var planted = vr switch
        {
            Vr.SQ => DataElement.OfItems(tag, new DataSet().Set(Tags.ReferencedSOPInstanceUID, Vr.UI, "1.2.999.1")),
            Vr.UI => Text(tag, vr, "1.2.840.10008.1.4.1.1"),
            Vr.DA => Text(tag, vr, "20310203"),
            Vr.DT => Text(tag, vr, "20310203031415"),
            Vr.TM => Text(tag, vr, "031415.92 "),
            Vr.DS or Vr.IS => Text(tag, vr, "31415 "),
            Vr.AS => Text(tag, vr, "033Y"),
            _ when vr.IsText() => Text(tag, vr, "QXZPLANT"),
            _ => DataElement.Of(tag, vr, "QXZPLANT"u8.ToArray()),
        };
        item.Set(planted);
        var place = new TypeNode();
        if (type.Type.Length > 0) place.Below(tag.Value).Require(type.Type, type.Condition, "", "");
        if (vr == Vr.SQ && type.Type.Length > 0) place.Below(tag.Value).Below(Tags.ReferencedSOPClassUID.Value).Require("1", "", "", "");
        var subject = Subject.Of(Sample.Ct(), profile, Sample.Keys);
        var output = new Cleaner(subject, profile, Sample.Keys, new UidMap(Sample.Keys.Uid), new Tally()).Clean(item, place);
        if (!output.TryGet(tag, out var left)) return "remove";
        if (left.Vr != vr) return "another VR";
        if (left.IsEmpty) return "empty";
        if (vr == Vr.SQ) return left.Items![0].Contains(Tags.ReferencedSOPInstanceUID) ? "keep" : "dummy";
        if (vr != Vr.UI) return left.Value.Span.SequenceEqual(planted.Value.Span) ? "keep" : "dummy";
        // A registered UID tells mapping, which leaves it, from a dummy.
        return left.Value.Span.SequenceEqual(planted.Value.Span) ? "map" : "dummy";
    }

    private static DataElement Text(Tag tag, Vr vr, string text) => new DataSet().Set(tag, vr, text)[0];

    // A URL has no dummy; without a term of the standard a code string has one only where it must be there; four identifiers get a pseudonym whatever the Type.
    private static bool IsExcused(string[] row, string seen) => Dictionary.Find(Tag(row))!.Vrs[0] switch
    {
        Vr.UR or Vr.CS or Vr.UN => seen == "remove",
        _ => seen == "dummy" && row[0] is "0010,0010" or "0010,0020" or "0008,0050" or "0020,0010" or "0040,2016" or "0040,2017",
    };

    private static Tag Tag(string[] row)
    {
        Assert.True(Pandok.Dicom.Data.Tag.TryParseHex(row[0].Remove(4, 1), out var tag));
        return tag;
    }

    private static IEnumerable<string[]> Rows() => Csv.Rows(typeof(Deidentifier).Assembly, "ps3.15-e1-1.csv")
        .Where(row => row[0].Length == 9 && !row[0].Contains('x') && Tag(row) is { Group: >= 8, Value: < 0x7FE00008 } tag && Dictionary.Find(tag) is { Vrs.Count: > 0 }
            && tag.Value is not (0x0020000D or 0x0020000E or 0x00080018));
}

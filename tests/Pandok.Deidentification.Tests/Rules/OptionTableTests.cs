using System.Globalization;
using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Tests.Rules;

/// <summary>Every row of Table E.1-1 under every option alone, at depth 0 to 3: what the cell of the table says is what the output shows. The table is read here anew.</summary>
public sealed class OptionTableTests
{
    private const string Uid = "1.2.999.77.88.99.111";
    private const string Moved = "20290423"; // 20310203 less 651 days, the shift of the sample's patient
    private static readonly Tag Thickness = Tags.SliceThickness;
    private static readonly string[] Columns = ["", "", "", "", "", "safePrivate", "retainUids", "deviceIdentity", "institutionIdentity", "patientCharacteristics", "fullDates", "modifiedDates", "cleanDescriptors", "cleanStructuredContent", "cleanGraphics"];

    public static TheoryData<string> Options => [.. Profiles.OptionNames];

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_row_does_what_its_cell_says(string option)
    {
        var profile = Profiles.With(option);
        var faults = new List<string>();
        var tried = 0;
        foreach (var row in Csv.Rows(typeof(Deidentifier).Assembly, "ps3.15-e1-1.csv"))
        {
            if (row[0].Contains('x') || row[0].StartsWith('g')) continue;
            var tag = new Tag(uint.Parse(row[0].Remove(4, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            if (tag.Group < 8 || tag.Value >= 0x7FE00008 || tag.Value is 0x0020000D or 0x0020000E or 0x00080018 or 0x00100010 or 0x00100020 || Dictionary.Find(tag) is not { Vrs: [var vr, ..] }) continue;
            var column = Array.IndexOf(Columns, option);
            var cell = column < 0 ? "" : row[column];
            for (var depth = 0; depth < 4; depth++)
            {
                tried++;
                var input = Sample.Ct();
                Holder(input, depth).Set(Planted(tag, vr));
                var outcome = Deidentifier.Apply(input, profile, Sample.Keys);
                if (outcome is Outcome.Quarantined) continue; // Encapsulated Document
                var output = Find(((Outcome.Released)outcome).DataSet, depth, tag);
                if (Fault(cell, option, vr, tag, Planted(tag, vr), output) is { } fault) faults.Add($"{tag} {row[1]} ({vr}) depth {depth}, {option} {cell}: {fault}");
            }
        }
        Assert.True(tried > 2500);
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(40)));
    }

    private static string? Fault(string cell, string option, Vr vr, Tag tag, DataElement planted, DataElement? output)
    {
        if (vr == Vr.SQ)
        {
            // Retain UIDs keeps the sequence and the UIDs in it; the other options keep it and clean what is in it.
            var item = output?.Items is [var first, ..] ? first : null;
            if (item?.GetString(Tags.PatientName) is { } name && name.Contains("Gildong")) return "the name in the item is left";
            if (cell.Length == 0) return item?.GetString(Thickness) is not null ? "the item is left" : null;
            if (item?.GetString(Thickness) != "1.25") return "the item is lost";
            return item.GetString(Tags.ReferencedSOPInstanceUID) is null ? "the reference is lost"
                : (option == "retainUids") != (item.GetString(Tags.ReferencedSOPInstanceUID) == Uid) ? "the reference is not what it should be" : null;
        }
        var isSame = output is not null && output.Value.Span.SequenceEqual(planted.Value.Span);
        return (cell, option) switch
        {
            ("K", _) => isSame ? null : "not kept",
            ("C", "modifiedDates") when vr is Vr.DA or Vr.DT => Text(output).StartsWith(Moved, StringComparison.Ordinal) && Text(output).Length == Text(planted).Length ? null : $"moved to {Text(output)}",
            ("C", "modifiedDates") when vr == Vr.TM => isSame ? null : "a time is kept",
            ("C", "deviceIdentity") => isSame ? null : "an AE title is kept",
            _ => !isSame && !Text(output).Contains("Gildong") && !Text(output).Contains(Uid) ? null : "left",
        };
    }

    private static DataElement Planted(Tag tag, Vr vr)
    {
        var set = new DataSet();
        switch (vr)
        {
            case Vr.SQ:
                set.SetItems(tag, new DataSet().Set(Tags.PatientName, Vr.PN, "Hong^Gildong").Set(Thickness, Vr.DS, "1.25").Set(Tags.ReferencedSOPInstanceUID, Vr.UI, Uid));
                break;
            case Vr.UI: set.Set(tag, vr, Uid); break;
            case Vr.DA: set.Set(tag, vr, "20310203"); break;
            case Vr.DT: set.Set(tag, vr, "20310203031415"); break;
            case Vr.TM: set.Set(tag, vr, "031415.92"); break;
            case Vr.AS: set.Set(tag, vr, "033Y"); break;
            case Vr.DS or Vr.IS: set.Set(tag, vr, "31415"); break;
            case Vr.AE: set.Set(tag, vr, "QXZPLANT"); break;
            case Vr.CS: set.Set(tag, vr, tag.Value switch { 0x00100040 => "F", 0x001021A0 => "YES", 0x00102203 => "ALTERED", _ => "QXZPLANT" }); break;
            case Vr.PN: set.Set(tag, vr, "Hong^Gildong"); break;
            case Vr.UR: set.Set(tag, vr, "http://qxz.example/1"); break;
            case Vr.SH when tag.Value == 0x00080201: set.Set(tag, vr, "+0900"); break;
            case Vr.US or Vr.SS: set.SetIntegers(tag, vr, 3); break;
            case Vr.LO or Vr.SH or Vr.ST or Vr.LT or Vr.UT or Vr.UC: set.Set(tag, vr, Says(tag) ? "for Gildong" : "QXZPLANT"); break;
            default: set.Set(DataElement.Of(tag, vr, Encoding.ASCII.GetBytes("QXZPLANT"))); break;
        }
        return set[0];
    }

    // Descriptors are planted with the patient's name: that must go whatever else of the text may stay.
    private static bool Says(Tag tag) => Described.Value.Contains(tag.Value);

    private static readonly Lazy<HashSet<uint>> Described = new(() => [.. Csv.Rows(typeof(Deidentifier).Assembly, "ps3.15-e1-1.csv").Where(row => row[12].Length > 0)
        .Select(row => uint.Parse(row[0].Remove(4, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))]);

    private static string Text(DataElement? element) => element is null ? string.Empty : Encoding.Latin1.GetString(element.Value.Span).TrimEnd(' ', '\0');

    private static readonly uint[] Way = [0x00089215, 0x00082218, 0x00089121];

    private static DataSet Holder(DataSet input, int depth)
    {
        foreach (var sequence in Way.Take(depth))
        {
            var item = new DataSet();
            input.SetItems(new Tag(sequence), item);
            input = item;
        }
        return input;
    }

    private static DataElement? Find(DataSet set, int depth, Tag tag)
    {
        foreach (var sequence in Way.Take(depth))
        {
            if (set.GetItems(new Tag(sequence)) is not [var item, ..]) return null;
            set = item;
        }
        return set.TryGet(tag, out var element) ? element : null;
    }
}

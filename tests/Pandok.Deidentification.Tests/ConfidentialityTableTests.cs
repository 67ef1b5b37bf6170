using System.Globalization;
using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Tests;

/// <summary>Every row of Table E.1-1, planted at depth 0 to 3 in SOP classes that give it different Types.</summary>
public sealed class ConfidentialityTableTests
{
    private const string Planted = "QXZPLANT";
    private const string PlantedUid = "1.2.999.77.88.99.111";
    private const string PlantedDate = "20310203";

    [Fact]
    public void Nothing_planted_survives_the_reading_profile() => PlantEverywhere(Profile.Reading);

    [Fact]
    public void Nothing_planted_survives_the_strict_profile() => PlantEverywhere(Profile.Strict);

    [Fact]
    public void The_table_is_the_edition_we_say()
    {
        Assert.Equal(656, Rows().Count());
        var version = Sample.Release(Sample.Ct()).Receipt.Tables.Single(table => table.Name == "ps3.15-e1-1");
        Assert.Equal("2026c", version.Edition);
        Assert.Equal(64, version.Sha256.Length);
    }

    private static void PlantEverywhere(Profile profile)
    {
        var faults = new List<string>();
        var planted = 0;
        foreach (var sopClass in Sample.Classes)
        {
            foreach (var row in Rows())
            {
                var tag = TagOf(row[0]);
                if (tag.Group is 0 or 2 or 4 || IsOwnIdentity(tag)) continue;
                for (var depth = 0; depth < 4; depth++)
                {
                    var input = Sample.Of(sopClass);
                    var holder = Nest(input, depth, tag);
                    Plant(holder, tag);
                    planted++;
                    var outcome = Deidentifier.Apply(input, profile, Sample.Keys);
                    if (outcome is Outcome.Quarantined) continue; // an encapsulated document never leaves
                    if (outcome is not Outcome.Released released) { faults.Add($"{tag} in {sopClass}: {outcome}"); continue; }
                    var bytes = Sample.Write(released.DataSet);
                    if (Contains(bytes, Planted) || Contains(bytes, PlantedUid) || Contains(bytes, PlantedDate)) faults.Add($"{tag} depth {depth} in {sopClass}");
                    if (Find(released.DataSet, depth, tag) is { } left && row[4].StartsWith('D') && left.IsEmpty) faults.Add($"{tag} depth {depth}: D asks for a value");
                }
            }
        }
        Assert.True(planted > 15000);
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(40)));
    }

    private static DataSet Nest(DataSet input, int depth, Tag tag)
    {
        var holder = input;
        // Sequences without a row of their own: the recursion must go through them.
        foreach (var sequence in new[] { 0x00089215u, 0x00082218u, 0x00089121u }.Take(depth))
        {
            var item = new DataSet();
            holder.SetItems(new Tag(sequence), item);
            holder = holder.GetItems(new Tag(sequence))[0];
        }
        Assert.DoesNotContain(tag.Value, new[] { 0x00089215u, 0x00082218u });
        return holder;
    }

    private static DataElement? Find(DataSet set, int depth, Tag tag)
    {
        foreach (var sequence in new[] { 0x00089215u, 0x00082218u, 0x00089121u }.Take(depth))
        {
            if (set.GetItems(new Tag(sequence)) is not [var item, ..]) return null;
            set = item;
        }
        return set.TryGet(tag, out var element) ? element : null;
    }

    private static void Plant(DataSet set, Tag tag)
    {
        var vr = tag.IsPrivate ? Vr.LO : Dictionary.Find(tag) is { Vrs: [var first, ..] } ? first : Vr.OB;
        switch (vr)
        {
            case Vr.SQ:
                var item = new DataSet();
                item.Set(new Tag(0x0040A160), Vr.UT, Planted).Set(Tags.PatientName, Vr.PN, Planted).Set(Tags.ReferencedSOPInstanceUID, Vr.UI, PlantedUid);
                set.SetItems(tag, item);
                break;
            case Vr.UI: set.Set(tag, vr, PlantedUid); break;
            case Vr.DA: set.Set(tag, vr, PlantedDate); break;
            case Vr.DT: set.Set(tag, vr, PlantedDate + "101112"); break;
            case Vr.TM: set.Set(tag, vr, Planted); break; // a name in a time is no time
            case Vr.DS or Vr.IS or Vr.AS: set.Set(tag, vr, Planted); break;
            default:
                if (vr.IsText()) set.Set(tag, vr, Planted);
                else set.Set(DataElement.Of(tag, vr, Encoding.ASCII.GetBytes(Planted)));
                break;
        }
    }

    // Their mapped value is checked elsewhere; planting here would change who the patient is.
    private static bool IsOwnIdentity(Tag tag) => tag == Tags.StudyInstanceUID || tag == Tags.SeriesInstanceUID || tag == Tags.SOPInstanceUID;

    private static Tag TagOf(string text) => text.StartsWith("gggg", StringComparison.Ordinal)
        ? new Tag(0x00091001)
        : new Tag(uint.Parse(text.Replace(",", "").Replace("50xx", "5002").Replace("60xx", "6004").Replace("xxxx", "3000"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    private static bool Contains(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;

    private static IEnumerable<string[]> Rows() => Csv.Rows(typeof(Deidentifier).Assembly, "ps3.15-e1-1.csv");
}

using System.Globalization;
using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Tests.Rules;

/// <summary>Every element of PS3.15 Table E.3.10-1 and its neighbours. The lists are joined here anew.</summary>
public sealed class SafePrivateTests
{
    private static readonly HashSet<string> Agreed = [.. Csv.Rows(typeof(Deidentifier).Assembly, "tcia-private-kb-2024-02.csv").Select(row => Key(row[1], row[0], row[2]))];

    [Fact]
    public void The_lists_agree_on_105_elements() => Assert.Equal(105, Rows().Count(row => Agreed.Contains(Key(row[2], row[0], row[1]))));

    [Theory]
    [InlineData("agreed")]
    [InlineData("standard")]
    public void Every_safe_element_stays_in_any_block_and_its_neighbours_go(string list)
    {
        var profile = Profiles.With("{}", ["safePrivate"], list);
        var faults = new List<string>();
        var kept = 0;
        foreach (var row in Rows())
        {
            // Bytes that only the vendor can read go, and rows without a VR cannot be matched.
            var isKnown = VrTraits.TryParse(row[3], out var vr) && !vr.IsBulk();
            var expected = isKnown && (list == "standard" || Agreed.Contains(Key(row[2], row[0], row[1])));
            if (!isKnown) vr = Vr.OB;
            foreach (var block in new[] { 0x10, 0x42 })
            {
                Check(Plant(row[2], row, block, vr), expected, "itself");
                Check(Plant(row[2] + "  ", row, block, vr), expected, "padded creator");
                Check(Plant(row[2].ToLowerInvariant() + "!", row, block, vr), false, "other creator");
                Check(Plant("Gildong", row, block, vr), false, "a name as creator");
                Check(Plant(row[2], row, block, vr == Vr.DS ? Vr.LO : Vr.DS), false, "other VR");
                Check(Plant(row[2], row, block, vr, 0x2), false, "other group");
                if (vr is not (Vr.SQ or Vr.OB)) Check(Unknown(Plant(row[2], row, block, vr)), expected, "UN");
            }
            if (expected) kept++;

            void Check(DataSet input, bool stays, string what)
            {
                var output = ((Outcome.Released)Deidentifier.Apply(input, profile, Sample.Keys)).DataSet;
                var left = output.Where(element => element.Tag.IsPrivate).ToArray();
                if (stays != (left.Length == 2 && left[0].Tag.IsPrivateCreator) || (!stays && left.Length > 0)) faults.Add($"{row[2]} {row[0]} {row[1]} {row[3]}: {what} {(stays ? "lost" : "left")}");
                if (stays && output.GetItems(Tags.DeidentificationMethodCodeSequence).All(item => item.GetString(new Tag(0x00080100)) != "113111")) faults.Add($"{row[1]}: no code");
            }
        }
        Assert.Equal(list == "agreed" ? 105 : 479 - Rows().Count(row => !VrTraits.TryParse(row[3], out var vr) || vr.IsBulk()), kept);
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(40)));
    }

    [Fact]
    public void An_element_that_no_list_knows_goes_from_a_known_block()
    {
        var elements = Rows().Select(row => Key(row[2], row[0], row[1])).ToHashSet();
        var profile = Profiles.With("{}", ["safePrivate"], "standard");
        foreach (var (creator, group) in Rows().Select(row => (row[2], row[0])).Distinct())
        {
            var input = Sample.Ct();
            var tag = uint.Parse(group + "0000", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            input.Set(new Tag(tag | 0x10), Vr.LO, creator);
            for (var element = 0u; element < 256; element++)
            {
                if (!elements.Contains(Key(creator, group, $"xx{element:X2}"))) input.Set(new Tag(tag | 0x1000 | element), Vr.LO, "AXIAL");
            }
            Assert.DoesNotContain(Deidentify(input, profile), element => element.Tag.IsPrivate);
        }
    }

    [Fact]
    public void Private_sequences_are_entered()
    {
        var inner = new DataSet().Set(new Tag(0x20010010), Vr.LO, "Philips Imaging DD 001").Set(Tags.PatientName, Vr.PN, "Hong^Gildong").Set(Tags.ReferencedSOPInstanceUID, Vr.UI, "1.2.3.2");
        inner.SetNumbers(new Tag(0x20011003), Vr.FL, 1000).Set(new Tag(0x20011099), Vr.LO, "QXZ");
        var input = Sample.Ct().Set(new Tag(0x20010010), Vr.LO, "Philips Imaging DD 001");
        input.SetItems(new Tag(0x2001105F), inner);
        var item = Deidentify(input, Profile.Reading).GetItems(new Tag(0x2001105F))[0];
        Assert.Equal(1000, item.GetNumber(new Tag(0x20011003)));
        Assert.False(item.Contains(new Tag(0x20011099)));
        Assert.Equal(Sample.Release(Sample.Ct("1.2.3.2")).Identity.SopUid, item.GetString(Tags.ReferencedSOPInstanceUID));
        Assert.DoesNotContain("Gildong", item.GetString(Tags.PatientName));
    }

    [Theory]
    [InlineData(Vr.DS, "Gildong")]
    [InlineData(Vr.DS, "1\\2")]
    [InlineData(Vr.LO, "1")]
    public void A_value_that_is_not_what_the_list_says_goes(Vr vr, string value)
    {
        var input = Sample.Ct().Set(new Tag(0x70530010), Vr.LO, "Philips PET Private Group").Set(new Tag(0x70531000), vr, value);
        Assert.DoesNotContain(Deidentify(input, Profile.Reading), element => element.Tag.IsPrivate);
    }

    private static DataSet Deidentify(DataSet input, Profile profile) => ((Outcome.Released)Deidentifier.Apply(input, profile, Sample.Keys)).DataSet;

    private static DataSet Plant(string creator, string[] row, int block, Vr vr, uint shift = 0)
    {
        var group = uint.Parse(row[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) + shift << 16;
        var tag = new Tag(group | (uint)block << 8 | uint.Parse(row[1].AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        var count = int.TryParse(row[4].Split('-')[0], out var least) ? Math.Max(1, least) : 1;
        var input = Sample.Ct();
        input.Set(new Tag(group | (uint)block), Vr.LO, creator);
        if (vr == Vr.SQ) input.SetItems(tag, new DataSet().Set(Tags.SliceThickness, Vr.DS, "1.25"));
        else if (vr.IsText()) input.Set(tag, vr, [.. Enumerable.Repeat(vr switch { Vr.UI => "1.2.3", Vr.DS or Vr.IS => "12", _ => "AXIAL" }, count)]);
        else input.Set(DataElement.Of(tag, vr, new byte[Math.Max(2, vr.Width() * count)]));
        return input;
    }

    private static DataSet Unknown(DataSet input)
    {
        var element = input.Single(element => element.Tag.IsPrivate && !element.Tag.IsPrivateCreator);
        input.Set(DataElement.Of(element.Tag, Vr.UN, element.Value));
        return input;
    }

    private static string Key(string creator, string group, string element) => $"{creator.Trim().ToUpperInvariant()}|{group.ToUpperInvariant()}|{element.ToUpperInvariant()}";

    private static string[][] Rows() => [.. Csv.Rows(typeof(Deidentifier).Assembly, "safe-private.csv")];
}

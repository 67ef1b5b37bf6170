using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Tests.Text;

public sealed class ContentItemsTests
{
    private static readonly Tag Content = new(0x0040A730);
    private static readonly Tag TextValue = new(0x0040A160);

    public static TheoryData<string, string, string, string> Concepts()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var row in Csv.Rows(typeof(Deidentifier).Assembly, "ps3.15-e3-4-1-sr-concepts.csv").Where(row => row[3] is "TEXT" or "PNAME" or "DATE" or "DATETIME")) data.Add(row[0], row[1], row[3], row[6]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Concepts))]
    public void A_name_or_an_original_date_leaves_under_no_concept(string code, string scheme, string type, string action)
    {
        var item = Item(code, scheme, type);
        var value = type switch { "TEXT" => (TextValue, Vr.UT, "Gildong 홍길동 QQDEMO1234"), "PNAME" => (new Tag(0x0040A123), Vr.PN, "Hong^Gildong"), "DATE" => (new Tag(0x0040A121), Vr.DA, "20260304"), _ => (new Tag(0x0040A120), Vr.DT, "20260304101112") };
        item.Set(value.Item1, value.Item2, value.Item3);
        foreach (var profile in new[] { Profile.Reading, Profile.Research, Profile.Strict })
        {
            var bytes = Sample.Write(Sample.Release(Report(item), profile).DataSet);
            foreach (var word in new[] { "Gildong", "길동", "QQDEMO1234", "20260304" }) Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) < 0, $"{profile.Name} {action}: {word}");
        }
    }

    [Fact]
    public void A_finding_is_cleaned_and_a_person_s_id_goes()
    {
        var finding = Item("121071", "DCM", "TEXT").Set(TextValue, Vr.UT, "6 mm nodule of Gildong in the right upper lobe.");
        var person = Item("113871", "DCM", "TEXT").Set(TextValue, Vr.UT, "nurse");
        var other = Item("99999", "99DEMO", "TEXT").Set(TextValue, Vr.UT, "No effusion. 홍길동님 내원.");
        var output = Sample.Release(Report(finding, person, other)).DataSet.GetItems(Content);
        Assert.Equal(["6 mm nodule of [NAME] in the right upper lobe.", "No effusion. [NAME]님 내원."], output.Select(item => item.GetString(TextValue)));
    }

    [Fact]
    public void A_text_of_which_nothing_is_left_says_so_and_keeps_what_hangs_below()
    {
        var below = Item("121071", "DCM", "TEXT").Set(TextValue, Vr.UT, "small nodule.");
        var person = Item("113871", "DCM", "TEXT").Set(TextValue, Vr.UT, "Q-1").SetItems(Content, below);
        var output = Assert.Single(Sample.Release(Report(person)).DataSet.GetItems(Content));
        Assert.Equal("REMOVED", output.GetString(TextValue));
        Assert.Equal("small nodule.", output.GetItems(Content)[0].GetString(TextValue));
    }

    [Fact]
    public void Text_on_images_and_waveforms_is_cleaned()
    {
        var text = new Tag(0x00700006);
        var graphic = new DataSet().SetItems(new Tag(0x00700008), new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").Set(text, Vr.ST, "nodule of 홍길동"));
        var output = Sample.Release(Sample.Of("1.2.840.10008.5.1.4.1.1.11.1").SetItems(new Tag(0x00700001), graphic)).DataSet;
        Assert.Equal("nodule of [NAME]", output.GetItems(new Tag(0x00700001))[0].GetItems(new Tag(0x00700008))[0].GetString(text));
    }

    private static DataSet Item(string code, string scheme, string type) => new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").Set(new Tag(0x0040A010), Vr.CS, "CONTAINS").Set(new Tag(0x0040A040), Vr.CS, type)
        .SetItems(new Tag(0x0040A043), new DataSet().Set(new Tag(0x00080100), Vr.SH, code).Set(new Tag(0x00080102), Vr.SH, scheme).Set(new Tag(0x00080104), Vr.LO, "Concept of Gildong"));

    private static DataSet Report(params DataSet[] items)
    {
        var report = Sample.Of("1.2.840.10008.5.1.4.1.1.88.33").Set(new Tag(0x0040A040), Vr.CS, "CONTAINER");
        return report.SetItems(Content, items);
    }
}

using System.Text;
using Pandok.Deidentification.Mapping;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Tests;

/// <summary>Traps that other tools fell into (design, section 17), as far as the header can fall into them.</summary>
public sealed class TrapTests
{
    private const string Enhanced = "1.2.840.10008.5.1.4.1.1.2.1";
    private static readonly Tag Groups = new(0x52009230);
    private static readonly Tag FrameContent = new(0x00209111);

    [Fact]
    public void A_compound_action_is_read_to_its_end()
    {
        // X/Z/D, Type 2 in the DX IOD and Type 1 nowhere here: emptied, not removed.
        var output = Sample.Release(Sample.Of("1.2.840.10008.5.1.4.1.1.1.2").Set(new Tag(0x0040A075), Vr.PN, "READER^ONE").Set(new Tag(0x00080023), Vr.DA, "20260304"), Profile.Strict).DataSet;
        Assert.True(output.Contains(Tags.PatientBirthDate) && output.GetString(Tags.PatientBirthDate) is null);
        Assert.NotNull(output.GetString(new Tag(0x00080023)));
        Assert.NotNull(output.GetString(new Tag(0x0040A075)));
    }

    [Fact]
    public void Cleaning_a_date_writes_no_word()
    {
        var output = Sample.Release(Sample.Ct()).DataSet;
        Assert.Equal("20240522", output.GetString(Tags.StudyDate));
        Assert.All(output.Where(element => element.Vr == Vr.DA && !element.IsEmpty), element => Assert.NotNull(output.GetDate(element.Tag)));
    }

    [Fact]
    public void A_sequence_with_a_required_content_is_never_hollow()
    {
        var output = Sample.Release(Sample.Of("1.2.840.10008.5.1.4.1.1.11.1").SetItems(new Tag(0x00700001), new DataSet().Set(new Tag(0x00700002), Vr.CS, "TEXT")), Profile.Strict).DataSet;
        Assert.NotEmpty(output.GetItems(new Tag(0x00700001))[0]);
    }

    [Fact]
    public void The_table_holds_in_functional_groups_and_their_dates_move_too()
    {
        var frame = new DataSet().Set(new Tag(0x00189074), Vr.DT, "20260304101112.5").Set(new Tag(0x00209158), Vr.LT, "Gildong moved");
        var output = Sample.Release(Sample.Of(Enhanced).SetItems(Groups, new DataSet().SetItems(FrameContent, frame))).DataSet;
        var clean = output.GetItems(Groups)[0].GetItems(FrameContent)[0];
        Assert.Equal("20240522101112.5", clean.GetString(new Tag(0x00189074)));
        Assert.DoesNotContain("Gildong", clean.GetString(new Tag(0x00209158)) ?? "");
    }

    [Fact]
    public void File_meta_follows_the_data_set()
    {
        var released = Sample.Release(Sample.Ct());
        using var file = new MemoryStream(Sample.Write(released.DataSet));
        var meta = new DicomReader(file).ReadFile().Meta;
        Assert.Equal(released.Identity.SopUid, meta.GetString(new Tag(0x00020003)));
        Assert.DoesNotContain(meta, element => element.Tag.Value is 0x00020016 or 0x00020017 or 0x00020018 or 0x00020100 or 0x00020102);
    }

    [Fact]
    public void Every_object_carries_the_marks_under_every_profile()
    {
        foreach (var profile in Profile.All)
        {
            var output = Sample.Release(Sample.Ct(), profile).DataSet;
            Assert.Equal("YES", output.GetString(Tags.PatientIdentityRemoved));
            Assert.Equal(profile.Sha256, output.GetStrings(Tags.DeidentificationMethod)[2]);
            Assert.Equal("113100", output.GetItems(Tags.DeidentificationMethodCodeSequence)[0].GetString(new Tag(0x00080100)));
            Assert.Equal(profile == Profile.Strict ? "REMOVED" : "MODIFIED", output.GetString(Tags.LongitudinalTemporalInformationModified));
        }
    }

    [Fact]
    public void A_pseudonym_needs_the_key()
    {
        var other = Sample.Keys with { Patient = new byte[32] };
        Assert.NotEqual(Pseudonyms.Patient(Sample.Keys, "", "DEMO-0001"), Pseudonyms.Patient(other, "", "DEMO-0001"));
    }

    [Fact]
    public void Unknown_values_and_private_ones_are_no_accident()
    {
        var input = Sample.Ct().Set(new Tag(0x00090010), Vr.LO, "GEMS_PARM_01");
        input.Set(DataElement.Of(new Tag(0x00091001), Vr.UN, "Gildong "u8.ToArray()));
        input.Set(DataElement.Of(Tags.KVP, Vr.UN, "120 "u8.ToArray()));
        input.Set(DataElement.Of(new Tag(0x00180015), Vr.OB, "CHEST "u8.ToArray()));
        var output = Sample.Release(input).DataSet;
        Assert.Equal("120", output.GetString(Tags.KVP));
        Assert.DoesNotContain(output, element => element.Tag.IsPrivate || element.Tag.Value == 0x00180015);
    }

    [Fact]
    public void The_sop_class_stays_and_no_date_is_year_one()
    {
        foreach (var profile in Profile.All)
        {
            var input = Sample.Ct();
            foreach (var tag in new[] { Tags.StudyDate, Tags.SeriesDate, Tags.AcquisitionDate, Tags.ContentDate }) input.Remove(tag);
            var output = Sample.Release(input.Set(Tags.ContentDate, Vr.DA, "00010101"), profile).DataSet;
            Assert.Equal(Uids.CTImageStorage, output.GetString(Tags.SOPClassUID));
            Assert.True(Sample.Write(output).AsSpan().IndexOf("00010101"u8) < 0);
        }
    }

    [Fact]
    public void Every_series_and_instance_of_a_patient_moves_alike()
    {
        var shifts = new[] { Sample.Ct("1.2.3.1", "1.2.3"), Sample.Ct("1.2.4.1", "1.2.4"), Sample.Of(Enhanced, "1.2.5.1", "1.2.5") }.Select(input => Sample.Release(input).Identity.DayShift).Distinct();
        Assert.Equal([-651], shifts);
    }

    [Fact]
    public void Pet_dose_and_half_life_survive()
    {
        var dose = new DataSet().Set(new Tag(0x00181072), Vr.TM, "093000").Set(new Tag(0x00181078), Vr.DT, "20260304093000").Set(new Tag(0x00181074), Vr.DS, "370000000").Set(new Tag(0x00181075), Vr.DS, "6586.2").Set(new Tag(0x00181076), Vr.DS, "0.97");
        var output = Sample.Release(Sample.Of("1.2.840.10008.5.1.4.1.1.128").SetItems(new Tag(0x00540016), dose)).DataSet.GetItems(new Tag(0x00540016))[0];
        Assert.Equal(["093000", "370000000", "6586.2", "0.97", "20240522093000"], new uint[] { 0x00181072, 0x00181074, 0x00181075, 0x00181076, 0x00181078 }.Select(tag => output.GetString(new Tag(tag))));
    }

    [Fact]
    public void Curves_overlays_and_icons_of_every_even_group_go_and_so_do_odd_and_low_groups()
    {
        var input = Sample.Ct();
        for (uint group = 0; group <= 0x1F; group++) input.Set(new Tag((0x5000 + group) << 16 | 0x0022), Vr.LO, "QXZ").Set(new Tag((0x6000 + group) << 16 | 0x4000), Vr.LT, "QXZ");
        input.Set(new Tag(0x00010010), Vr.LO, "QXZ").Set(new Tag(0x00020016), Vr.AE, "QXZ").Set(new Tag(0xFFFCFFFC), Vr.LO, "QXZ");
        Assert.True(Sample.Write(Sample.Release(input).DataSet).AsSpan().IndexOf("QXZ"u8) < 0);
    }

    [Theory]
    [InlineData(null, 20127)]
    [InlineData("ISO_IR 100", 28591)]
    [InlineData("ISO_IR 13", 932)]
    [InlineData("\\ISO 2022 IR 149", 949)]
    [InlineData("ISO 2022 IR 149", 949)]
    [InlineData("ISO_IR 192", 65001)]
    [InlineData("ISO_IR 999", 949)]
    [InlineData(null, 949)]
    public void A_name_in_any_or_the_wrong_character_set_is_gone(string? terms, int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback);
        foreach (var name in new[] { "Hong^Gildong", "Hong^Gildong=洪^吉洞=홍^길동", "=洪^吉洞", "==홍^길동", "Hong^Gildong\0Gildong" })
        {
            var input = new DataSet();
            if (terms is not null) input.Set(Tags.SpecificCharacterSet, Vr.CS, terms.Split('\\'));
            foreach (var element in Sample.Ct().Where(element => element.Tag != Tags.SpecificCharacterSet)) input.Set(element);
            var bytes = encoding.GetBytes(name);
            foreach (var (tag, vr) in new[] { (Tags.PatientName, Vr.PN), (new Tag(0x00081060), Vr.PN), (new Tag(0x00321032), Vr.PN), (new Tag(0x0040A075), Vr.PN), (new Tag(0x00104000), Vr.LT), (new Tag(0x00081030), Vr.LO), (Tags.Manufacturer, Vr.LO) })
                input.Set(DataElement.Of(tag, vr, bytes.Length % 2 == 0 ? bytes : [.. bytes, (byte)' ']));
            var output = Sample.Write(Sample.Release(input).DataSet);
            foreach (var part in new[] { "Gildong", "길동", "吉洞" })
            {
                var trace = encoding.GetBytes(part);
                if (!trace.AsSpan().Contains((byte)'?')) Assert.True(output.AsSpan().IndexOf(trace) < 0, $"{part} of {name}");
                Assert.True(output.AsSpan().IndexOf(Encoding.UTF8.GetBytes(part)) < 0, $"{part} of {name} in UTF-8");
            }
        }
    }

    [Fact]
    public void The_marks_of_pixels_say_what_the_pixel_pass_reports()
    {
        var input = Sample.Ct().Set(new Tag(0x00280301), Vr.CS, "YES");
        var codes = (PixelReport? report, Profile profile) =>
        {
            var output = ((Outcome.Released)Deidentifier.Apply(input, profile, Sample.Keys, report)).DataSet;
            return (output.GetString(new Tag(0x00280301)), output.GetString(new Tag(0x00280302)), output.GetString(new Tag(0x00082111)) is not null,
                string.Join(' ', output.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => item.GetString(new Tag(0x00080100))).Where(code => code is "113101" or "113102" or "113103")));
        };
        Assert.Equal(("YES", null, false, ""), codes(null, Profile.Reading));
        Assert.Equal(("YES", null, true, ""), codes(new PixelReport { IsBlanked = true }, Profile.Reading));
        Assert.Equal(("NO", null, true, "113101"), codes(new PixelReport { IsBlanked = true, IsTextFree = true }, Profile.Reading));
        Assert.Equal(("NO", null, false, ""), codes(new PixelReport { IsTextFree = true }, Profile.Strict));
        Assert.Equal(("NO", "NO", true, "113101 113102 113103"), codes(new PixelReport { IsTextFree = true, IsDefaced = true, AreGraphicsCleaned = true }, Profile.Public));
    }

    [Fact]
    public void Codes_are_appended_to_those_the_input_had()
    {
        var input = Sample.Ct().SetItems(Tags.DeidentificationMethodCodeSequence, new DataSet().Set(new Tag(0x00080100), Vr.SH, "113109").Set(new Tag(0x00080102), Vr.SH, "DCM").Set(new Tag(0x00080104), Vr.LO, "x"));
        var codes = Sample.Release(input).DataSet.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => item.GetString(new Tag(0x00080100)));
        Assert.Equal(["113109", "113100", "113107", "113108"], codes);
    }

    [Fact]
    public void The_analyzer_profile_keeps_only_its_list()
    {
        var input = Sample.Ct().Set(new Tag(0x00100010), Vr.PN, "Hong^Gildong").Set(new Tag(0x00101030), Vr.DS, "70").Set(new Tag(0x001021C0), Vr.LO, "1").Set(new Tag(0x00181400), Vr.LO, "QXZ").Set(new Tag(0x00189345), Vr.DS, "1");
        var output = Sample.Release(input, Profile.Ai).DataSet;
        Assert.True(output.Contains(Tags.Rows) && output.Contains(Tags.KVP) && output.Contains(Tags.RescaleSlope) && output.Contains(new Tag(0x00101030)));
        Assert.False(output.Contains(new Tag(0x00102000)) || output.Contains(new Tag(0x001021C0)));
        Assert.True(output.Count < Sample.Release(input).DataSet.Count + 1);
        Assert.Equal([Reason.Document], Assert.IsType<Outcome.Refused>(Deidentifier.Apply(Sample.Of("1.2.840.10008.5.1.4.1.1.104.1"), Profile.Ai, Sample.Keys)).Reasons);
    }
}

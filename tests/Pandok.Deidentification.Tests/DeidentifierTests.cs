using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Tests;

public sealed class DeidentifierTests
{
    [Fact]
    public void The_same_input_gives_the_same_bytes_and_the_input_is_not_changed()
    {
        var input = Planted();
        var before = Sample.Write(input);
        var first = Sample.Release(input);
        var second = Sample.Release(Planted());
        Assert.Equal(Sample.Write(first.DataSet), Sample.Write(second.DataSet));
        Assert.Equal(before, Sample.Write(input));
        Assert.Equal(first.Receipt.Actions, second.Receipt.Actions);
        Assert.Equal(first.Receipt.Findings, second.Receipt.Findings);
    }

    [Fact]
    public void Patient_characteristics_and_what_reading_needs_stay()
    {
        var output = Sample.Release(Sample.Ct()).DataSet;
        Assert.Equal("M", output.GetString(Tags.PatientSex));
        Assert.Equal("056Y", output.GetString(Tags.PatientAge));
        Assert.Equal(1.75, output.GetNumber(new Tag(0x00101020)));
        Assert.Equal(70, output.GetNumber(new Tag(0x00101030)));
        Assert.Equal("CHEST", output.GetString(Tags.BodyPartExamined));
        Assert.Equal("B70f", output.GetString(Tags.ConvolutionKernel));
        Assert.Equal("ACME Imaging", output.GetString(Tags.Manufacturer));
        Assert.Equal("101112.5", output.GetString(Tags.StudyTime));
        Assert.Equal("AXIAL", output.GetStrings(Tags.ImageType)[2]);
        Assert.Equal(512, output.GetInteger(Tags.Rows));
        Assert.Equal(Uids.CTImageStorage, output.GetString(Tags.SOPClassUID));
    }

    [Fact]
    public void The_strict_profile_keeps_no_characteristic_and_moves_no_date()
    {
        var output = Sample.Release(Sample.Ct(), Profile.Strict).DataSet;
        Assert.Null(output.GetString(Tags.PatientSex));
        Assert.False(output.Contains(Tags.PatientAge));
        Assert.Null(output.GetString(Tags.StudyDate));
        Assert.Equal("REMOVED", output.GetString(Tags.LongitudinalTemporalInformationModified));
        Assert.Equal(["113100"], output.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => item.GetString(new Tag(0x00080100))));
    }

    [Fact]
    public void Slices_of_a_study_stay_together_and_other_patients_apart()
    {
        var (first, late) = (Sample.Release(Sample.Ct("1.2.3.1")), Sample.Release(Sample.Ct("1.2.3.2")));
        Assert.Equal(first.Identity.StudyUid, late.Identity.StudyUid);
        Assert.Equal(first.Identity.SeriesUid, late.Identity.SeriesUid);
        Assert.NotEqual(first.Identity.SopUid, late.Identity.SopUid);
        Assert.Equal(first.Identity.Pseudonym, late.Identity.Pseudonym);
        Assert.Equal(first.DataSet.GetString(Tags.FrameOfReferenceUID), late.DataSet.GetString(Tags.FrameOfReferenceUID));
        var other = Sample.Release(Sample.Ct().Set(Tags.PatientID, Vr.LO, "DEMO-0002"));
        Assert.NotEqual(first.Identity.Pseudonym, other.Identity.Pseudonym);
        Assert.True(Uids.IsValid(first.Identity.StudyUid));
    }

    [Fact]
    public void A_reference_points_to_the_mapped_instance_at_any_depth_and_registered_uids_stay()
    {
        var reference = new DataSet();
        reference.Set(Tags.ReferencedSOPClassUID, Vr.UI, Uids.CTImageStorage).Set(Tags.ReferencedSOPInstanceUID, Vr.UI, "1.2.3.2");
        var output = Sample.Release(Sample.Ct("1.2.3.1").SetItems(new Tag(0x00081140), reference)).DataSet;
        var kept = Assert.Single(output.GetItems(new Tag(0x00081140)));
        Assert.Equal(Uids.CTImageStorage, kept.GetString(Tags.ReferencedSOPClassUID));
        Assert.Equal(Sample.Release(Sample.Ct("1.2.3.2")).Identity.SopUid, kept.GetString(Tags.ReferencedSOPInstanceUID));
    }

    [Fact]
    public void The_marks_say_what_was_done()
    {
        var released = Sample.Release(Sample.Ct());
        var output = released.DataSet;
        Assert.Equal("YES", output.GetString(Tags.PatientIdentityRemoved));
        Assert.Equal(["Pandok 0.1.0", "Pandok reading 3", Profile.Reading.Sha256], output.GetStrings(Tags.DeidentificationMethod));
        Assert.Equal(["113100", "113107", "113108"], output.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => item.GetString(new Tag(0x00080100))));
        Assert.Equal("MODIFIED", output.GetString(Tags.LongitudinalTemporalInformationModified));
        Assert.Equal("ISO_IR 192", output.GetString(Tags.SpecificCharacterSet));
        Assert.Equal("109104", Assert.Single(output.GetItems(new Tag(0x0018A001))).GetItems(new Tag(0x0040A170))[0].GetString(new Tag(0x00080100)));
        Assert.Equal("key-1", released.Receipt.KeyId);
        Assert.Equal("reading", released.Receipt.Profile);
        Assert.True(released.Receipt.Actions["uid"] >= 4);
        Assert.Equal($"Anonymous^{released.Identity.Pseudonym}", output.GetString(Tags.PatientName));
        Assert.Equal(released.Identity.Pseudonym, output.GetString(Tags.PatientID));
    }

    [Fact]
    public void The_vault_gets_what_was_replaced()
    {
        var identity = Sample.Release(Sample.Ct()).Identity;
        Assert.Equal("Hong^Gildong=洪^吉洞=홍^길동", identity.Original.PatientName);
        Assert.Equal(("DEMO-0001", "HOSPITAL", "19700102", "M", "ACC-77"), (identity.Original.PatientId, identity.Original.IssuerOfPatientId, identity.Original.BirthDate, identity.Original.Sex, identity.Original.Accession));
        Assert.Equal(("20260304", "101112.5", "REFERRER^DEMO"), (identity.Original.StudyDate, identity.Original.StudyTime, identity.Original.ReferringPhysician));
        Assert.Equal(identity.StudyUid, identity.Uids[identity.Original.StudyUid]);
        Assert.DoesNotContain("Hong", identity.ToString());
        Assert.DoesNotContain("Hong", identity.Original.ToString());
        Assert.DoesNotContain("Hong", Sample.Release(Sample.Ct()).ToString());
    }

    [Theory]
    [InlineData("ISO 2022 IR 149", 949)]
    [InlineData("\\ISO 2022 IR 149", 949)]
    [InlineData("ISO_IR 192", 65001)]
    public void A_korean_name_is_gone_in_every_encoding(string terms, int codePage)
    {
        var input = Planted(terms);
        var released = Sample.Release(input);
        var bytes = Sample.Write(released.DataSet);
        foreach (var encoding in new[] { Encoding.GetEncoding(codePage), Encoding.UTF8, Encoding.GetEncoding(949), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            foreach (var name in new[] { "길동", "吉洞" }) Assert.True(bytes.AsSpan().IndexOf(encoding.GetBytes(name)) < 0);
        }
        foreach (var name in new[] { "Gildong", "DEMO-0001", "ACC-77", "S-4711", "REFERRER", "QXZ", "1.2.826.0.1.3680043.8.498.1" })
            Assert.True(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name)) < 0, name);
        Assert.Empty(Verifier.Check(bytes, released.Identity));
        Assert.Same(released, released.Judge([]));
    }

    [Fact]
    public void Text_outside_the_table_unknown_tags_overlays_and_private_elements_go()
    {
        var output = Sample.Release(Planted()).DataSet;
        Assert.DoesNotContain(output, element => element.Tag.IsPrivate || element.Tag.Group is 0x6000 or 0x5000 || element.Tag.Value is 0x00180002 or 0x00182127 or 0x00880200);
    }

    [Fact]
    public void Technical_text_that_repeats_the_patient_goes_too()
    {
        var output = Sample.Release(Sample.Ct().Set(new Tag(0x00181020), Vr.LO, "v1 for Gildong").Set(Tags.ConvolutionKernel, Vr.SH, "123456-1234567")
            .Set(Tags.Manufacturer, Vr.LO, "ACME 홍길동")).DataSet;
        Assert.Equal("v1", output.GetString(new Tag(0x00181020)));
        Assert.NotEqual("123456-1234567", output.GetString(Tags.ConvolutionKernel));
        Assert.Null(output.GetString(Tags.Manufacturer));
    }

    [Fact]
    public void A_code_keeps_its_value_and_gets_our_meaning_and_a_local_one_is_cleaned()
    {
        DataSet Code(string value, string scheme, string meaning) => new DataSet().Set(new Tag(0x00080100), Vr.SH, value).Set(new Tag(0x00080102), Vr.SH, scheme).Set(new Tag(0x00080104), Vr.LO, meaning);
        var output = Sample.Release(Sample.Ct().SetItems(new Tag(0x00082218), Code("39607008", "SCT", "lung of Gildong")).SetItems(new Tag(0x00081032), Code("CT77", "99HOSP", "Chest for Hong"))).DataSet;
        var kept = Assert.Single(output.GetItems(new Tag(0x00082218)));
        Assert.Equal(("39607008", "SCT", "Lung"), (kept.GetString(new Tag(0x00080100)), kept.GetString(new Tag(0x00080102)), kept.GetString(new Tag(0x00080104))));
        var local = Assert.Single(output.GetItems(new Tag(0x00081032)));
        Assert.Equal(("CT77", "99HOSP", "Chest"), (local.GetString(new Tag(0x00080100)), local.GetString(new Tag(0x00080102)), local.GetString(new Tag(0x00080104))));
    }

    [Theory]
    [InlineData("1.2.840.10008.1.3.10", Reason.ClassRefused)]
    [InlineData("1.2.3.4.5", Reason.ClassRefused)]
    [InlineData("1.2.840.10008.1.2.1", Reason.ClassRefused)]
    public void Objects_that_are_no_storage_objects_are_refused(string sopClass, Reason reason) =>
        Assert.Equal([reason], Assert.IsType<Outcome.Refused>(Deidentifier.Apply(Sample.Of(sopClass), Profile.Reading, Sample.Keys)).Reasons);

    [Theory]
    [InlineData(0x00080018u)]
    [InlineData(0x0020000Eu)]
    [InlineData(0x0020000Du)]
    [InlineData(0x00080016u)]
    public void Without_its_uids_an_object_is_refused(uint tag)
    {
        var input = Sample.Ct();
        input.Remove(new Tag(tag));
        Assert.Equal([Reason.UidMissing], Assert.IsType<Outcome.Refused>(Deidentifier.Apply(input, Profile.Reading, Sample.Keys)).Reasons);
    }

    [Fact]
    public void Documents_and_videos_wait_for_a_person()
    {
        Assert.Equal([Reason.Document], Assert.IsType<Outcome.Quarantined>(Deidentifier.Apply(Sample.Of("1.2.840.10008.5.1.4.1.1.104.1"), Profile.Reading, Sample.Keys)).Reasons);
        Assert.Equal([Reason.Video], Assert.IsType<Outcome.Quarantined>(Deidentifier.Apply(Sample.Of("1.2.840.10008.5.1.4.1.1.77.1.1.1"), Profile.Reading, Sample.Keys)).Reasons);
    }

    [Fact]
    public void A_second_pass_finds_nothing_new_to_remove()
    {
        var once = Sample.Release(Planted()).DataSet;
        var twice = Sample.Release(once);
        Assert.Equal(once.Select(element => element.Tag), twice.DataSet.Select(element => element.Tag));
        Assert.Empty(Verifier.Check(Sample.Write(twice.DataSet), twice.Identity));
    }

    [Fact]
    public void The_receipt_names_nobody()
    {
        var receipt = System.Text.Json.JsonSerializer.Serialize(Sample.Release(Planted()).Receipt);
        Assert.DoesNotContain("Gildong", receipt);
        Assert.DoesNotContain("QXZ", receipt);
        Assert.DoesNotContain("DEMO-0001", receipt);
        Assert.DoesNotContain("498.1", receipt);
    }

    [Fact]
    public void Codes_of_reports_are_words_with_hyphens()
    {
        Assert.Equal("NO-PATIENT-ID", FindingCode.NoPatientId.ToCode());
        Assert.Equal("TYPE1-DUMMY", FindingCode.Type1Dummy.ToCode());
        Assert.Equal("CLASS-REFUSED", Reason.ClassRefused.ToCode());
    }

    // Planted at the top, in nested sequences, under other names, in private, unknown and wrong places.
    internal static DataSet Planted(string terms = "ISO 2022 IR 149")
    {
        var input = new DataSet();
        input.Set(Tags.SpecificCharacterSet, Vr.CS, terms);
        foreach (var element in Sample.Ct())
        {
            if (element.Tag == Tags.PatientName) input.Set(Tags.PatientName, Vr.PN, "Hong^Gildong=洪^吉洞=홍^길동");
            else if (element.Tag != Tags.SpecificCharacterSet) input.Set(element);
        }
        var inner = new DataSet();
        inner.Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").Set(Tags.PatientName, Vr.PN, "홍^길동").Set(Tags.PatientID, Vr.LO, "DEMO-0001").Set(new Tag(0x00081030), Vr.LO, "chest of 홍길동");
        inner.Set(DataElement.Of(new Tag(0x00091010), Vr.UN, Encoding.UTF8.GetBytes("길동")));
        input.SetItems(new Tag(0x00089215), new DataSet().SetItems(new Tag(0x00082218), inner));
        input.Set(new Tag(0x00090010), Vr.LO, "QXZ CREATOR").Set(new Tag(0x00091001), Vr.LO, "길동 QXZ").Set(new Tag(0x00180002), Vr.LO, "QXZ unknown even");
        input.Set(new Tag(0x00182127), Vr.SH, "QXZ view").Set(new Tag(0x00080080), Vr.LO, "QXZ 병원").Set(new Tag(0x00204000), Vr.LT, "QXZ 홍길동 says");
        input.Set(new Tag(0x60000022), Vr.LO, "QXZ overlay").Set(new Tag(0x50000022), Vr.LO, "QXZ curve");
        input.Set(new Tag(0x00280004), Vr.CS, "QXZ lower case x".ToLowerInvariant());
        input.SetItems(new Tag(0x00880200), new DataSet().Set(Tags.PatientName, Vr.PN, "Hong^Gildong"));
        return input;
    }
}

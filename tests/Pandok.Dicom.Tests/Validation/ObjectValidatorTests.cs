using Pandok.Dicom.Data;
using Pandok.Dicom.Tests.Objects;
using Pandok.Dicom.Validation;

namespace Pandok.Dicom.Tests.Validation;

public sealed class ObjectValidatorTests
{
    private static DataSet Ct()
    {
        var set = Sources.Slice(0);
        set.Set(Tags.ImageType, Vr.CS, "ORIGINAL", "PRIMARY", "AXIAL");
        return set;
    }

    private static bool Has(DataSet set, Severity severity, ValidationRule rule, string path) =>
        ObjectValidator.Validate(set).Findings.Any(finding => finding.Severity == severity && finding.Rule == rule && finding.Path == path);

    [Fact]
    public void A_type_1_attribute_is_there_and_filled_a_type_2_attribute_is_there()
    {
        var set = Ct();
        Assert.True(Has(set, Severity.Error, ValidationRule.MissingType2, "(0010,0030)"));
        set.Set(new Tag(0x00100030), Vr.DA);
        Assert.False(Has(set, Severity.Error, ValidationRule.MissingType2, "(0010,0030)"));

        Assert.False(Has(set, Severity.Error, ValidationRule.EmptyType1, "(0008,0008)"));
        set.Set(Tags.ImageType, Vr.CS, "  ");
        Assert.True(Has(set, Severity.Error, ValidationRule.EmptyType1, "(0008,0008)"));
        set.Remove(Tags.ImageType);
        Assert.True(Has(set, Severity.Error, ValidationRule.MissingType1, "(0008,0008)"));
    }

    [Fact]
    public void A_condition_is_judged_when_the_table_states_it()
    {
        // HL7v2 Hierarchic Designator Macro (PS3.3 Table 10-17): a local or a universal identifier, and the latter's type.
        var issuer = new Tag(0x00080051);
        var set = Ct();
        set.SetItems(issuer, new DataSet().Set(new Tag(0x00400031), Vr.UT, "SITE"));
        Assert.DoesNotContain(ObjectValidator.Validate(set).Findings, finding => finding.Path.StartsWith("(0008,0051)"));
        set.SetItems(issuer, new DataSet().Set(new Tag(0x00400032), Vr.UT, "1.2.3"));
        Assert.True(Has(set, Severity.Error, ValidationRule.MissingType1, "(0008,0051)[1].(0040,0033)"));
        Assert.False(Has(set, Severity.Error, ValidationRule.MissingType1, "(0008,0051)[1].(0040,0031)"));
        // Lossy Image Compression Ratio depends on words: never asked for.
        Assert.False(Has(set, Severity.Error, ValidationRule.MissingType1, "(0028,2112)"));
    }

    [Fact]
    public void The_path_counts_items_from_one()
    {
        var set = Ct();
        set.SetItems(new Tag(0x00081032), new DataSet().Set(new Tag(0x00080100), Vr.SH, "X").Set(new Tag(0x00080102), Vr.SH, "99PANDOK").Set(new Tag(0x00080104), Vr.LO, "x"),
            new DataSet().Set(new Tag(0x00080100), Vr.SH, "Y").Set(new Tag(0x00080102), Vr.SH, "99PANDOK"));
        Assert.True(Has(set, Severity.Error, ValidationRule.MissingType1, "(0008,1032)[2].(0008,0104)"));
        Assert.False(Has(set, Severity.Error, ValidationRule.MissingType1, "(0008,1032)[1].(0008,0104)"));
    }

    [Fact]
    public void A_module_that_is_not_in_use_asks_for_nothing()
    {
        var set = Ct();
        Assert.False(Has(set, Severity.Error, ValidationRule.MissingType1, "(0012,0010)"));
        set.Set(new Tag(0x00120020), Vr.LO, "P1"); // a clinical trial protocol, so there is a sponsor (PS3.3 C.7.1.3)
        Assert.True(Has(set, Severity.Error, ValidationRule.MissingType1, "(0012,0010)"));
    }

    [Fact]
    public void Wrong_VRs_counts_values_and_strangers_are_told_with_their_weight()
    {
        var set = Ct();
        set.Set(Tags.SliceThickness, Vr.LO, "2.5");
        Assert.True(Has(set, Severity.Error, ValidationRule.WrongVr, "(0018,0050)"));
        set.SetDecimals(Tags.PixelSpacing, 1, 1, 1);
        Assert.True(Has(set, Severity.Error, ValidationRule.WrongMultiplicity, "(0028,0030)"));
        set.Set(Tags.PhotometricInterpretation, Vr.CS, "RGB");
        Assert.True(Has(set, Severity.Warning, ValidationRule.NotEnumerated, "(0028,0004)"));
        set.Set(new Tag(0x300A0002), Vr.SH, "PLAN");
        Assert.True(Has(set, Severity.Note, ValidationRule.NotInIod, "(300A,0002)"));
        set.Set(new Tag(0x00090010), Vr.LO, "PANDOK").Set(new Tag(0x00091001), Vr.LO, "private");
        Assert.DoesNotContain(ObjectValidator.Validate(set).Findings, finding => finding.Path.StartsWith("(0009"));
        set.Set(Tags.SOPClassUID, Vr.UI, "1.2.3");
        Assert.True(Has(set, Severity.Error, ValidationRule.UnknownClass, "(0008,0016)"));
    }

    [Fact]
    public void A_finding_never_holds_what_a_text_attribute_says()
    {
        var set = Ct();
        set.Set(Tags.PatientName, Vr.PN, "DEMO^PATIENT^^^^TOO^MANY").Set(Tags.PatientBirthDate, Vr.DA, "19700199").Set(Tags.PatientID, Vr.LO, new string('7', 70));
        var report = ObjectValidator.Validate(set);
        Assert.Equal(3, report.Findings.Count(finding => finding.Rule == ValidationRule.MalformedValue));
        Assert.DoesNotContain(report.Findings, finding => finding.Message.Contains("DEMO") || finding.Message.Contains("19700199") || finding.Message.Contains("7777"));
    }

    [Theory]
    [InlineData(Vr.DA, "20240229", true)]
    [InlineData(Vr.DA, "20230229", false)]
    [InlineData(Vr.DA, "2024.02.29", false)]
    [InlineData(Vr.TM, "235960", true)]
    [InlineData(Vr.TM, "240000", false)]
    [InlineData(Vr.TM, "1015.5", false)]
    [InlineData(Vr.TM, "101502.123456", true)]
    [InlineData(Vr.DT, "2024", true)]
    [InlineData(Vr.DT, "20240229101502.5+0900", true)]
    [InlineData(Vr.DT, "202413", false)]
    [InlineData(Vr.UI, "1.2.840.10008", true)]
    [InlineData(Vr.UI, "1.02.3", false)]
    [InlineData(Vr.UI, "5.1", false)]
    [InlineData(Vr.UI, "0", false)]
    [InlineData(Vr.CS, "YES_2 B", true)]
    [InlineData(Vr.CS, "yes", false)]
    [InlineData(Vr.CS, "ABCDEFGHIJKLMNOPQ", false)]
    [InlineData(Vr.DS, "-1.5E-3", true)]
    [InlineData(Vr.DS, "1,5", false)]
    [InlineData(Vr.DS, "NaN", false)]
    [InlineData(Vr.IS, "2147483647", true)]
    [InlineData(Vr.IS, "2147483648", false)]
    [InlineData(Vr.AS, "045Y", true)]
    [InlineData(Vr.AS, "45Y", false)]
    [InlineData(Vr.PN, "홍^길동=洪^吉洞=홍^길동", true)]
    [InlineData(Vr.PN, "a=b=c=d", false)]
    [InlineData(Vr.LO, "가나다라마바사아자차카타파하가나다라마바사아자차카타파하가나다라마바사아자차카타파하가나다라마바사아자차카타파하가나다라마바사아", true)]
    [InlineData(Vr.SH, "12345678901234567", false)]
    public void The_form_of_a_value_is_that_of_its_VR(Vr vr, string value, bool isRight) => Assert.Equal(isRight, ValueForm.Fault(vr, value) is null);

    [Theory]
    [InlineData("1", 1, true)]
    [InlineData("1", 2, false)]
    [InlineData("1-3", 3, true)]
    [InlineData("1-3", 4, false)]
    [InlineData("2-2n", 4, true)]
    [InlineData("2-2n", 3, false)]
    [InlineData("3-3n", 6, true)]
    [InlineData("1-n or 1", 7, true)]
    public void The_number_of_values_is_that_of_the_dictionary(string multiplicity, int count, bool isRight) => Assert.Equal(isRight, Multiplicity.Allows(multiplicity, count));
}

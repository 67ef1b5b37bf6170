using System.Globalization;
using Pandok.Deidentification.Verify;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Dicom.Validation;

namespace Pandok.Deidentification.Tests.Verify;

public sealed class ObjectFaultsTests
{
    // What is not part of a structure may only be asked for its presence: a condition on its value, or a list of its values, would be judged by another slice's.
    [Theory, InlineData("module-attributes.csv", 4), InlineData("iods.csv", 5)]
    public void No_condition_and_no_list_of_the_tables_asks_for_a_value_that_is_not_counted(string table, int condition)
    {
        var rows = Table.Rows(table).ToList();
        var conditions = rows.Select(row => row[condition]).Where(text => text.Length > 0 && text[0] != '?').ToList();
        Assert.Contains(conditions, text => text.Contains('='));
        foreach (var tag in ObjectFaults.Uncounted.Select(tag => tag.ToString("X8", CultureInfo.InvariantCulture)))
        {
            Assert.DoesNotContain(conditions, text => "=!>[".Any(asks => text.Contains(tag + asks, StringComparison.Ordinal)));
            if (table == "module-attributes.csv") Assert.DoesNotContain(rows, row => row[1].EndsWith(tag, StringComparison.Ordinal) && row[7].Length > 0);
        }
    }

    [Fact]
    public void Slices_of_one_structure_have_its_faults_and_a_slice_of_another_its_own()
    {
        var faults = Of(set => set.Set(new Tag(0x00181152), Vr.IS, "120").Set(Tags.InstanceNumber, Vr.IS, "1"));
        Assert.Equal(faults, Of(set => set.Set(new Tag(0x00181152), Vr.IS, "7").Set(Tags.InstanceNumber, Vr.IS, "99")));
        Assert.DoesNotContain((ValidationRule.MissingType1, Tags.Modality.ToString()), faults);
        var without = Of(set => set.Remove(Tags.Modality));
        Assert.Contains(without, fault => fault.Place == Tags.Modality.ToString());
        Assert.Contains(Of(set => set.Set(new Tag(0x00181152), Vr.IS, "twelve")), fault => fault == (ValidationRule.MalformedValue, "(0018,1152)"));
    }

    private static HashSet<(ValidationRule Rule, string Place)> Of(Action<DataSet> change)
    {
        var set = Sample.Ct();
        change(set);
        return ObjectFaults.Of(new DicomHeader(new DataSet(), set, TransferSyntax.ExplicitLittleEndian, null));
    }
}

using Pandok.Deidentification.Rules;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Tests.Rules;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("00180060", true)]
    [InlineData("!00180060", false)]
    [InlineData("00080060=CT", true)]
    [InlineData("00080060=MR", false)]
    [InlineData("00080060=MR|CT", true)]
    [InlineData("00080060!=CT", false)]
    [InlineData("00080008[2]=PRIMARY", true)]
    [InlineData("00080008[2]=SECONDARY", false)]
    [InlineData("00280010>1", true)]
    [InlineData("00280010>512", false)]
    [InlineData("00080060=MR | 00180060", true)]
    [InlineData("00080060=CT & 00180061", false)]
    [InlineData("00080060=CT & !00180061", true)]
    [InlineData("00080060=MR & 00180060 | 00080060=CT", true)]
    public void A_formal_condition_is_decided_in_the_object(string text, bool met) => Assert.Equal(met, Condition.Parse(text)!.IsMet(Sample.Ct()));

    [Theory]
    [InlineData("?some words 00180060")]
    [InlineData("00280009->00182002")]
    [InlineData("multiple-sources & (00189361=NO)")]
    [InlineData("")]
    public void What_is_not_formal_is_not_decided(string text) => Assert.Null(Condition.Parse(text));

    [Fact]
    public void An_item_asks_itself_first_and_then_outward()
    {
        var item = new DataSet().Set(Tags.Modality, Vr.CS, "MR");
        var root = Sample.Ct().SetItems(new Tag(0x00089215), item);
        Assert.False(Condition.Parse("00080060=CT")!.IsMet(root.GetItems(new Tag(0x00089215))[0]));
        Assert.True(Condition.Parse("00180060=120")!.IsMet(root.GetItems(new Tag(0x00089215))[0]));
    }
}

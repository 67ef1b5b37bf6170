using Pandok.Deidentification.Rules;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Tests.Rules;

public sealed class IodTypesTests
{
    private static readonly DataSet Nothing = new();

    [Fact]
    public void Types_follow_the_sop_class()
    {
        var ct = IodTypes.Of(Uids.CTImageStorage);
        Assert.Equal(AttributeType.Two, ct.Find(Tags.PatientName)!.TypeIn(Nothing));
        Assert.Equal(AttributeType.One, ct.Find(Tags.StudyInstanceUID)!.TypeIn(Nothing));
        Assert.Equal(AttributeType.Three, ct.Find(Tags.StudyDescription)!.TypeIn(Nothing));
        Assert.Null(ct.Find(new Tag(0x0040A730)));
    }

    [Fact]
    public void Functional_groups_stand_below_shared_and_per_frame()
    {
        var enhanced = IodTypes.Of("1.2.840.10008.5.1.4.1.1.2.1");
        foreach (var groups in new[] { 0x52009229u, 0x52009230u })
            Assert.NotNull(enhanced.Find(new Tag(groups))!.Find(new Tag(0x00289110))!.Find(Tags.PixelSpacing));
    }

    [Fact]
    public void A_macro_that_includes_itself_is_found_at_any_depth()
    {
        var node = IodTypes.Of("1.2.840.10008.5.1.4.1.1.88.33");
        for (var depth = 0; depth < 6; depth++) node = node.Find(new Tag(0x0040A730)) ?? throw new InvalidOperationException($"lost at depth {depth}");
        Assert.Equal(AttributeType.One, node.Find(new Tag(0x0040A040))!.TypeIn(Nothing));
    }

    [Fact]
    public void Every_registered_sop_class_builds()
    {
        foreach (var uid in Uids.All.Where(row => row.Kind == "SOPClass")) Assert.NotEmpty(IodTypes.Of(uid.Value).Children);
    }
}

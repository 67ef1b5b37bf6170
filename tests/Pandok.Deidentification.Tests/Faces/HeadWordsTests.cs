using Pandok.Deidentification.Faces;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Tests.Faces;

/// <summary>Under a profile that defaces, a head that nobody defaced is not released: the header is asked, and silence is no answer.</summary>
public sealed class HeadWordsTests
{
    private static readonly Tag Protocol = new(0x00181030), AnatomicRegion = new(0x00082218), SharedGroups = new(0x52009229), FrameAnatomy = new(0x00209071);

    [Theory]
    [InlineData("HEAD", null, null, HeadField.Yes)]
    [InlineData(null, null, null, HeadField.Unknown)]
    [InlineData(null, "뇌 CT (비조영)", null, HeadField.Yes)]
    [InlineData(null, null, "Brain CT angio", HeadField.Yes)]
    [InlineData("NECK", null, null, HeadField.Yes)]
    [InlineData("WHOLEBODY", null, null, HeadField.Yes)]
    [InlineData(null, null, "전신 PET-CT", HeadField.Yes)]
    [InlineData(null, "C_SPINE", null, HeadField.Yes)]
    [InlineData(null, "부비동", "흉부 CT", HeadField.Yes)]
    [InlineData("CHEST", null, null, HeadField.No)]
    [InlineData("CHEST", "Routine", "흉부 CT 조영 후", HeadField.No)]
    [InlineData("CHEST", null, "Brain + Chest CT", HeadField.Unknown)]
    [InlineData(null, null, "복부 CT", HeadField.No)]
    [InlineData(null, "발목 3D", null, HeadField.No)]
    [InlineData(null, "지연 시간", null, HeadField.Unknown)]
    [InlineData("ABDOMEN", "Facial bones 0.6", null, HeadField.Yes)]
    public void The_header_is_asked_where_the_field_lies(string? part, string? series, string? study, HeadField field)
    {
        var set = Silent();
        if (part is not null) set.Set(Tags.BodyPartExamined, Vr.CS, part);
        if (series is not null) set.Set(Protocol, Vr.LO, series);
        if (study is not null) set.Set(Tags.StudyDescription, Vr.LO, study);
        Assert.Equal(field, HeadWords.Of(set));
    }

    [Fact]
    public void Codes_of_regions_are_asked_too_also_in_functional_groups()
    {
        var brain = new DataSet().Set(new Tag(0x00080100), Vr.SH, "12738006").Set(new Tag(0x00080102), Vr.SH, "SCT");
        Assert.Equal(HeadField.Yes, HeadWords.Of(Silent().SetItems(AnatomicRegion, brain)));
        var enhanced = Silent("1.2.840.10008.5.1.4.1.1.2.1").SetItems(SharedGroups, new DataSet().SetItems(FrameAnatomy, new DataSet().SetItems(AnatomicRegion, brain)));
        Assert.Equal(HeadField.Yes, HeadWords.Of(enhanced));
    }

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.4")]
    [InlineData("1.2.840.10008.5.1.4.1.1.4.1")]
    [InlineData("1.2.840.10008.5.1.4.1.1.2.1")]
    [InlineData("1.2.840.10008.5.1.4.1.1.2.2")]
    [InlineData("1.2.840.10008.5.1.4.1.1.4.4")]
    [InlineData("1.2.840.10008.5.1.4.1.1.128")]
    [InlineData("1.2.840.10008.5.1.4.1.1.13.1.2")]
    public void Volumes_of_every_kind_are_asked(string sopClass) => Assert.NotEqual(HeadField.No, HeadWords.Of(Silent(sopClass)));

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.1.1")]
    [InlineData("1.2.840.10008.5.1.4.1.1.7")]
    public void A_projection_is_no_volume(string sopClass) => Assert.Equal(HeadField.No, HeadWords.Of(Silent(sopClass).Set(Tags.BodyPartExamined, Vr.CS, "HEAD")));

    [Fact]
    public void A_head_waits_under_a_profile_that_defaces_and_under_no_other()
    {
        var head = Sample.Ct().Set(Tags.BodyPartExamined, Vr.CS, "HEAD");
        Assert.Equal([Reason.Face], Reasons(head, null));
        Assert.Equal([Reason.Face], Reasons(head, new PixelReport { IsTextFree = true, IsHeadless = true }));
        Assert.Null(Reasons(head, new PixelReport { IsDefaced = true }));
        Assert.Equal([Reason.Face], Reasons(Silent(), null));
        Assert.Null(Reasons(Silent(), new PixelReport { IsHeadless = true }));
        Assert.All(Profile.All.Where(profile => !profile.Deface), profile => Assert.IsType<Outcome.Released>(Deidentifier.Apply(head, profile, Sample.Keys)));
        Assert.Equal("FACE", Reason.Face.ToCode());
    }

    private static IReadOnlyList<Reason>? Reasons(DataSet input, PixelReport? pixels) => (Deidentifier.Apply(input, Profile.Public, Sample.Keys, pixels) as Outcome.Quarantined)?.Reasons;

    private static DataSet Silent(string sopClass = Uids.CTImageStorage)
    {
        var set = Sample.Of(sopClass);
        set.Remove(Tags.BodyPartExamined);
        return set;
    }
}

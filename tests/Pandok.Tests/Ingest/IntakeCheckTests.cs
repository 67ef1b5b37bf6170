using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Ingest;

namespace Pandok.Tests.Ingest;

public sealed class IntakeCheckTests
{
    [Fact]
    public void A_whole_header_is_taken() => Assert.Null(IntakeCheck.Decide(Header(_ => { })));

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Equal("missingSopClass", IntakeCheck.Decide(Header(set => set.Remove(Tags.SOPClassUID)))!.Code);
        Assert.Equal("unknownSopClass", IntakeCheck.Decide(Header(set => set.Set(Tags.SOPClassUID, Vr.UI, Uids.Verification)))!.Code);
        Assert.Equal("missingUid", IntakeCheck.Decide(Header(set => set.Remove(Tags.SOPInstanceUID)))!.Code);
        Assert.Equal("missingUid", IntakeCheck.Decide(Header(set => set.Set(Tags.SeriesInstanceUID, Vr.UI, "")))!.Code);
        Assert.Equal("missingUid", IntakeCheck.Decide(Header(set => set.Remove(Tags.StudyInstanceUID)))!.Code);
    }

    [Fact]
    public void What_belongs_to_another_study_than_it_was_sent_to_is_refused()
    {
        Assert.Null(IntakeCheck.Decide(Header(_ => { }), new Announced(Study: "1.2.4")));
        Assert.Equal("otherStudy", IntakeCheck.Decide(Header(_ => { }), new Announced(Study: "1.2.99"))!.Code);
    }

    [Theory]
    [InlineData("STAT", true)]
    [InlineData("HIGH", true)]
    [InlineData("ROUTINE", false)]
    public void The_senders_priority_makes_an_emergency(string priority, bool emergency)
    {
        Assert.Equal(emergency, Urgency.Of(new DataSet().Set(Tags.RequestedProcedurePriority, Vr.SH, priority)));
        Assert.Equal(emergency, Urgency.Of(new DataSet().Set(Tags.StudyPriorityID, Vr.CS, priority)));
    }

    [Fact]
    public void The_field_is_judged_from_what_the_sender_wrote()
    {
        Assert.Equal("chest", Field.Of(new DataSet().Set(Tags.Modality, Vr.CS, "CT").Set(Tags.StudyDescription, Vr.LO, "CT CHEST WITHOUT CONTRAST")));
        Assert.Equal("general", Field.Of(new DataSet().Set(Tags.Modality, Vr.CS, "CT")));
    }

    private static DicomHeader Header(Action<DataSet> change)
    {
        var set = new DataSet().Set(Tags.SOPClassUID, Vr.UI, Uids.CTImageStorage).Set(Tags.SOPInstanceUID, Vr.UI, "1.2.3")
            .Set(Tags.StudyInstanceUID, Vr.UI, "1.2.4").Set(Tags.SeriesInstanceUID, Vr.UI, "1.2.5");
        change(set);
        return new DicomHeader(new DataSet(), set, TransferSyntax.ExplicitLittleEndian, null);
    }
}

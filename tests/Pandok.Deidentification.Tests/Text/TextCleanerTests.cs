using Pandok.Deidentification.Text;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Tests.Text;

public sealed class TextCleanerTests
{
    [Theory]
    [InlineData("CT chest for Gildong", "CT chest")]
    [InlineData("Chest HONG GILDONG 3mm", "Chest 3mm")]
    [InlineData("흉부 CT 홍길동", "흉부 CT")]
    [InlineData("홍길동님 흉부CT", "흉부CT")]
    [InlineData("Brain MRI 2026-03-04 T2 FLAIR", "Brain MRI T2 FLAIR")]
    [InlineData("Knee Dr. Smithson", "Knee")]
    [InlineData("Abdomen DEMO-0001", "Abdomen")]
    [InlineData("t1_vibe_fs_tra_bh_dyn", "t1_vibe_fs_tra_bh_dyn")]
    [InlineData("Zubrowski left knee", "left knee")]
    [InlineData("김철수 복부", "복부")]
    [InlineData("BRAIN SEQ  4.8  H31s", "BRAIN SEQ 4.8 H31s")]
    [InlineData("Thorax^1HEAD_NECK_PETCT", "Thorax^1HEAD_NECK_PETCT")]
    [InlineData("Demo General Hospital chest", "chest")]
    [InlineData("Chest\0Hong", "Chest")]
    public void A_descriptor_keeps_its_words(string text, string kept)
    {
        var input = TextSample.Object();
        input.Set(TextSample.Description, Vr.LO, text);
        Assert.Equal(kept, Sample.Release(input).DataSet.GetString(TextSample.Description));
    }

    [Theory]
    [InlineData("Gildong")]
    [InlineData("홍길동")]
    [InlineData("Zubrowski")]
    [InlineData("700102-1234567")]
    [InlineData("demo@example.org")]
    public void A_descriptor_of_nothing_else_goes(string text)
    {
        Assert.False(Sample.Release(TextSample.Object().Set(TextSample.Description, Vr.LO, text)).DataSet.Contains(TextSample.Description));
        Assert.Null(TextSample.Cleaner().Descriptor(text));
    }

    [Theory]
    [InlineData("Hong Gildong presents with cough.", "[NAME] presents with cough.")]
    [InlineData("Seen by Dr. Kimberlin on 2026-03-04 at 10:30.", "Seen by Dr. [NAME] on [DATE].")]
    [InlineData("홍길동님은 기침으로 내원함.", "[NAME]님은 기침으로 내원함.")]
    [InlineData("환자 이영희 폐렴 의심.", "환자 [NAME] 폐렴 의심.")]
    [InlineData("김 교수 판독.", "[NAME] 교수 판독.")]
    [InlineData("Call 010-9999-8888.", "Call [PHONE].")]
    [InlineData("Baker cyst of the left knee.", "Baker cyst of the left knee.")]
    [InlineData("Known Hodgkin lymphoma and Paget disease.", "Known Hodgkin lymphoma and Paget disease.")]
    [InlineData("Stable. Referred from Northfield Clinic.", "Stable. Referred from [PLACE].")]
    [InlineData("서울시 강남구 역삼동 12-3 거주.", "[PLACE] 거주.")]
    [InlineData("주민번호 700102-1234567 확인.", "주민번호 [ID] 확인.")]
    [InlineData("Nodule unchanged. Zubrowski agrees. No effusion.", "Nodule unchanged. [...] No effusion.")]
    [InlineData("Normal chest. Code 12345 given.", "Normal chest. [...]")]
    public void Prose_gets_marks_and_loses_doubtful_sentences(string text, string kept) => Assert.Equal(kept, TextSample.Cleaner().Prose(text));

    [Fact]
    public void Clinical_history_is_kept_clean_for_reading_and_gone_under_strict()
    {
        DataSet Input() => TextSample.Object().Set(TextSample.History, Vr.LT, "Cough for three weeks. Hong Gildong smokes.").Set(new Tag(0x00324000), Vr.LT, "홍길동 기침");
        Assert.Equal("Cough for three weeks. [NAME] smokes.", Sample.Release(Input()).DataSet.GetString(TextSample.History));
        Assert.Equal("[NAME] 기침", Sample.Release(Input()).DataSet.GetString(new Tag(0x00324000)));
        Assert.Null(Sample.Release(Input(), Profile.Strict).DataSet.GetString(TextSample.History));
        Assert.Null(Sample.Release(Input().Set(TextSample.Description, Vr.LO, "Chest"), Profile.Strict).DataSet.GetString(TextSample.Description));
    }

    [Fact]
    public void Bytes_of_a_wrong_character_set_are_read_as_what_they_are()
    {
        foreach (var (bytes, kept) in new[] { (System.Text.Encoding.UTF8.GetBytes("흉부 홍길동"), "흉부"), (System.Text.Encoding.GetEncoding(949).GetBytes("흉부 홍길동 "), "흉부") })
        {
            var input = new DataSet();
            input.Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 6");
            foreach (var element in Sample.Ct())
            {
                if (element.Tag != Tags.SpecificCharacterSet && element.Tag != Tags.PatientName) input.Set(element);
            }
            input.SetItems(new Tag(0x00089215), new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").Set(Tags.PatientName, Vr.PN, "홍^길동"));
            input.Set(DataElement.Of(TextSample.Description, Vr.LO, bytes.Length % 2 == 0 ? bytes : [.. bytes, (byte)' ']));
            Assert.Equal(kept, Sample.Release(input).DataSet.GetString(TextSample.Description));
        }
    }

    [Fact]
    public void What_the_study_knows_counts_in_each_of_its_objects()
    {
        var known = IdentitySet.Of(new DataSet().Set(new Tag(0x00081070), Vr.PN, "Brain^Extra"));
        var input = Sample.Ct().Set(TextSample.Description, Vr.LO, "Brain T2");
        Assert.Equal("Brain T2", Sample.Release(input).DataSet.GetString(TextSample.Description));
        Assert.Equal("T2", Assert.IsType<Outcome.Released>(Deidentifier.Apply(input, Profile.Reading, Sample.Keys, known: known)).DataSet.GetString(TextSample.Description));
    }

    [Fact]
    public void A_recogniser_from_outside_adds_spans_and_cannot_take_any_away()
    {
        var cleaner = TextSample.Cleaner(recognise: text => text.IndexOf("lower", StringComparison.Ordinal) is >= 0 and var at ? [new TextSpan(at, at + 5, Mark.Name), new TextSpan(-1, 900, Mark.Name)] : []);
        Assert.Equal("seen by [NAME] and [NAME].", cleaner.Prose("seen by lower and Gildong."));
    }

    [Fact]
    public void Marks_do_not_make_a_value_longer_than_its_vr_allows() => Assert.True(TextSample.Cleaner().Prose(string.Concat(Enumerable.Repeat("홍길동 기침 ", 30)), Vr.LO)!.Length <= 64);
}

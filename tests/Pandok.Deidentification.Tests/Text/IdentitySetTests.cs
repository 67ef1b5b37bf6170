using System.Text;
using Pandok.Deidentification.Text;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Tests.Text;

public sealed class IdentitySetTests
{
    [Theory]
    [InlineData("Hong Gildong")]
    [InlineData("GILDONG HONG")]
    [InlineData("Hong^Gildong")]
    [InlineData("hong, gil-dong")]
    [InlineData("HongGildong")]
    [InlineData("scanGildong2")]
    [InlineData("홍길동")]
    [InlineData("홍 길동")]
    [InlineData("길동이는")]
    [InlineData("洪吉洞")]
    [InlineData("Hong Kildong")]
    [InlineData("Hong Gil Tong")]
    [InlineData("Ｈｏｎｇ　Ｇｉｌｄｏｎｇ")]
    [InlineData("DEMO-0001")]
    [InlineData("DEMO 0001")]
    [InlineData("demo0001")]
    [InlineData("ACC-77")]
    [InlineData("S-4711")]
    [InlineData("20260304")]
    [InlineData("260304")]
    [InlineData("2026.3.4")]
    [InlineData("2026-03-04")]
    [InlineData("04/03/2026")]
    [InlineData("3/4/2026")]
    [InlineData("4-MAR-2026")]
    [InlineData("March 4, 2026")]
    [InlineData("2026년 3월 4일")]
    [InlineData("3월 4일")]
    [InlineData("19700102")]
    [InlineData("2 Jan 1970")]
    [InlineData("01012345678")]
    [InlineData("+82 10-1234-5678")]
    [InlineData("Demo General Hospital")]
    [InlineData("Sampletown")]
    [InlineData("DEMOCT07")]
    [InlineData("SER99817")]
    [InlineData("REFERRER")]
    public void A_form_of_the_identity_is_found(string text) => Assert.True(TextSample.Identity().Speaks(text));

    [Theory]
    [InlineData("chest")]
    [InlineData("길")]
    [InlineData("Radiology")]
    [InlineData("General")]
    [InlineData("T2 TSE SAG")]
    [InlineData("Gilbert cyst")]
    [InlineData("512 x 512")]
    [InlineData("정상 소견")]
    [InlineData("2025-03-04")]
    [InlineData("ACC-78")]
    public void Other_words_are_not(string text) => Assert.False(TextSample.Identity().Speaks(text));

    [Theory]
    [InlineData("Park^Minsu", "Parkinson disease", false)]
    [InlineData("Park^Minsu", "Park", true)]
    [InlineData("Yi^An", "an yi scan", true)]
    [InlineData("Yi^An", "an old scan", false)]
    [InlineData("Baker^Demo", "baker cyst", false)]
    [InlineData("Baker^Demo", "Demo Baker", true)]
    [InlineData("Müller^Example", "Muller", true)]
    [InlineData("김^솔", "김솔", true)]
    [InlineData("이^영희", "Rhee Younghee", true)]
    [InlineData("박^민수", "Bak Minsoo", true)]
    [InlineData("남궁^민수", "Namkung Minsu", true)]
    [InlineData("김^민수", "金민수", true)]
    [InlineData("김^민수", "폐의 결절", false)]
    public void Short_parts_eponyms_and_spellings(string name, string text, bool speaks) =>
        Assert.Equal(speaks, IdentitySet.Of(new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").Set(Tags.PatientName, Vr.PN, name)).Speaks(text));

    [Fact]
    public void It_grows_with_the_study_and_its_written_form_reads_back()
    {
        var first = TextSample.Identity();
        var late = IdentitySet.Of(new DataSet().Set(new Tag(0x00081070), Vr.PN, "OPERATOR^SECONDONE"));
        Assert.False(first.Speaks("seen by secondone"));
        var both = first.With(late);
        Assert.True(both.Speaks("seen by secondone"));
        Assert.Same(both, both.With(late));
        var read = IdentitySet.Parse(both.ToBytes());
        Assert.Equal(both.Names, read.Names);
        Assert.Equal(both.ToBytes(), read.ToBytes());
        Assert.True(read.Speaks("홍길동"));
        Assert.DoesNotContain("Hong", both.ToString());
        Assert.DoesNotContain("Radiology", both.Terms);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[[],[],[],[null]]")]
    [InlineData("{\"a\":1}")]
    public void What_is_no_written_set_is_refused(string json) => Assert.Throws<FormatException>(() => IdentitySet.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Names_in_items_with_their_own_character_set_count()
    {
        var item = new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192").Set(new Tag(0x00401010), Vr.PN, "임^꺽정");
        Assert.True(IdentitySet.Of(Sample.Ct().SetItems(new Tag(0x00400275), item)).Speaks("임꺽정"));
    }

    [Fact]
    public void The_automaton_finds_what_a_plain_search_finds()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var words = Enumerable.Range(0, 8).Select(_ => Word(1 + random.Next(4))).Distinct().ToArray();
            var text = Word(60);
            var found = new List<(int, int)>();
            new AhoCorasick(words).Find(text, (word, first, length) => found.Add((word, first)));
            var plain = words.SelectMany((word, index) => Enumerable.Range(0, text.Length).Where(at => text.AsSpan(at).StartsWith(word, StringComparison.Ordinal)).Select(at => (index, at)));
            Assert.Equal(plain.Order(), found.Order());
        }

        string Word(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "ab가"[random.Next(3)]));
    }
}

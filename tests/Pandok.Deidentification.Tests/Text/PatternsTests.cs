using System.Diagnostics;
using Pandok.Deidentification.Text;

namespace Pandok.Deidentification.Tests.Text;

public sealed class PatternsTests
{
    [Theory]
    [InlineData("700102-1234567", Mark.Id)]
    [InlineData("700102 1234567", Mark.Id)]
    [InlineData("700102 - 5234567", Mark.Id)]
    [InlineData("700102-1******", Mark.Id)]
    [InlineData("7001021234567", Mark.Id)]
    [InlineData("010-1234-5678", Mark.Phone)]
    [InlineData("010 1234 5678", Mark.Phone)]
    [InlineData("02-123-4567", Mark.Phone)]
    [InlineData("(031) 123-4567", Mark.Phone)]
    [InlineData("01012345678", Mark.Phone)]
    [InlineData("+82-10-1234-5678", Mark.Phone)]
    [InlineData("+1 555 123 4567", Mark.Phone)]
    [InlineData("1588-1234", Mark.Phone)]
    [InlineData("demo@example.org", Mark.Email)]
    [InlineData("https://example.org/a?b=c", Mark.Url)]
    [InlineData("www.example.org", Mark.Url)]
    [InlineData("1.2.840.113619.2.55", Mark.Uid)]
    [InlineData("192.168.0.1", Mark.Uid)]
    [InlineData("12345678", Mark.Id)]
    [InlineData("123456", Mark.Id)]
    [InlineData("DEMO00017", Mark.Id)]
    [InlineData("AB1234", Mark.Id)]
    [InlineData("A-123456", Mark.Id)]
    [InlineData("12-345-678", Mark.Id)]
    [InlineData("12가 3456", Mark.Id)]
    [InlineData("123가4567", Mark.Id)]
    [InlineData("XYZQ_PACS_1", Mark.Id)]
    [InlineData("2026-03-04", Mark.Date)]
    [InlineData("2026.3.4.", Mark.Date)]
    [InlineData("2026/03", Mark.Date)]
    [InlineData("04/03/2026", Mark.Date)]
    [InlineData("04.03.26", Mark.Date)]
    [InlineData("3/4/26", Mark.Date)]
    [InlineData("20260304", Mark.Date)]
    [InlineData("4 March 2026", Mark.Date)]
    [InlineData("4th of nothing, Mar 4", Mark.Date)]
    [InlineData("04-MAR-26", Mark.Date)]
    [InlineData("March 2026", Mark.Date)]
    [InlineData("2026년 3월 4일", Mark.Date)]
    [InlineData("2026년", Mark.Date)]
    [InlineData("3월 4일", Mark.Date)]
    [InlineData("in 2019", Mark.Date)]
    [InlineData("since 3/4", Mark.Date)]
    public void An_identifier_is_found(string text, Mark mark)
    {
        var found = new List<TextSpan>();
        Patterns.Find(text, found);
        Assert.Equal(mark, Assert.Single(found).Mark);
    }

    [Theory]
    [InlineData("2026-03-04 10:30", "10:30")]
    [InlineData("2026-03-04T10:30:15", "10:30:15")]
    [InlineData("March 4, 2026 at 3:05 pm", "3:05 pm")]
    [InlineData("2026년 3월 4일 오후 3시 30분", "3시 30분")]
    public void A_time_next_to_a_date_goes_with_it(string text, string time)
    {
        var found = new List<TextSpan>();
        Patterns.Find(text, found);
        var span = Assert.Single(found);
        Assert.Equal(text.Length, span.End);
        Assert.EndsWith(time, text[span.Start..span.End], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5.0 mm")]
    [InlineData("512 x 512")]
    [InlineData("120 kV 200 mAs")]
    [InlineData("T2 TSE FS SAG 3mm")]
    [InlineData("b1000")]
    [InlineData("2000 ms")]
    [InlineData("1500HU")]
    [InlineData("1/2")]
    [InlineData("L4-5")]
    [InlineData("C1-2")]
    [InlineData("3.2 x 2.1 x 1.8 cm")]
    [InlineData("-2048 to +2047")]
    [InlineData("3개월 전")]
    [InlineData("5년 전")]
    [InlineData("65세")]
    [InlineData("ratio 2.7393")]
    [InlineData("16:1")]
    [InlineData("may be normal")]
    [InlineData("HEAD_NECK_PETCT")]
    [InlineData("mar 5mm")]
    [InlineData("WW 400 WL 40")]
    public void An_ordinary_number_is_not(string text)
    {
        var found = new List<TextSpan>();
        Patterns.Find(text, found);
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData("a@")]
    [InlineData("1-")]
    [InlineData("12가")]
    [InlineData("Dr ")]
    [InlineData("김")]
    [InlineData("시 도 ")]
    [InlineData("Hong ")]
    [InlineData("h^")]
    [InlineData("a_1")]
    [InlineData("Demo ")]
    [InlineData("010-1234 ")]
    [InlineData("(")]
    [InlineData("ㅁ")]
    public void A_hostile_megabyte_takes_no_longer_than_an_ordinary_one(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var cleaner = TextSample.Cleaner();
        cleaner.Prose("warm up of the lexicon");
        var watch = Stopwatch.StartNew();
        cleaner.Prose(text);
        cleaner.Descriptor(text);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"{piece}: {watch.Elapsed}");
    }

    [Fact]
    public void Any_bytes_are_text_or_none_but_never_a_crash()
    {
        var random = new Random(11);
        const string Alphabet = "ab1 2.-/^:@_홍길동김님씨2026년3월4일Dr.\n\ud800()ＡＢ";
        var cleaner = TextSample.Cleaner();
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, 1 + random.Next(60)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            Assert.DoesNotContain("홍길동", cleaner.Prose(text) ?? string.Empty);
            Assert.DoesNotContain("홍길동", cleaner.Descriptor(text) ?? string.Empty);
        }
    }

    [Fact]
    public void The_check_digit_of_a_resident_number()
    {
        Assert.Equal(2, Enumerable.Range(0, 10).Count(last => NumberPatterns.HasChecksum($"700102123456{last}")));
    }
}

using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Data;

public sealed class TypedValueTests
{
    [Fact]
    public void Numbers_of_sixty_four_bits_are_exact()
    {
        var set = new DataSet().SetIntegers(new Tag(0x00720082), Vr.SV, long.MinValue, long.MaxValue).SetIntegers(new Tag(0x00720083), Vr.UV, -1);
        Assert.Equal([long.MinValue, long.MaxValue], set.GetIntegers(new Tag(0x00720082)));
        Assert.Equal(["18446744073709551615"], set.GetStrings(new Tag(0x00720083)));
        Assert.Throws<OverflowException>(() => set.SetIntegers(Tags.Rows, Vr.US, 65536));
        Assert.Throws<OverflowException>(() => set.SetIntegers(Tags.NumberOfFrames, Vr.IS, 1L << 31));
    }

    [Theory]
    [InlineData("2026", "2026-01-01 00:00:00.0000000", "2026-12-31 23:59:59.9999999")]
    [InlineData("202602", "2026-02-01 00:00:00.0000000", "2026-02-28 23:59:59.9999999")]
    [InlineData("20260203040506.5", "2026-02-03 04:05:06.5000000", "2026-02-03 04:05:06.5999999")]
    [InlineData("2026020304+0900", "2026-02-03 04:00:00.0000000", "2026-02-03 04:59:59.9999999")]
    public void A_date_time_is_as_precise_as_it_is_written(string text, string earliest, string latest)
    {
        var value = DateTimeValue.Parse(text)!.Value;
        Assert.Equal((earliest, latest), (value.Earliest.ToString("yyyy-MM-dd HH:mm:ss.fffffff"), value.Latest.ToString("yyyy-MM-dd HH:mm:ss.fffffff")));
        Assert.Equal(text.Contains('+') ? TimeSpan.FromHours(9) : null, value.Offset);
    }

    [Theory]
    [InlineData("2026023")]
    [InlineData("20260230")]
    [InlineData("2026020325")]
    [InlineData("2026+99")]
    [InlineData("x")]
    public void What_is_no_date_time_is_null(string text) => Assert.Null(DateTimeValue.Parse(text));

    [Fact]
    public void Ranges_may_be_open_and_offsets_may_be_negative()
    {
        Assert.Equal((new DateTime(2026, 1, 1), (DateTime?)null), DateTimeValue.ParseRange("20260101-", Vr.DA));
        Assert.Equal((null, new DateTime(2026, 1, 2).AddTicks(-1)), DateTimeValue.ParseRange("-20260101", Vr.DA)!.Value);
        Assert.Equal(new DateTime(2026, 1, 1, 1, 0, 0), DateTimeValue.ParseRange("2026010101-0500-2026010102-0500", Vr.DT)!.Value.From);
        Assert.Null(DateTimeValue.ParseRange("-", Vr.DA));
        Assert.Equal(new Age(45, 'Y'), Age.Parse("045Y"));
        Assert.Null(Age.Parse("45Y"));
    }

    [Fact]
    public void A_private_block_is_found_by_its_creator_and_reserved_once()
    {
        var set = new DataSet();
        var first = set.ReservePrivate(0x0019, "ONE", 0x02);
        var second = set.ReservePrivate(0x0019, "TWO", 0x02);
        Assert.Equal((new Tag(0x0019, 0x1002), new Tag(0x0019, 0x1102)), (first, second));
        Assert.Equal(second, set.FindPrivate(0x0019, "TWO", 0x02));
        Assert.Equal("TWO", set.CreatorOf(second));
        Assert.Equal(first, set.ReservePrivate(0x0019, "ONE", 0x02));
    }

    [Fact]
    public void Repeating_groups_are_in_the_dictionary_and_end_at_1E()
    {
        Assert.Equal("OverlayRows", Dictionary.Find(new Tag(0x601E, 0x0010))!.Keyword);
        Assert.Null(Dictionary.Find(new Tag(0x6020, 0x0010)));
    }

    [Fact]
    public void Text_is_written_anew_in_UTF_8_with_the_items_in_their_own_character_set()
    {
        var item = new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 100").Set(Tags.PatientName, Vr.PN, "Käse");
        var set = new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "", "ISO 2022 IR 149").Set(Tags.PatientName, Vr.PN, "Hong=洪=홍");
        set.SetItems(Tags.ReferencedSOPSequence, item);
        Assert.Empty(Utf8Text.Reencode(set));
        Assert.Equal("Hong=洪=홍", System.Text.Encoding.UTF8.GetString(set.GetBytes(Tags.PatientName).Span).TrimEnd());
        Assert.Equal("Käse", item.GetString(Tags.PatientName));
        Assert.False(item.Contains(Tags.SpecificCharacterSet));
    }

    [Theory]
    [InlineData("\\ISO 2022 IR 87", "Yamada=山田=やまだ")]
    [InlineData("ISO 2022 IR 13\\ISO 2022 IR 87", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう")]
    [InlineData("\\ISO 2022 IR 58", "Zhang=张^小东")]
    [InlineData("ISO 2022 IR 100\\ISO 2022 IR 144", "Käse^Люкceмбypг")]
    public void Code_extensions_are_written_so_that_they_are_read_again(string terms, string text)
    {
        var set = CharacterSet.Of(System.Text.Encoding.ASCII.GetBytes(terms));
        Assert.Equal([text], set.Decode(set.Encode(text, Vr.PN).Span, Vr.PN));
    }

    [Fact]
    public void Every_finding_and_limit_is_in_the_document()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Pandok.slnx"))) root = Path.GetDirectoryName(root)!;
        var rows = File.ReadAllLines(Path.Combine(root, "docs/conformance/reading.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).ToList();
        Assert.Equal(Enum.GetNames<ReadFindingCode>().Concat(typeof(ReadLimits).GetProperties().Where(property => property.CanWrite && property.Name != "Default").Select(property => $"{property.Name} = {property.GetValue(ReadLimits.Default)}")), rows);
    }
}

using System.Text;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Tests.Data;

public sealed class CharacterSetTests
{
    // The example of PS3.5 Annex I.2, byte for byte.
    private static readonly byte[] HongGildong =
        [.. "Hong^Gildong="u8, 0x1B, 0x24, 0x29, 0x43, 0xFB, 0xF3, (byte)'^', 0x1B, 0x24, 0x29, 0x43, 0xD1, 0xCE, 0xD4, 0xD7, (byte)'=',
            0x1B, 0x24, 0x29, 0x43, 0xC8, 0xAB, (byte)'^', 0x1B, 0x24, 0x29, 0x43, 0xB1, 0xE6, 0xB5, 0xBF];

    [Fact]
    public void The_Korean_example_of_the_standard_decodes_and_encodes_to_the_same_bytes()
    {
        var set = CharacterSet.Of("", "ISO 2022 IR 149");
        Assert.Equal("Hong^Gildong=洪^吉洞=홍^길동", set.Decode(HongGildong, Vr.PN)[0]);
        Assert.Equal(HongGildong, set.Encode("Hong^Gildong=洪^吉洞=홍^길동", Vr.PN).ToArray());
    }

    // PS3.5 Annex H.3.1: Yamada^Tarou with kanji in ISO 2022 IR 87.
    [Fact]
    public void The_Japanese_example_of_the_standard_decodes()
    {
        byte[] bytes = [.. "Yamada^Tarou="u8, 0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x42, (byte)'^', 0x1B, 0x24, 0x42, 0x42, 0x40, 0x4F, 0x3A, 0x1B, 0x28, 0x42,
            (byte)'=', 0x1B, 0x24, 0x42, 0x24, 0x64, 0x24, 0x5E, 0x24, 0x40, 0x1B, 0x28, 0x42, (byte)'^', 0x1B, 0x24, 0x42, 0x24, 0x3F, 0x24, 0x6D, 0x24, 0x26, 0x1B, 0x28, 0x42];
        Assert.Equal("Yamada^Tarou=山田^太郎=やまだ^たろう", CharacterSet.Of("", "ISO 2022 IR 87").Decode(bytes, Vr.PN)[0]);
    }

    [Theory]
    [InlineData("ISO_IR 192", "김^철", Vr.PN)]
    [InlineData("ISO_IR 100", "Käse", Vr.LO)]
    [InlineData("GB18030", "王^小东", Vr.PN)]
    [InlineData("\\ISO 2022 IR 149", "흉부 CT 한글", Vr.LT)]
    public void Text_survives_encoding_and_decoding(string terms, string text, Vr vr)
    {
        var set = CharacterSet.Of(Encoding.ASCII.GetBytes(terms));
        Assert.Equal([text], set.Decode(set.Encode(text, vr).Span, vr));
    }

    [Fact]
    public void Bytes_that_fit_no_character_neither_throw_nor_vanish()
    {
        foreach (var terms in new[] { "", "ISO_IR 192", "ISO_IR 100", "\\ISO 2022 IR 149", "ISO 2022 IR 13\\ISO 2022 IR 87", "nonsense" })
        {
            var set = CharacterSet.Of(Encoding.ASCII.GetBytes(terms));
            var random = new Random(3);
            for (var round = 0; round < 2000; round++)
            {
                var bytes = new byte[random.Next(1, 24)];
                random.NextBytes(bytes);
                if (round % 3 == 0) bytes[0] = 0x1B;
                _ = set.Decode(bytes, Vr.PN);
                if (bytes.All(b => b > 0x7F)) Assert.NotEmpty(set.Decode(bytes, Vr.LO)[0]);
            }
        }
    }
}

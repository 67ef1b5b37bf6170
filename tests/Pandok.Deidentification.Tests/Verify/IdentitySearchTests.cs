using System.Text;
using Pandok.Deidentification.Verify;

namespace Pandok.Deidentification.Tests.Verify;

/// <summary>The search among pixels leaps over bytes; it must leap over no name.</summary>
public sealed class IdentitySearchTests
{
    private static readonly string[] Names = ["Hong^Gildong=洪^吉洞=홍^길동", "DEMO^PATIENT^LONGNAME"];
    private static readonly IdentitySearch Search = new(Traces.Of(Names, ["DEMO-0123456789"], "19700102"));

    public static TheoryData<string, int> Words => new()
    {
        { "Hong Gildong", 65001 }, { "HONG GILDONG", 65001 }, { "gildong hong", 65001 }, { "홍길동", 65001 }, { "길동홍", 65001 }, { "홍길동", 949 }, { "demo-0123456789", 65001 }, { "Patient Demo", 65001 }, { "DEMO-0123456789", 1200 }, { "Hong Gildong", 1201 },
    };

    [Theory, MemberData(nameof(Words))]
    public void A_word_is_found_at_every_place_among_every_kind_of_pixels(string word, int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var pattern = Encoding.GetEncoding(codePage).GetBytes(word);
        var random = new Random(5);
        foreach (var pixels in new[] { new byte[400], Chance(random, 256), Chance(random, 16), [.. Enumerable.Repeat((byte)'g', 400)] })
        {
            Assert.False(Search.IsInPixels(pixels));
            for (var at = 0; at + pattern.Length <= pixels.Length; at++)
            {
                var planted = (byte[])pixels.Clone();
                pattern.CopyTo(planted, at);
                Assert.True(Search.IsInPixels(planted), $"at {at}");
            }
        }
    }

    [Fact]
    public void Who_has_no_name_is_not_looked_for() => Assert.False(new IdentitySearch([]).IsInPixels(Chance(new Random(1), 256)));

    private static byte[] Chance(Random random, int values)
    {
        var pixels = new byte[400];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)random.Next(values);
        return pixels;
    }
}

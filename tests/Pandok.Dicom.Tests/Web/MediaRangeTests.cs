using Pandok.Dicom.Web;

namespace Pandok.Dicom.Tests.Web;

public sealed class MediaRangeTests
{
    [Fact]
    public void A_list_is_read_with_quotes_weights_and_parameters()
    {
        Assert.True(MediaRange.TryParseList("multipart/related; type=\"image/jls, \\\"x\\\"\";transfer-syntax=*;q=0.5 , ,Application/DICOM+json", out var ranges));
        Assert.Equal(2, ranges.Count);
        Assert.Equal(("multipart/related", "image/jls, \"x\"", "*", 0.5), (ranges[0].MediaType, ranges[0].Parameters["type"], ranges[0].TransferSyntax, ranges[0].Quality));
        Assert.Equal(("application/dicom+json", 1.0), (ranges[1].MediaType, ranges[1].Quality));
    }

    [Theory]
    [InlineData("application")]
    [InlineData("/json")]
    [InlineData("application/")]
    [InlineData("*/json")]
    [InlineData("a/b; c")]
    [InlineData("a/b; =c")]
    [InlineData("a/b; c=\"open")]
    [InlineData("a/b; q=2")]
    [InlineData("a/b; q=-1")]
    [InlineData("a b/c")]
    public void What_is_malformed_is_not_read(string text) => Assert.False(MediaRange.TryParseList(text, out _));

    [Theory]
    [InlineData("", "raw")]
    [InlineData("*/*", "raw")]
    [InlineData("multipart/related", "raw")]
    [InlineData("multipart/related; type=\"application/octet-stream\"", "raw")]
    [InlineData("multipart/related; type=\"application/octet-stream\"; transfer-syntax=1.2.840.10008.1.2.1", "raw")]
    [InlineData("application/octet-stream", "single raw")]
    [InlineData("multipart/related; type=\"image/*\"; transfer-syntax=*", "stored")]
    [InlineData("multipart/related; type=image/jpeg", "stored")]
    [InlineData("image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70", "single stored")]
    [InlineData("*/*; transfer-syntax=*", "stored")]
    [InlineData("multipart/related; transfer-syntax=*", "stored")]
    [InlineData("text/html, image/jpeg;q=0.5, application/octet-stream;q=0.7", "single raw")]
    [InlineData("application/octet-stream;q=0, */*", "raw")]
    [InlineData("multipart/related;q=0, */*", "single raw")]
    [InlineData("image/jpeg, */*;q=0.1", "single stored")]
    [InlineData("application/octet-stream;q=0", null)]
    [InlineData("image/png", null)]
    [InlineData("image/jls", null)]
    [InlineData("multipart/related; type=image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50", null)]
    [InlineData("application/octet-stream; transfer-syntax=1.2.840.10008.1.2.2", null)]
    public void The_greatest_weight_that_can_be_given_wins(string accept, string? expected)
    {
        const string raw = PixelMediaTypes.OctetStream, jpeg = "1.2.840.10008.1.2.4.70";
        Representation[] offers =
        [
            new(raw, PixelMediaTypes.ExplicitLittleEndian, IsMultipart: true), new(raw, PixelMediaTypes.ExplicitLittleEndian),
            new("image/jpeg", jpeg, IsMultipart: true, IsStored: true), new("image/jpeg", jpeg, IsStored: true),
        ];
        Assert.True(MediaRange.TryParseList(accept, out var ranges));
        var chosen = Representation.Choose(ranges, offers);
        Assert.Equal(expected, chosen is null ? null : (chosen.IsMultipart ? "" : "single ") + (chosen.IsStored ? "stored" : "raw"));
    }

    [Fact]
    public void Every_encapsulated_image_syntax_of_the_registry_has_its_own_media_type()
    {
        var images = Dicom.Standard.TransferSyntax.All.Where(syntax => syntax.IsEncapsulated && (syntax.Keyword.Contains("JPEG", StringComparison.Ordinal) || syntax.Keyword.StartsWith("RLE", StringComparison.Ordinal) || syntax.Keyword.Contains("HTJ2K", StringComparison.Ordinal)));
        var without = images.Where(syntax => PixelMediaTypes.Of(syntax.Uid) == PixelMediaTypes.OctetStream).Select(syntax => syntax.Keyword);
        Assert.Equal([], without.Where(keyword => !keyword.StartsWith("JPIP", StringComparison.Ordinal) && !IsRetiredProcess(keyword)));
        foreach (var type in PixelMediaTypes.All) Assert.Equal(type, PixelMediaTypes.Of(PixelMediaTypes.DefaultSyntaxOf(type)!));
    }

    // Retired JPEG processes have no row in PS3.18 Table 8.7.3-5.
    private static bool IsRetiredProcess(string keyword) => Dicom.Standard.TransferSyntax.All.Single(syntax => syntax.Keyword == keyword).Uid is var uid && int.TryParse(uid.Split('.')[^1], out var last) && last is > 51 and < 70 and not 57;
}

using Pandok.Archive;

namespace Pandok.Tests.Archive;

public sealed class FrameAcceptTests
{
    private const string Stored = "1.2.840.10008.1.2.4.70";

    [Theory]
    [InlineData("application/octet-stream", "application/octet-stream", true, false)]
    [InlineData("", "application/octet-stream", true, true)]
    [InlineData("*/*", "application/octet-stream", true, true)]
    [InlineData("multipart/related; type=\"application/octet-stream\"", "application/octet-stream", true, true)]
    [InlineData("multipart/related; type=\"application/octet-stream\"; transfer-syntax=*", "application/octet-stream", false, true)]
    [InlineData("multipart/related; type=image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70", "image/jpeg", false, true)]
    [InlineData("text/html, application/octet-stream", "application/octet-stream", true, false)]
    public void A_frame_goes_out_in_the_first_form_that_can_be_given(string accept, string media, bool decode, bool multipart) =>
        Assert.Equal(new FrameAccept(media, decode, multipart), FrameAccept.Decide(accept, Stored));

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/png")]
    [InlineData("multipart/related; type=image/jp2; transfer-syntax=1.2.840.10008.1.2.4.90")]
    [InlineData("application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.90")]
    public void What_cannot_be_given_is_not_given(string accept) => Assert.Null(FrameAccept.Decide(accept, Stored));
}

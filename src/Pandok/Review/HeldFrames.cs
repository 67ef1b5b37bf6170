using Pandok.Dicom.Codecs;
using Pandok.Dicom.Files;

namespace Pandok.Review;

/// <summary>The frames of a held original, one at a time.</summary>
internal sealed record HeldFrames(Stream File, DicomHeader Header, FrameIndex Index)
{
    public int Count => Index.Frames;

    public PixelLayout Layout => PixelLayout.Of(Header);

    /// <exception cref="DicomException">The object has no frames that can be told apart.</exception>
    public static async Task<HeldFrames> OpenAsync(Stream file, CancellationToken stop)
    {
        var (header, index) = await FrameIndex.ReadAsync(file, stop);
        return new(file, header, index);
    }

    /// <param name="frame">0 for the first.</param>
    /// <exception cref="CodecException">The frame cannot be decoded.</exception>
    public async Task<DecodedFrame> DecodeAsync(int frame, DecodeOptions? options, CancellationToken stop)
    {
        var code = await Index.ReadAsync(File, frame + 1, stop);
        return options is null ? FrameDecoder.DecodeFrame(Header.Syntax.Uid, code.Span, Layout) : FrameDecoder.DecodeFrame(Header.Syntax.Uid, code.Span, Layout, options);
    }
}

using Pandok.Deidentification.Pixels;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Files;
using Pandok.Planted;

namespace Pandok.Deidentification.Tests.Planted;

/// <summary>Whether drawn text can still be read: its ink is far brighter than the artificial picture, whose noise ends at seven tenths.</summary>
internal static class BurnedIn
{
    public static bool IsReadable(byte[] file, BurnedText text)
    {
        var frames = FrameSource.OpenAsync(new MemoryStream(file), CancellationToken.None).GetAwaiter().GetResult();
        if (text.Frame >= frames.Count) return false;
        var code = frames.ReadAsync(text.Frame, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var decoded = FrameDecoder.DecodeFrame(frames.Header.Syntax.Uid, code.Span, frames.Layout, new DecodeOptions { Colour = ColourRule.AsStored });
        var (bright, samples) = (0, decoded.Layout.SamplesPerPixel);
        for (var y = text.Y; y < text.Y + text.Height; y++)
        {
            for (var x = text.X; x < text.X + text.Width; x++)
            {
                if (decoded.Samples[(y * decoded.Layout.Columns + x) * samples] > 240) bright++;
            }
        }
        return bright > text.Width * text.Height / 50;
    }
}

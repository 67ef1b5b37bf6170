using Pandok.Dicom.Codecs;

namespace Pandok.Deidentification.Pixels;

/// <summary>One frame as it would be released with areas blanked: written in the form that <see cref="PixelCleaner"/> writes, and decoded again. Nothing is kept.</summary>
public static class BlankedFrame
{
    /// <summary>Reads a frame, blanks it, and decodes what was written.</summary>
    /// <param name="frames">The object.</param>
    /// <param name="frame">0 for the first.</param>
    /// <param name="areas">What is blanked, to the pixel; codestreams of the DCT lose whole blocks around it.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="CodecException">The frame is damaged, or no form can hold it.</exception>
    public static async Task<DecodedFrame> ReadAsync(FrameSource frames, int frame, IReadOnlyList<Area> areas, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(areas);
        var (set, syntax, layout) = (frames.Header.DataSet, frames.Header.Syntax, frames.Layout);
        var code = await frames.ReadAsync(frame, stop).ConfigureAwait(false);
        if (areas.Count == 0) return FrameDecoder.DecodeFrame(syntax.Unpacked.Uid, code.Span, layout);
        var forms = FrameForm.Of(syntax).ToArray();
        for (var i = 0; ; i++)
        {
            try
            {
                var written = forms[i].Write(set, syntax, code.Span, layout, areas);
                var stated = forms[i].Encoded is { } encoded ? encoded.Layout with { PhotometricInterpretation = encoded.Photometric } : layout;
                return FrameDecoder.DecodeFrame(forms[i].Syntax.Uid, written.Span, stated);
            }
            catch (CodecException) when (i + 1 < forms.Length)
            {
                // The next form may hold it.
            }
        }
    }
}

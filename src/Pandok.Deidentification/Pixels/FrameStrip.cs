using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Pixels;

/// <summary>Takes out of one frame what is not its image, without changing a stored value.</summary>
internal static class FrameStrip
{
    private const string Rle = "1.2.840.10008.1.2.5";

    /// <returns>Null if there was nothing to take out.</returns>
    public static byte[]? Of(DataSet set, TransferSyntax syntax, ReadOnlyMemory<byte> code, in PixelLayout layout)
    {
        var hidden = HiddenBits.Of(set, layout);
        if (!syntax.IsEncapsulated)
        {
            if (hidden is null || !hidden.AreIn(code.Span)) return null;
            var samples = code.ToArray();
            hidden.Clear(samples);
            return samples;
        }
        var stripped = StreamMetadata.Strip(code.Span);
        if (hidden is not null && CanHide(syntax, code.Span, layout) && WithoutHidden(set, syntax, stripped ?? code.Span, layout) is { } clean) return clean;
        return stripped;
    }

    // A codestream of no more bits than are stored has no room for others. The DCT keeps no single bits anyway.
    private static bool CanHide(TransferSyntax syntax, ReadOnlySpan<byte> code, in PixelLayout layout)
    {
        if (syntax.Uid == Rle) return true;
        if (code is [0xFF, 0x4F, 0xFF, 0x51, ..] && code.Length > 42) return (code[42] & 0x7F) + 1 > layout.BitsStored;
        if (code is not [0xFF, 0xD8, ..]) return false;
        for (var position = 2; ;)
        {
            var segment = Jpeg.JpegSegment.Read(code, position);
            if (segment.Marker is 0xD9 or 0xDA or 0xC0 or 0xC1) return false;
            if (segment.Marker is 0xC3 or 0xF7) return code[segment.Body] > layout.BitsStored;
            position = segment.End;
        }
    }

    private static byte[]? WithoutHidden(DataSet set, TransferSyntax syntax, ReadOnlySpan<byte> code, in PixelLayout layout)
    {
        var decoded = FrameDecoder.DecodeFrame(syntax.Uid, code, layout, new DecodeOptions { Colour = ColourRule.AsStored });
        if (HiddenBits.Of(set, layout) is not { } hidden || decoded.IsIrreversible || !hidden.Clear(decoded.Samples)) return null;
        foreach (var form in FrameForm.Of(syntax))
        {
            if (form.Syntax == syntax) return form.Write(set, syntax, code, layout, []).ToArray();
        }
        throw new CodecException(CodecFault.UnsupportedSyntax, "Bits are hidden in frames that are not encoded here");
    }
}

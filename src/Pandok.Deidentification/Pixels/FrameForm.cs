using System.Collections.Frozen;
using Pandok.Deidentification.Pixels.Jpeg;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Pixels;

/// <summary>
/// How the frames of one object are written again with areas blanked. Lossless codestreams are legal in the lossy syntaxes of the same family, and any predictor in JPEG Lossless, so the
/// transfer syntax stays; only where no encoder fits are frames written as HTJ2K lossless.
/// </summary>
internal sealed class FrameForm
{
    private const string Htj2kLossless = "1.2.840.10008.1.2.4.201";

    private static readonly FrozenDictionary<string, string> Encoders = new Dictionary<string, string>
    {
        ["1.2.840.10008.1.2.5"] = "1.2.840.10008.1.2.5",
        ["1.2.840.10008.1.2.1.98"] = "1.2.840.10008.1.2.1.98",
        ["1.2.840.10008.1.2.4.57"] = "1.2.840.10008.1.2.4.70",
        ["1.2.840.10008.1.2.4.70"] = "1.2.840.10008.1.2.4.70",
        ["1.2.840.10008.1.2.4.80"] = "1.2.840.10008.1.2.4.80",
        ["1.2.840.10008.1.2.4.81"] = "1.2.840.10008.1.2.4.80",
        ["1.2.840.10008.1.2.4.90"] = "1.2.840.10008.1.2.4.90",
        ["1.2.840.10008.1.2.4.91"] = "1.2.840.10008.1.2.4.90",
        [Htj2kLossless] = Htj2kLossless,
        ["1.2.840.10008.1.2.4.202"] = "1.2.840.10008.1.2.4.202",
        ["1.2.840.10008.1.2.4.203"] = Htj2kLossless,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly DecodeOptions AsStored = new() { Colour = ColourRule.AsStored };

    private readonly string? encoder;
    private readonly ColourRule colour;

    private FrameForm(TransferSyntax syntax, string? encoder, ColourRule colour) => (Syntax, this.encoder, this.colour) = (syntax, encoder, colour);

    /// <summary>The syntax that is written.</summary>
    public TransferSyntax Syntax { get; }

    /// <summary>What the data set must say of the frames that were encoded; null if they keep their form.</summary>
    public (PixelLayout Layout, string Photometric, bool IsIrreversible)? Encoded { get; private set; }

    private bool IsDct => encoder is null && Syntax.IsEncapsulated;

    /// <summary>The forms to try, in order; the first that writes an object's first frame is taken for all.</summary>
    public static IEnumerable<FrameForm> Of(TransferSyntax syntax)
    {
        if (!syntax.IsEncapsulated) return [new FrameForm(syntax.Unpacked, null, ColourRule.AsStored)];
        var forms = new List<FrameForm>();
        if (syntax.Uid is "1.2.840.10008.1.2.4.50" or "1.2.840.10008.1.2.4.51") forms.Add(new FrameForm(syntax, null, ColourRule.AsStored));
        if (Encoders.TryGetValue(syntax.Uid, out var encoder)) forms.AddRange([new FrameForm(syntax, encoder, ColourRule.AsStored), new FrameForm(syntax, encoder, ColourRule.ForReading)]);
        forms.Add(new FrameForm(TransferSyntax.Find(Htj2kLossless)!, Htj2kLossless, ColourRule.ForReading));
        return forms;
    }

    /// <summary>Writes one frame with areas blanked, or with what a mask changes in its samples; that is only meant for one sample per pixel.</summary>
    /// <exception cref="CodecException">The frame is damaged, or this form cannot hold it.</exception>
    public ReadOnlyMemory<byte> Write(DataSet set, TransferSyntax from, ReadOnlySpan<byte> code, in PixelLayout layout, IReadOnlyList<Area> areas, Action<DecodedFrame>? mask = null)
    {
        if (IsDct)
        {
            if (mask is not null) throw new CodecException(CodecFault.UnsupportedSyntax, "Pixels of a DCT codestream are not changed one by one");
            var isYbr = layout.SamplesPerPixel == 3 && layout.PhotometricInterpretation.StartsWith("YBR", StringComparison.Ordinal);
            return JpegBlanker.Run(StreamMetadata.Strip(code) ?? code, areas, isYbr || IsMarkedYbr(code), Black.IsInverse(set, layout))
                ?? throw new CodecException(CodecFault.UnsupportedSyntax, "Not a sequential JPEG codestream");
        }
        var decoded = FrameDecoder.DecodeFrame(from.Unpacked.Uid, code, layout, AsStored with { Colour = colour });
        mask?.Invoke(decoded);
        if (encoder is null)
        {
            var native = mask is not null ? decoded.Samples : Blank.Native(set, code, layout, decoded, areas);
            HiddenBits.Of(set, layout)?.Clear(native);
            return native;
        }
        if (mask is null) Blank.Decoded(set, decoded, areas);
        HiddenBits.Of(set, decoded.Layout)?.Clear(decoded.Samples);
        var coded = FrameEncoder.Encode(encoder, decoded.Samples, decoded.Layout);
        var form = (decoded.Layout, coded.PhotometricInterpretation, decoded.IsIrreversible);
        if (Encoded is { } first && (first.Layout != form.Layout || first.Photometric != form.PhotometricInterpretation)) throw new CodecException(CodecFault.LayoutMismatch, "Frames of different kinds in one object");
        Encoded ??= form;
        Prove(coded, decoded);
        return Even(coded.Code);
    }

    // What was written decodes to what was meant, before the original is dropped.
    private void Prove(EncodedFrame coded, DecodedFrame meant)
    {
        var again = FrameDecoder.DecodeFrame(Syntax.Uid, coded.Code.Span, meant.Layout with { PhotometricInterpretation = coded.PhotometricInterpretation }, AsStored);
        if (!again.Samples.AsSpan().SequenceEqual(meant.Samples)) throw new CodecException(CodecFault.Malformed, "The written frame does not decode to what was encoded");
    }

    // Codestreams that say themselves that they are luminance and chrominance, whatever the data set says: Adobe's transform 1, JFIF, or subsampled chrominance.
    private static bool IsMarkedYbr(ReadOnlySpan<byte> code)
    {
        for (var position = 2; ;)
        {
            var segment = JpegSegment.Read(code, position);
            var body = code[segment.Body..segment.End];
            if (segment.Marker is 0xD9 or 0xDA) return false;
            if (segment.Marker == 0xEE && body.Length >= 12 && body.StartsWith("Adobe"u8)) return body[11] == 1;
            if (segment.Marker == 0xE0 && body.StartsWith("JFIF\0"u8)) return true;
            if (segment.Marker is 0xC0 or 0xC1 && body.Length >= 15 && body[5] == 3 && body[7] != body[10]) return true;
            position = segment.End;
        }
    }

    private static ReadOnlyMemory<byte> Even(ReadOnlyMemory<byte> code)
    {
        if ((code.Length & 1) == 0) return code;
        var even = new byte[code.Length + 1];
        code.CopyTo(even);
        return even;
    }
}

using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs;

/// <summary>What decides who decodes a JPEG codestream, and in which colour space it is (T.81 B.2.2).</summary>
/// <param name="Process">The low digit of its SOF marker: 0 baseline, 1 extended, 2 progressive, 3 lossless.</param>
/// <param name="Precision">Bits per sample.</param>
/// <param name="Rows">Lines.</param>
/// <param name="Columns">Samples per line.</param>
/// <param name="Components">Their number.</param>
/// <param name="IsSubsampled">True if a component has fewer samples than another.</param>
/// <param name="IsJfif">True if a JFIF segment is there, which means YCbCr for three components.</param>
/// <param name="AdobeTransform">The colour transform that an Adobe segment tells: 0 none, 1 YCbCr; -1 if none is there or it tells another.</param>
internal readonly record struct JpegHead(int Process, int Precision, int Rows, int Columns, int Components, bool IsSubsampled, bool IsJfif, int AdobeTransform)
{
    public static JpegHead Read(ReadOnlySpan<byte> code)
    {
        var segments = JpegSegments.Of(code);
        var jfif = false;
        var adobe = -1;
        while (segments.Read())
        {
            var body = segments.Body;
            if (segments.Marker == JpegSegments.App0) jfif |= body.StartsWith("JFIF\0"u8);
            else if (segments.Marker == JpegSegments.App14 && body.Length >= 12 && body.StartsWith("Adobe"u8)) adobe = body[11] <= 1 ? body[11] : -1;
            else if (segments.Marker == JpegSegments.Sos) break;
            else if (segments.IsFrameHeader)
            {
                if (body.Length < 6 || body.Length != 6 + 3 * body[5] || body[5] == 0) throw new CodecException(CodecFault.Malformed, "The frame header has a wrong length", segments.Start);
                var subsampled = false;
                for (var i = 1; i < body[5]; i++) subsampled |= body[7 + 3 * i] != body[7];
                return new JpegHead(segments.Marker & 0x0F, body[0], BinaryPrimitives.ReadUInt16BigEndian(body[1..]), BinaryPrimitives.ReadUInt16BigEndian(body[3..]), body[5], subsampled, jfif, adobe)
                    .WithLaterColourMarks(segments);
            }
        }
        throw new CodecException(CodecFault.Malformed, "A scan before the frame header", segments.Start);
    }

    /// <summary>
    /// Whether three components are YCbCr. The data set decides (PS3.5 8.2.1), but RGB is not believed of a codestream that says otherwise: by JFIF, by Adobe's mark,
    /// or by subsampled components, which make no sense for RGB.
    /// </summary>
    public bool IsYcbcr(in PixelLayout layout) => Components == 3 && (Photometric.IsYbr(layout.PhotometricInterpretation) || IsJfif || AdobeTransform == 1 || IsSubsampled);

    private JpegHead WithLaterColourMarks(JpegSegments segments)
    {
        var head = this;
        while (segments.Read() && segments.Marker != JpegSegments.Sos)
        {
            if (segments.Marker == JpegSegments.App0 && segments.Body.StartsWith("JFIF\0"u8)) head = head with { IsJfif = true };
        }
        return head;
    }
}

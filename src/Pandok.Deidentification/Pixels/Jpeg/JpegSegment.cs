using System.Buffers.Binary;
using Pandok.Dicom.Codecs;

namespace Pandok.Deidentification.Pixels.Jpeg;

/// <summary>A marker segment of the JPEG family (T.81 B.1.1.4).</summary>
/// <param name="Marker">Its second byte.</param>
/// <param name="Start">Of its FF.</param>
/// <param name="Body">Behind the length.</param>
/// <param name="End">The byte behind it.</param>
internal readonly record struct JpegSegment(int Marker, int Start, int Body, int End)
{
    /// <exception cref="CodecException">There is no marker here, or its segment leaves the codestream.</exception>
    public static JpegSegment Read(ReadOnlySpan<byte> code, int position)
    {
        var start = position;
        if (position >= code.Length || code[position] != 0xFF) throw new CodecException(CodecFault.Malformed, "A JPEG marker is missing", position);
        while (position < code.Length && code[position] == 0xFF) position++;
        if (position >= code.Length) throw new CodecException(CodecFault.Truncated, "The codestream ends inside its headers", code.Length);
        var marker = (int)code[position++];
        if (marker == 0xD9) return new JpegSegment(marker, start, position, position);
        if (marker < 0xC0 || marker is >= 0xD0 and <= 0xD8) throw new CodecException(CodecFault.Malformed, $"Marker FF{marker:X2} does not belong here", start);
        if (code.Length - position < 2) throw new CodecException(CodecFault.Truncated, "The codestream ends inside its headers", code.Length);
        var length = BinaryPrimitives.ReadUInt16BigEndian(code[position..]);
        if (length < 2 || code.Length - position < length) throw new CodecException(CodecFault.Truncated, "The codestream ends inside a marker segment", code.Length);
        return new JpegSegment(marker, start, position + 2, position + length);
    }
}

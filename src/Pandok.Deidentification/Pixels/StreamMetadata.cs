using System.Buffers.Binary;
using System.Text.RegularExpressions;
using Pandok.Deidentification.Pixels.Jpeg;
using Pandok.Dicom.Codecs;

namespace Pandok.Deidentification.Pixels;

/// <summary>
/// Takes out of a codestream what no decoder needs and a person could have written: JPEG comments, application segments, EXIF, thumbnails, what follows the end of the image;
/// JP2 boxes and comments of JPEG 2000. What decoding needs stays: JFIF without thumbnail, Adobe's colour transform, HP's, the presets of JPEG-LS. So does an encoder's own mark of known form.
/// </summary>
public static partial class StreamMetadata
{
    private const int Com = 0xFE, App0 = 0xE0, App8 = 0xE8, App14 = 0xEE, Sos = 0xDA, Eoi = 0xD9;

    /// <summary>Cleans one frame.</summary>
    /// <param name="code">The frame's codestream, padding included.</param>
    /// <returns>Null if there was nothing to take out: the stream is to be left as it is. Else the new codestream, of even length.</returns>
    /// <exception cref="CodecException">Its markers cannot be read.</exception>
    public static byte[]? Strip(ReadOnlySpan<byte> code)
    {
        if (code is [0xFF, 0xD8, ..]) return StripJpeg(code);
        if (code.Length > 12 && code[4..8].SequenceEqual("jP  "u8)) return StripBoxes(code);
        return code is [0xFF, 0x4F, 0xFF, ..] ? StripJpeg2000(code) : null;
    }

    private static byte[]? StripJpeg(ReadOnlySpan<byte> code)
    {
        // What goes on is copied only once something is left out.
        var to = new StreamParts();
        for (var position = 2; ;)
        {
            var segment = JpegSegment.Read(code, position);
            if (segment.Marker == Eoi)
            {
                to.Add([0xFF, Eoi]);
                return to.IsShorter || code[segment.End..].ContainsAnyExcept((byte)0, (byte)0xFF) ? to.Join(code, [0xFF, 0xD8]) : null;
            }
            var body = code[segment.Body..segment.End];
            var kept = Kept(segment.Marker, body);
            if (kept == body.Length) to.Add(segment.Start..segment.End);
            else
            {
                to.LeaveOut();
                if (kept > 0)
                {
                    byte[] rest = [0xFF, (byte)segment.Marker, (byte)((kept + 2) >> 8), (byte)(kept + 2), .. body[..kept]];
                    if (segment.Marker == App0) (rest[^2], rest[^1]) = (0, 0); // JFIF: a thumbnail of 0 x 0
                    to.Add(rest);
                }
            }
            position = segment.End;
            if (segment.Marker != Sos) continue;
            var end = EndOfScan(code, position);
            if (end < 0)
            {
                // Without EOI the scan goes to the end; decoders bear it.
                to.Add(position..code.Length);
                return to.IsShorter ? to.Join(code, [0xFF, 0xD8]) : null;
            }
            to.Add(position..end);
            position = end;
        }
    }

    // How much of a segment's body stays.
    private static int Kept(int marker, ReadOnlySpan<byte> body) => marker switch
    {
        Com => IsEncodersMark(body) ? body.Length : 0,
        App0 when body.StartsWith("JFIF\0"u8) => Math.Min(14, body.Length),
        App8 when body.StartsWith("mrfx"u8) => body.Length,
        App14 when body.StartsWith("Adobe"u8) => Math.Min(12, body.Length),
        >= 0xE0 and <= 0xEF => 0,
        _ => body.Length,
    };

    private static int EndOfScan(ReadOnlySpan<byte> code, int position)
    {
        while (true)
        {
            var next = code[position..].IndexOf((byte)0xFF);
            if (next < 0 || position + next + 1 >= code.Length) return -1;
            position += next;
            // JPEG stuffs a zero byte behind FF, JPEG-LS a zero bit: what is 80 or more and no restart is a marker.
            if (code[position + 1] is >= 0x80 and not (0xFF or (>= 0xD0 and <= 0xD7))) return position;
            position++;
        }
    }

    // The boxes of a JP2 file (T.800 Annex I) give way to the codestream, which is all that DICOM knows (PS3.5 A.4.4).
    private static byte[] StripBoxes(ReadOnlySpan<byte> code)
    {
        for (var position = 0; position + 8 <= code.Length;)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(code[position..]);
            var isStream = code.Slice(position + 4, 4).SequenceEqual("jp2c"u8);
            var head = 8;
            if (length == 1 && position + 16 <= code.Length) (length, head) = ((long)BinaryPrimitives.ReadUInt64BigEndian(code[(position + 8)..]), 16);
            if (length == 0) length = code.Length - position;
            if (length < head || position + length > code.Length) break;
            if (isStream)
            {
                var inner = code.Slice(position + head, (int)length - head);
                return Strip(inner) ?? Even([.. inner]);
            }
            position += (int)length;
        }
        throw new CodecException(CodecFault.Malformed, "A JP2 file without a codestream");
    }

    private static byte[]? StripJpeg2000(ReadOnlySpan<byte> code)
    {
        var to = new List<byte>(code.Length) { 0xFF, 0x4F };
        var changed = false;
        for (var position = 2; position + 4 <= code.Length;)
        {
            if (code[position] != 0xFF) throw new CodecException(CodecFault.Malformed, "A JPEG 2000 marker is missing", position);
            if (code[position + 1] == 0x90) return StripTiles(code, position, to, changed);
            var length = BinaryPrimitives.ReadUInt16BigEndian(code[(position + 2)..]);
            if (length < 2 || position + 2 + length > code.Length) throw new CodecException(CodecFault.Malformed, "A JPEG 2000 segment leaves the codestream", position);
            if (code[position + 1] == 0x64 && !IsEncodersMark(code.Slice(position + 6, Math.Max(0, length - 4)))) changed = true;
            else to.AddRange(code.Slice(position, 2 + length));
            position += 2 + length;
        }
        throw new CodecException(CodecFault.Truncated, "A JPEG 2000 codestream without tiles", code.Length);
    }

    // Inside tile-parts, whose lengths are listed elsewhere too, a comment is overwritten where it stands.
    private static byte[]? StripTiles(ReadOnlySpan<byte> code, int position, List<byte> to, bool changed)
    {
        var shift = to.Count - position;
        var from = position;
        to.AddRange(code[position..]);
        while (position + 12 <= code.Length && code[position] == 0xFF && code[position + 1] == 0x90)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(code[(position + 6)..]);
            for (var at = position + 12; at + 4 <= code.Length && code[at] == 0xFF && code[at + 1] != 0x93;)
            {
                var segment = BinaryPrimitives.ReadUInt16BigEndian(code[(at + 2)..]);
                if (segment < 2 || at + 2 + segment > code.Length) throw new CodecException(CodecFault.Malformed, "A JPEG 2000 segment leaves the codestream", at);
                if (code[at + 1] == 0x64 && code.Slice(at + 6, Math.Max(0, segment - 4)) is var text && text.ContainsAnyExcept((byte)0) && !IsEncodersMark(text))
                {
                    for (var i = 0; i < text.Length; i++) to[at + 6 + i + shift] = 0;
                    changed = true;
                }
                at += 2 + segment;
            }
            if (length == 0) return changed ? Even(to) : null; // the last tile-part goes to the end
            if (length < 14 || position + length > code.Length) throw new CodecException(CodecFault.Truncated, "A tile-part leaves the codestream", position);
            position += (int)length;
        }
        if (position + 2 <= code.Length && code[position..].StartsWith((ReadOnlySpan<byte>)[0xFF, Eoi]) && code[(position + 2)..].ContainsAnyExcept((byte)0, (byte)0xFF))
        {
            to.RemoveRange(position + 2 + shift, to.Count - (position + 2 + shift));
            changed = true;
        }
        return changed && from > 0 ? Even(to) : null;
    }

    private static bool IsEncodersMark(ReadOnlySpan<byte> text)
    {
        if (text.Length > 400 || text.ContainsAnyExceptInRange((byte)0, (byte)0x7E)) return false;
        return Mark().IsMatch(System.Text.Encoding.ASCII.GetString(text).TrimEnd('\0'));
    }

    private static byte[] Even(List<byte> code)
    {
        if ((code.Count & 1) != 0) code.Add(0);
        return [.. code];
    }

    [GeneratedRegex(@"^(Created by (GDCM/)?OpenJPEG version [0-9.]{1,12}|(Creator: )?(Kakadu|OpenJPH|JasPer)[- ]?([Vv]er(sion)? ?)?v?[0-9.]{1,12}|LEAD Technologies, Inc\. V[0-9.]{1,8}|Kdu-Layer-Info:[-+0-9.,()/=eE\s]*(log_2\{Delta-D\(squared-error\)/Delta-L\(bytes\)\}, L\(bytes\))?[-+0-9.,eE\s]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}

using System.Buffers.Binary;

namespace Pandok.Deidentification.Verify;

/// <summary>The parts of a code stream that say something beside the image: JPEG comments, EXIF and XMP (ISO 10918-1 B.2.4), JPEG 2000 comments (ISO 15444-1 A.9.2), boxes around it (I.7).</summary>
internal static class CodeStream
{
    private const uint CodestreamBox = 0x6A703263; // jp2c

    private static readonly HashSet<uint> TextBoxes = [0x786D6C20, 0x75756964, 0x75696E66, 0x6C626C20, 0x6A703269]; // xml, uuid, uinf, lbl, jp2i

    /// <summary>The ranges of such parts up to the first coded data; none if the bytes begin no code stream.</summary>
    public static List<Range> Comments(ReadOnlySpan<byte> code)
    {
        var found = new List<Range>();
        if (code.Length >= 4 && code[0] == 0xFF && code[1] == 0xD8) Segments(code, 2, 0xDA, found, marker => marker is 0xFE or (>= 0xE1 and <= 0xE7) or (>= 0xE9 and <= 0xED) or 0xEF);
        else if (code.Length >= 4 && code[0] == 0xFF && code[1] == 0x4F) Segments(code, 2, 0x93, found, marker => marker == 0x64);
        else if (code.Length >= 12 && BinaryPrimitives.ReadUInt32BigEndian(code[4..]) == 0x6A502020) Boxes(code, found);
        return found;
    }

    private static void Segments(ReadOnlySpan<byte> code, int at, byte last, List<Range> found, Func<byte, bool> isComment)
    {
        while (at + 4 <= code.Length && code[at] == 0xFF)
        {
            var marker = code[at + 1];
            if (marker == last) return;
            if (marker == 0xFF) { at++; continue; }
            var length = BinaryPrimitives.ReadUInt16BigEndian(code[(at + 2)..]);
            var end = Math.Min(code.Length, at + 2 + length);
            if (isComment(marker)) found.Add((at + 4)..Math.Max(at + 4, end));
            at += 2 + Math.Max((ushort)2, length);
        }
    }

    private static void Boxes(ReadOnlySpan<byte> code, List<Range> found)
    {
        for (var at = 0; at + 8 <= code.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(code[at..]);
            var type = BinaryPrimitives.ReadUInt32BigEndian(code[(at + 4)..]);
            if (type == CodestreamBox)
            {
                var inner = new List<Range>();
                Segments(code[(at + 8)..], 2, 0x93, inner, marker => marker == 0x64);
                foreach (var range in inner) found.Add((range.Start.Value + at + 8)..(range.End.Value + at + 8));
                return;
            }
            if (length < 8 || length > code.Length - at) return;
            if (TextBoxes.Contains(type)) found.Add((at + 8)..(at + (int)length));
            at += (int)length;
        }
    }
}

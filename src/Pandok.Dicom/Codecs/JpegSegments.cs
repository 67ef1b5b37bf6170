using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs;

/// <summary>Walks the marker segments of a JPEG codestream up to the entropy-coded data of a scan (T.81 B.1.1).</summary>
internal ref struct JpegSegments(ReadOnlySpan<byte> code, int position)
{
    public const int Soi = 0xD8, Eoi = 0xD9, Sos = 0xDA, Dqt = 0xDB, Dri = 0xDD, Dht = 0xC4, App0 = 0xE0, App14 = 0xEE;

    private readonly ReadOnlySpan<byte> code = code;

    /// <summary>The next byte to read: behind the current segment.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Where the current marker starts.</summary>
    public int Start { get; private set; }

    /// <summary>The marker's second byte.</summary>
    public int Marker { get; private set; }

    /// <summary>The segment's parameters, without the length.</summary>
    public ReadOnlySpan<byte> Body { get; private set; }

    /// <summary>True for the frame headers of all processes, SOF0 to SOF15.</summary>
    public readonly bool IsFrameHeader => Marker is >= 0xC0 and <= 0xCF and not (Dht or 0xC8 or 0xCC);

    /// <summary>Starts behind SOI.</summary>
    public static JpegSegments Of(ReadOnlySpan<byte> code) => code is [0xFF, Soi, ..]
        ? new JpegSegments(code, 2)
        : throw new CodecException(CodecFault.Malformed, "A JPEG codestream starts with FFD8", 0);

    /// <summary>Goes to the next segment.</summary>
    /// <returns>False at EOI.</returns>
    public bool Read()
    {
        Start = Position;
        if (Position < code.Length && code[Position] != 0xFF) throw new CodecException(CodecFault.Malformed, "A JPEG marker is missing", Position);
        while (Position < code.Length && code[Position] == 0xFF) Position++;
        if (Position >= code.Length) throw new CodecException(CodecFault.Truncated, "The codestream ends inside its headers", code.Length);
        Marker = code[Position++];
        if (Marker == Eoi) return false;
        if (code.Length - Position < 2) throw new CodecException(CodecFault.Truncated, "The codestream ends inside its headers", code.Length);
        var length = BinaryPrimitives.ReadUInt16BigEndian(code[Position..]);
        if (length < 2 || Marker is < 0xC0 or (>= 0xD0 and <= 0xD8)) throw new CodecException(CodecFault.Malformed, $"Marker FF{Marker:X2} does not belong here", Start);
        if (code.Length - Position < length) throw new CodecException(CodecFault.Truncated, "The codestream ends inside a marker segment", code.Length);
        Body = code.Slice(Position + 2, length - 2);
        Position += length;
        return true;
    }
}

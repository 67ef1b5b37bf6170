using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs.Isolation;

/// <summary>
/// What goes between a process and its decoder: each message is the length of its head, the head, the length of its body, the body. Whoever reads believes nothing: heads are short, bodies no longer than the frame asked for.
/// </summary>
internal static class DecoderWire
{
    private const int LongestHead = 4096;
    private const long Greeting = 0x31_2D_4B_4F_44_4E_41_50; // PANDOK-1

    public static void WriteGreeting(Stream to, IsolationOptions options) => Write(to, head =>
    {
        head.Write(Greeting);
        head.Write(options.MemoryBytes);
        head.Write((long)options.Timeout.TotalMilliseconds);
    }, []);

    /// <exception cref="IOException">It is no greeting.</exception>
    public static (long MemoryBytes, TimeSpan Timeout) ReadGreeting(Stream from)
    {
        using var head = ReadHead(from) ?? throw new EndOfStreamException();
        if (head.ReadInt64() != Greeting) throw new IOException("Not a decoder of this version.");
        var limits = (head.ReadInt64(), TimeSpan.FromMilliseconds(head.ReadInt64()));
        ReadBody(from, 0);
        return limits;
    }

    public static void WriteRequest(Stream to, ReadOnlySpan<byte> code, PixelLayout layout, int reduce) => Write(to, head =>
    {
        head.Write(reduce);
        Write(head, layout);
    }, code);

    /// <returns>Null if there is no further one.</returns>
    public static (byte[] Code, PixelLayout Layout, int Reduce)? ReadRequest(Stream from)
    {
        using var head = ReadHead(from);
        if (head is null) return null;
        var reduce = head.ReadInt32();
        var layout = ReadLayout(head);
        return (ReadBody(from, int.MaxValue), layout, reduce);
    }

    public static void WriteFrame(Stream to, DecodedFrame frame) => Write(to, head =>
    {
        head.Write(true);
        Write(head, frame.Layout);
        head.Write(frame.IsIrreversible);
    }, frame.Samples);

    public static void WriteFault(Stream to, CodecFault code, string message) => Write(to, head =>
    {
        head.Write(false);
        head.Write((int)code);
        head.Write(message.Length > 400 ? message[..400] : message);
    }, []);

    /// <exception cref="CodecException">The decoder's own.</exception>
    /// <exception cref="IOException">The answer is no frame of what was asked for.</exception>
    public static DecodedFrame ReadAnswer(Stream from, PixelLayout asked)
    {
        using var head = ReadHead(from) ?? throw new EndOfStreamException();
        if (!head.ReadBoolean())
        {
            var (code, message) = ((CodecFault)head.ReadInt32(), head.ReadString());
            ReadBody(from, 0);
            throw new CodecException(Enum.IsDefined(code) ? code : CodecFault.Malformed, message);
        }
        var layout = ReadLayout(head);
        var irreversible = head.ReadBoolean();
        if (layout.Rows > asked.Rows || layout.Columns > asked.Columns || layout.SamplesPerPixel != asked.SamplesPerPixel || layout.BitsAllocated != asked.BitsAllocated)
            throw new IOException("The answer is another image.");
        var samples = ReadBody(from, layout.FrameLength);
        return samples.Length == layout.FrameLength ? new DecodedFrame(samples, layout, irreversible) : throw new IOException("The answer is no whole frame.");
    }

    private static void Write(Stream to, Action<BinaryWriter> fill, ReadOnlySpan<byte> body)
    {
        using var message = new MemoryStream(256);
        using var head = new BinaryWriter(message);
        message.Position = 4;
        fill(head);
        head.Write(body.Length);
        var bytes = message.GetBuffer().AsSpan(0, (int)message.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - 8);
        to.Write(bytes);
        to.Write(body);
        to.Flush();
    }

    private static BinaryReader? ReadHead(Stream from)
    {
        var length = new byte[4];
        if (from.ReadAtLeast(length, 4, throwOnEndOfStream: false) is var read and < 4) return read == 0 ? null : throw new EndOfStreamException();
        var head = new byte[BinaryPrimitives.ReadInt32LittleEndian(length) is var count and >= 0 and <= LongestHead ? count : throw new IOException("A head too long.")];
        from.ReadExactly(head);
        return new BinaryReader(new MemoryStream(head));
    }

    private static byte[] ReadBody(Stream from, long longest)
    {
        var length = new byte[4];
        from.ReadExactly(length);
        var body = new byte[BinaryPrimitives.ReadInt32LittleEndian(length) is var count and >= 0 && count <= longest ? count : throw new IOException("A body too long.")];
        from.ReadExactly(body);
        return body;
    }

    private static void Write(BinaryWriter head, in PixelLayout layout)
    {
        foreach (var number in (ReadOnlySpan<int>)[layout.Rows, layout.Columns, layout.SamplesPerPixel, layout.BitsAllocated, layout.PlanarConfiguration, layout.BitsStored, layout.HighBit]) head.Write(number);
        head.Write(layout.IsSigned);
        head.Write(layout.IsFloat);
        head.Write(layout.PhotometricInterpretation);
    }

    private static PixelLayout ReadLayout(BinaryReader head) => new(head.ReadInt32(), head.ReadInt32(), head.ReadInt32(), head.ReadInt32(), head.ReadInt32())
    {
        BitsStored = head.ReadInt32(),
        HighBit = head.ReadInt32(),
        IsSigned = head.ReadBoolean(),
        IsFloat = head.ReadBoolean(),
        PhotometricInterpretation = head.ReadString(),
    };
}

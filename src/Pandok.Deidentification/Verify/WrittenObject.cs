using System.Buffers.Binary;
using System.IO.Compression;

namespace Pandok.Deidentification.Verify;

/// <summary>A written object read as a stream: the header into memory up to the head of Pixel Data, then its bytes in chunks, then what follows.</summary>
internal sealed class WrittenObject : IDisposable
{
    private const int HeaderLimit = 128 << 20;
    private readonly MemoryStream header = new();
    private readonly byte[] head = new byte[132];
    private Stream source;
    private int left; // bytes of a head that was cut off

    public WrittenObject(Stream file) => source = file;

    /// <summary>Preamble, meta and data set up to and with the head of Pixel Data, inflated.</summary>
    public ReadOnlyMemory<byte> Header => header.GetBuffer().AsMemory(0, (int)header.Length);

    public bool IsDeflated { get; private set; }

    public bool HasPixels { get; private set; }

    /// <summary>Bytes of Pixel Data; null for fragments.</summary>
    public long? PixelLength { get; private set; }

    /// <summary>Reads the header.</summary>
    /// <returns>False if the bytes are no object, end early or have lengths that are not defined.</returns>
    public bool ReadHeader()
    {
        if (!Take(132) || !head.AsSpan(128, 4).SequenceEqual("DICM"u8)) return false;
        var syntax = string.Empty;
        var isImplicit = false;
        while (Take(8, keep: false))
        {
            var group = BinaryPrimitives.ReadUInt16LittleEndian(head);
            if (group != 2 && syntax.Length == 0) return false;
            if (group != 2 && !IsDeflated && syntax == "1.2.840.10008.1.2.1.99")
            {
                IsDeflated = true;
                source = new DeflateStream(new Rest(head.AsSpan(0, 8).ToArray(), source), CompressionMode.Decompress);
                continue;
            }
            if (group != 2) isImplicit = syntax == "1.2.840.10008.1.2";
            header.Write(head, 0, 8);
            var element = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(2));
            var length = isImplicit && group != 2 ? BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)) : Explicit();
            if (length is not { } bytes) return false;
            if (group == 0x7FE0 && (element is 0x08 or 0x09 or 0x10))
            {
                HasPixels = true;
                PixelLength = bytes == uint.MaxValue ? null : bytes;
                return true;
            }
            if (bytes > HeaderLimit - header.Length) return false;
            var at = (int)header.Length;
            if (!Copy((int)bytes)) return false;
            if (group == 2 && element == 0x10) syntax = System.Text.Encoding.ASCII.GetString(header.GetBuffer(), at, (int)bytes).TrimEnd('\0', ' ');
        }
        return syntax.Length > 0 && left == 0;
    }

    /// <summary>The next bytes behind the header, as many as there are up to the buffer's length.</summary>
    public int Read(Span<byte> buffer) => source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);

    public void Dispose()
    {
        header.Dispose();
        if (IsDeflated) source.Dispose(); // the inflater; the file is the caller's
    }

    private uint? Explicit()
    {
        var (first, second) = ((char)head[4], (char)head[5]);
        var isLong = $"{first}{second}" is "OB" or "OD" or "OF" or "OL" or "OV" or "OW" or "SQ" or "SV" or "UC" or "UN" or "UR" or "UT" or "UV";
        if (!isLong) return BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(6));
        return Take(4) ? BinaryPrimitives.ReadUInt32LittleEndian(head) : null;
    }

    private bool Take(int count, bool keep = true)
    {
        left = source.ReadAtLeast(head.AsSpan(0, count), count, throwOnEndOfStream: false);
        if (left < count) return false;
        left = 0;
        if (keep) header.Write(head, 0, count);
        return true;
    }

    private bool Copy(int count)
    {
        var chunk = new byte[Math.Min(count, 64 << 10)];
        while (count > 0)
        {
            var read = source.Read(chunk, 0, Math.Min(count, chunk.Length));
            if (read == 0) return false;
            header.Write(chunk, 0, read);
            count -= read;
        }
        return true;
    }

    // The eight bytes that were read to see that the data set begins, and then the file.
    private sealed class Rest(byte[] first, Stream file) : Stream
    {
        private int given;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (given == first.Length) return file.Read(buffer, offset, count);
            var some = Math.Min(count, first.Length - given);
            first.AsSpan(given, some).CopyTo(buffer.AsSpan(offset));
            given += some;
            return some;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

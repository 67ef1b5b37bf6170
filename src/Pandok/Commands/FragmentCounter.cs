using System.Buffers.Binary;

namespace Pandok.Commands;

/// <summary>Counts the bytes of Pixel Data and, when they are fragments, the items: each head is written to it on its own.</summary>
internal sealed class FragmentCounter : Stream
{
    private long left;

    public long Bytes { get; private set; }
    /// <summary>Fragments without the offset table.</summary>
    public int Fragments { get; private set; } = -1;
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => Bytes;
    public override long Position { get => Bytes; set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        Bytes += bytes.Length;
        if (left > 0)
        {
            left -= bytes.Length;
            return;
        }
        if (bytes.Length != 8 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != 0xE000FFFE) return;
        Fragments++;
        left = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}

namespace Pandok.Dicom.Files;

/// <summary>
/// Passes on what is written to it with the bytes of each number turned around, in one buffer of its own: pixels of any size, big endian to little endian and back.
/// A number may be cut between two writes. <see cref="Finish"/> passes on a last incomplete number as it is.
/// </summary>
internal sealed class SwappingStream(Stream to, int width) : Stream
{
    private readonly byte[] buffer = new byte[64 << 10];
    private int held;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        while (Take(ref bytes) is { IsEmpty: false } swapped)
        {
            to.Write(swapped.Span);
            Keep(swapped.Length);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var span = bytes.Span;
            var swapped = Take(ref span);
            if (swapped.IsEmpty) return;
            bytes = bytes[^span.Length..];
            await to.WriteAsync(swapped, cancellationToken).ConfigureAwait(false);
            Keep(swapped.Length);
        }
    }

    /// <summary>What is left of a number that never came whole.</summary>
    public ReadOnlyMemory<byte> Finish() => buffer.AsMemory(0, held);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    public override void Flush() => to.Flush();
    public override Task FlushAsync(CancellationToken cancellationToken) => to.FlushAsync(cancellationToken);
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    // As many whole numbers as fit, turned around; empty if the rest is held back.
    private ReadOnlyMemory<byte> Take(ref ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(bytes.Length, buffer.Length - held);
        bytes[..count].CopyTo(buffer.AsSpan(held));
        bytes = bytes[count..];
        held += count;
        var whole = held - held % width;
        ByteOrder.Swap(buffer.AsSpan(0, whole), width);
        return buffer.AsMemory(0, whole);
    }

    private void Keep(int passed)
    {
        buffer.AsSpan(passed, held - passed).CopyTo(buffer);
        held -= passed;
    }
}

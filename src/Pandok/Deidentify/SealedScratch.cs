using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Pandok.Platform;

namespace Pandok.Deidentify;

/// <summary>
/// A scratch stream for bytes that may name a patient: appended, then read anywhere. Small ones stay in memory; larger ones go to a temporary file, chunk by chunk under AES-256-GCM with a key
/// that exists only in this process, so nothing that identifies is ever on the disk (invariant 3). Each chunk is sealed once, its number is its nonce. The file has no name, so that a kill leaves nothing;
/// it goes when the stream does.
/// </summary>
internal sealed class SealedScratch(int inMemory = SealedScratch.MemoryLimit, string? folder = null) : Stream
{
    public const int MemoryLimit = 16 << 20;
    private const int Chunk = 64 << 10, Tag = 16;
    private readonly int most = inMemory / Chunk * Chunk;
    private byte[] memory = []; // its first bytes, as many as may stay here
    private byte[] open = []; // behind them: the chunk that is being filled
    private byte[] box = [];
    private byte[] read = [];
    private long readChunk = -1, length;
    private FileStream? file;
    private AesGcm? cipher;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => length;
    public override long Position { get; set; }

    /// <summary>The same bytes to read: in one piece where all of them are in memory, so that nobody has to copy them. Not to be used after the scratch.</summary>
    public Stream View() => length <= most ? new MemoryStream(memory, 0, (int)length, writable: false, publiclyVisible: true) : this;

    /// <summary>Appends, wherever <see cref="Position"/> stands; it stands at the end afterwards.</summary>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (length < most && buffer.Length > 0)
        {
            var part = buffer[..(int)Math.Min(buffer.Length, most - length)];
            Hold((int)length + part.Length);
            part.CopyTo(memory.AsSpan((int)length));
            length += part.Length;
            buffer = buffer[part.Length..];
        }
        while (buffer.Length > 0)
        {
            if (open.Length == 0) open = ArrayPool<byte>.Shared.Rent(Chunk);
            var used = (int)((length - most) % Chunk);
            var part = buffer[..Math.Min(buffer.Length, Chunk - used)];
            part.CopyTo(open.AsSpan(used));
            buffer = buffer[part.Length..];
            if (used + part.Length == Chunk) Seal((length - most) / Chunk);
            length += part.Length;
        }
        Position = length;
    }

    public override int Read(Span<byte> buffer)
    {
        if (Position >= length || buffer.IsEmpty) return 0;
        int count;
        if (Position < most)
        {
            count = (int)Math.Min(buffer.Length, Math.Min(length, most) - Position);
            memory.AsSpan((int)Position, count).CopyTo(buffer);
        }
        else
        {
            var (number, at) = ((Position - most) / Chunk, (int)((Position - most) % Chunk));
            var whole = number == (length - most) / Chunk ? open : Unseal(number);
            count = (int)Math.Min(Math.Min(buffer.Length, Chunk - at), length - Position);
            whole.AsSpan(at, count).CopyTo(buffer);
        }
        Position += count;
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => length + offset };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            cipher?.Dispose();
            file?.Dispose();
            GiveBack(ref memory);
            GiveBack(ref open);
            length = 0;
        }
        base.Dispose(disposing);
    }

    private void Seal(long number)
    {
        if (file is null)
        {
            Span<byte> key = stackalloc byte[32];
            RandomNumberGenerator.Fill(key);
            cipher = new AesGcm(key, Tag);
            box = new byte[Chunk + Tag];
            CryptographicOperations.ZeroMemory(key);
            file = Unnamed(folder ?? Path.GetTempPath());
        }
        cipher!.Encrypt(Nonce(number), open.AsSpan(0, Chunk), box.AsSpan(0, Chunk), box.AsSpan(Chunk));
        RandomAccess.Write(file.SafeFileHandle, box, number * box.Length);
    }

    // Elsewhere the system takes the file away with its last handle.
    private static FileStream Unnamed(string folder)
    {
        MasterKey.PrivateFolder(folder);
        var path = Path.Combine(folder, $"pandok-{Guid.NewGuid():N}.sealed");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0 };
        if (OperatingSystem.IsWindows()) options.Options = FileOptions.DeleteOnClose;
        else options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }

    private byte[] Unseal(long number)
    {
        if (readChunk == number) return read;
        if (read.Length == 0) read = new byte[Chunk];
        for (var got = 0; got < box.Length;)
        {
            var count = RandomAccess.Read(file!.SafeFileHandle, box.AsSpan(got), number * box.Length + got);
            if (count == 0) throw new EndOfStreamException("A scratch file is shorter than it was.");
            got += count;
        }
        readChunk = -1;
        cipher!.Decrypt(Nonce(number), box.AsSpan(0, Chunk), box.AsSpan(Chunk), read);
        readChunk = number;
        return read;
    }

    // Rented again and again, by doubling: what comes through a door is most of the garbage there.
    private void Hold(int needed)
    {
        if (needed <= memory.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Min(2 * memory.Length, most)));
        memory.AsSpan(0, (int)length).CopyTo(larger);
        GiveBack(ref memory);
        memory = larger;
    }

    private static void GiveBack(ref byte[] rented)
    {
        if (rented.Length > 0) ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        rented = [];
    }

    private static byte[] Nonce(long number)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(nonce, number);
        return nonce;
    }
}

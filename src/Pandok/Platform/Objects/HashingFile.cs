using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Pandok.Platform.Objects;

/// <summary>
/// Writes a file and hashes what is written. Writes go to the page cache at once, on the caller's thread: handing each to another thread costs more than it takes.
/// Does not own the file.
/// </summary>
internal sealed partial class HashingFile(SafeFileHandle file) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private const int Large = 4 << 20;
    private long written;
    private long started;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => written;
    public override long Position { get => written; set => throw new NotSupportedException(); }

    /// <summary>Of everything written, lower-case hexadecimal.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        hash.AppendData(buffer);
        RandomAccess.Write(file, buffer, written);
        written += buffer.Length;
        if (written - started >= Large) Start();
    }

    /// <summary>Lets the disk begin with what is written so far, and waits for nothing: the flush that follows finds less to do. Makes nothing durable; where it cannot be said, nothing is lost.</summary>
    public void Start()
    {
        if (OperatingSystem.IsLinux()) _ = SyncFileRange(file, started, written - started, StartWriting);
        started = written;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    private const uint StartWriting = 2; // SYNC_FILE_RANGE_WRITE

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long count, uint flags);

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }
}

using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Ingest;

/// <summary>
/// Lets a part flow to the intake and keeps its first bytes, so that the answer can call an instance by the name its sender knows, also one that could not be read. The names are
/// said to nobody but this sender, in this answer, and are kept nowhere.
/// </summary>
internal sealed class SentHead(Stream part) : Stream
{
    // File Meta Information is a few hundred bytes behind the preamble (PS3.10 section 7.1).
    private readonly byte[] head = new byte[4096];
    private int kept;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>SOP Class and Instance UID as File Meta Information names them; null where it does not.</summary>
    public async ValueTask<(string? SopClass, string? Instance)> NamesAsync(CancellationToken stop)
    {
        try
        {
            var (meta, _, _) = await DicomReader.ReadMetaAsync(new MemoryStream(head, 0, kept), stop);
            return (Valid(meta.GetString(Tags.MediaStorageSOPClassUID)), Valid(meta.GetString(Tags.MediaStorageSOPInstanceUID)));
        }
        catch (DicomException)
        {
            return default;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await part.ReadAsync(buffer, cancellationToken);
        var keep = Math.Min(read, head.Length - kept);
        buffer.Span[..keep].CopyTo(head.AsSpan(kept));
        kept += keep;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Parts are read asynchronously.");
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static string? Valid(string? uid) => Uids.IsValid(uid) ? uid : null;
}

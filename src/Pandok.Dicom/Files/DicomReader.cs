using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Files;

/// <summary>
/// Reads a Part 10 file (PS3.10) or a data set from the wire (PS3.5 section 7) as a stream: the header into memory, then Pixel Data copied through,
/// so that an object of any size needs little memory. Tolerant: what it forgives stands in <see cref="Findings"/>.
/// Use: one of the Read methods, then <see cref="CopyPixelDataAsync"/> if there are pixels, then <see cref="FinishAsync"/>.
/// One reader reads one object; it is not safe for concurrent use.
/// </summary>
public sealed class DicomReader(Stream stream, ReadLimits? limits = null)
{
    private readonly ByteSource source = new(stream);
    private readonly ReadLimits limits = limits ?? ReadLimits.Default;
    private readonly List<ReadFinding> findings = [];
    private PixelDataHead? pixels;
    private TransferSyntax syntax = TransferSyntax.ImplicitLittleEndian;

    /// <summary>What was forgiven so far; at most a thousand are kept.</summary>
    public IReadOnlyList<ReadFinding> Findings => findings;

    /// <summary>Bytes read so far; after a Read method, where Pixel Data's value starts.</summary>
    public long Position => source.Position;

    /// <summary>Reads preamble, File Meta Information and the data set up to Pixel Data.</summary>
    /// <exception cref="DicomException">NotDicom, Truncated, Structure, LimitExceeded, UnsupportedSyntax.</exception>
    public async ValueTask<DicomHeader> ReadFileAsync(CancellationToken stop)
    {
        var (meta, encoding) = await ReadMetaAsync(stop).ConfigureAwait(false);
        return await ReadAsync(meta, encoding, stop).ConfigureAwait(false);
    }

    /// <summary>Reads no further than File Meta Information, and tells where the data set starts.</summary>
    /// <exception cref="DicomException">NotDicom, Truncated, UnsupportedSyntax.</exception>
    public static async ValueTask<(DataSet Meta, TransferSyntax Syntax, long DataSetStart)> ReadMetaAsync(Stream file, CancellationToken stop)
    {
        var reader = new DicomReader(file);
        var (meta, encoding) = await reader.ReadMetaAsync(stop).ConfigureAwait(false);
        return (meta, encoding, reader.Position);
    }

    private async ValueTask<(DataSet Meta, TransferSyntax Syntax)> ReadMetaAsync(CancellationToken stop)
    {
        var hasPreamble = await source.FillAsync(132, stop).ConfigureAwait(false) && source.Peek.Slice(128, 4).SequenceEqual("DICM"u8);
        if (hasPreamble) source.Take(132);
        else if (source.Available >= 8 && source.Peek is [0x02, 0x00, 0x00, 0x00, (byte)'U', (byte)'L', ..]) Find(ReadFindingCode.NoPreamble, default);
        else throw new DicomException(DicomError.NotDicom, "No DICOM prefix and no File Meta Information", 0);

        var meta = await new DataSetParser(source, TransferSyntax.ExplicitLittleEndian, limits, findings).ReadMetaAsync(stop).ConfigureAwait(false);
        var uid = meta.GetString(Tags.TransferSyntaxUID);
        var found = TransferSyntax.Find(uid) ?? throw new DicomException(DicomError.UnsupportedSyntax, "The transfer syntax is missing or unknown", source.Position, Tags.TransferSyntaxUID);
        return (meta, found);
    }

    /// <summary>Reads a data set without File Meta Information, as C-STORE carries it, up to Pixel Data.</summary>
    /// <exception cref="DicomException">Truncated, Structure, LimitExceeded, UnsupportedSyntax.</exception>
    public ValueTask<DicomHeader> ReadDataSetAsync(TransferSyntax encoding, CancellationToken stop) => ReadAsync(new DataSet(), encoding, stop);

    /// <summary>
    /// Copies the bytes of Pixel Data as they stand: the native value, or the fragment items with their closing delimiter. Structure and length are checked on the way.
    /// </summary>
    /// <returns>The bytes written.</returns>
    /// <exception cref="DicomException">Truncated, Structure, LimitExceeded.</exception>
    public async ValueTask<long> CopyPixelDataAsync(Stream to, CancellationToken stop)
    {
        if (pixels is not { } head) throw new InvalidOperationException("There is no Pixel Data, or it was copied already.");
        pixels = null;
        if (head.Length is { } length)
        {
            if (length > limits.PixelBytes) throw new DicomException(DicomError.LimitExceeded, "Pixel Data is longer than the limit", source.Position, head.Tag);
            await CopyExactlyAsync(to, length, head.Tag, stop).ConfigureAwait(false);
            return length;
        }
        return await CopyFragmentsAsync(to, head.Tag, stop).ConfigureAwait(false);
    }

    /// <summary>Reads what stands after Pixel Data to the end of the stream: a well-formed rest (padding, signatures) is dropped with a finding, anything else is an error.</summary>
    /// <exception cref="DicomException">Truncated, Structure.</exception>
    public async ValueTask FinishAsync(CancellationToken stop)
    {
        if (pixels is not null) await CopyPixelDataAsync(Stream.Null, stop).ConfigureAwait(false);
        if (!await source.FillAsync(1, stop).ConfigureAwait(false)) return;
        Find(ReadFindingCode.AfterPixelData, default);
        await new DataSetParser(source, syntax, limits, findings).ReadAsync(stop).ConfigureAwait(false);
    }

    private async ValueTask<DicomHeader> ReadAsync(DataSet meta, TransferSyntax encoding, CancellationToken stop)
    {
        if (encoding.IsBigEndian || encoding.IsDeflated)
            throw new DicomException(DicomError.UnsupportedSyntax, $"{encoding.Name} is not read yet", source.Position, Tags.TransferSyntaxUID);
        syntax = encoding;
        var parser = new DataSetParser(source, encoding, limits, findings);
        var set = await parser.ReadAsync(stop).ConfigureAwait(false);
        pixels = parser.Pixels;
        return new DicomHeader(meta, set, encoding, pixels);
    }

    private async ValueTask<long> CopyFragmentsAsync(Stream to, Tag tag, CancellationToken stop)
    {
        for (long total = 0; ;)
        {
            if (!await source.FillAsync(8, stop).ConfigureAwait(false)) throw new DicomException(DicomError.Truncated, "The fragments end without a delimiter", source.Position, tag);
            var head = source.Take(8);
            await to.WriteAsync(head, stop).ConfigureAwait(false);
            var mark = BinaryPrimitives.ReadUInt32LittleEndian(head.Span);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head.Span[4..]);
            total += 8;
            if (mark == 0xE0DDFFFE) return total;
            if (mark != 0xE000FFFE || length == uint.MaxValue) throw new DicomException(DicomError.Structure, "A fragment item was expected", source.Position - 8, tag);
            total += length;
            if (total > limits.PixelBytes) throw new DicomException(DicomError.LimitExceeded, "Pixel Data is longer than the limit", source.Position, tag);
            await CopyExactlyAsync(to, length, tag, stop).ConfigureAwait(false);
        }
    }

    private async ValueTask CopyExactlyAsync(Stream to, long length, Tag tag, CancellationToken stop)
    {
        var copied = await source.CopyAsync(to, length, stop).ConfigureAwait(false);
        if (copied < length) throw new DicomException(DicomError.Truncated, $"Pixel Data ends {length - copied} bytes early", source.Position, tag);
    }

    private void Find(ReadFindingCode code, Tag tag) => findings.Add(new ReadFinding(code, tag, source.Position));
}

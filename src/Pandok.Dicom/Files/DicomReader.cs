using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Files;

/// <summary>
/// Reads a Part 10 file (PS3.10) or a data set from the wire (PS3.5 section 7) as a stream: the header into memory, then Pixel Data copied through,
/// so that an object of any size needs little memory, inflated or turned around on the way too. What is forgiven stands in <see cref="Findings"/>.
/// Use: one of the Read methods, then <see cref="CopyPixelDataAsync"/> if there are pixels, then <see cref="FinishAsync"/>.
/// The methods without Async block their thread and are for files. One reader reads one object; it is not safe for concurrent use.
/// </summary>
/// <param name="stream">A Part 10 file or a data set; read forward only, never closed.</param>
/// <param name="limits">What is accepted; null for <see cref="ReadLimits.Default"/>.</param>
/// <param name="mode">How a breach of the standard is met.</param>
public sealed class DicomReader(Stream stream, ReadLimits? limits = null, ReadMode mode = ReadMode.Tolerant)
{
    private readonly ReadLimits limits = limits ?? ReadLimits.Default;
    private readonly FindingList findings = new(mode);
    private ByteSource source = new(stream);
    private PixelDataHead? pixels;
    private int swapWidth;
    private Coding coding;

    /// <summary>What was forgiven so far; at most a thousand are kept.</summary>
    public IReadOnlyList<ReadFinding> Findings => findings.Found;

    /// <summary>Bytes read so far; after a Read method, where Pixel Data's value starts. In a deflated data set its inflated bytes are counted.</summary>
    public long Position => source.Position;

    /// <summary>Reads preamble, File Meta Information and the data set up to Pixel Data. Without the first two, the encoding is guessed from the first element.</summary>
    /// <exception cref="DicomException">NotDicom, Truncated, Structure, LimitExceeded, UnsupportedSyntax; Invalid in strict reading.</exception>
    public async ValueTask<DicomHeader> ReadFileAsync(CancellationToken stop)
    {
        var preamble = await ReadPreambleAsync(stop).ConfigureAwait(false);
        var meta = await ReadMetaAsync(stop).ConfigureAwait(false);
        return await ReadAsync(meta, TransferSyntax.Find(meta.GetString(Tags.TransferSyntaxUID)), stop).ConfigureAwait(false) with { Preamble = preamble };
    }

    /// <summary><see cref="ReadFileAsync"/>, blocking.</summary>
    public DicomHeader ReadFile() => Blocking().ReadFileAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Reads no further than File Meta Information, and tells where the data set starts.</summary>
    /// <exception cref="DicomException">NotDicom, Truncated, UnsupportedSyntax.</exception>
    public static async ValueTask<(DataSet Meta, TransferSyntax Syntax, long DataSetStart)> ReadMetaAsync(Stream file, CancellationToken stop)
    {
        var reader = new DicomReader(file);
        await reader.ReadPreambleAsync(stop).ConfigureAwait(false);
        var meta = await reader.ReadMetaAsync(stop).ConfigureAwait(false);
        if (meta.Count == 0) throw new DicomException(DicomError.NotDicom, "No File Meta Information", reader.Position);
        var found = TransferSyntax.Find(meta.GetString(Tags.TransferSyntaxUID))
            ?? throw new DicomException(DicomError.UnsupportedSyntax, "The transfer syntax is missing or unknown", reader.Position, Tags.TransferSyntaxUID);
        return (meta, found, reader.Position);
    }

    /// <summary>Reads a data set without File Meta Information, as C-STORE carries it, up to Pixel Data.</summary>
    /// <exception cref="DicomException">Truncated, Structure, LimitExceeded; Invalid in strict reading.</exception>
    public ValueTask<DicomHeader> ReadDataSetAsync(TransferSyntax encoding, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        return ReadAsync(new DataSet(), encoding, stop);
    }

    /// <summary>
    /// Copies the bytes of Pixel Data: the native value, little endian whatever the file is, or the fragment items as they stand with their closing delimiter. Structure and length are checked on the way.
    /// In big endian the bytes of each 16-bit word change places in OW, those of 32 and 64-bit samples too (Bits Allocated), and each number of OF and OD.
    /// </summary>
    /// <returns>The bytes written.</returns>
    /// <exception cref="DicomException">Truncated, Structure, LimitExceeded.</exception>
    public async ValueTask<long> CopyPixelDataAsync(Stream to, CancellationToken stop)
    {
        if (pixels is not { } head) throw new InvalidOperationException("There is no Pixel Data, or it was copied already.");
        pixels = null;
        if (head.Length is not { } length) return await CopyFragmentsAsync(to, head.Tag, stop).ConfigureAwait(false);
        if (length > limits.PixelBytes) throw new DicomException(DicomError.LimitExceeded, "Pixel Data is longer than the limit", source.Position, head.Tag);
        if ((length & 1) != 0) findings.Add(ReadFindingCode.OddLength, head.Tag, source.Position);
        if (!coding.IsBigEndian || swapWidth == 1) return await CopyExactlyAsync(to, length, head.Tag, stop).ConfigureAwait(false);
        var swapping = new SwappingStream(to, swapWidth);
        var copied = await CopyExactlyAsync(swapping, length, head.Tag, stop).ConfigureAwait(false);
        await source.WriteAsync(to, swapping.Finish(), stop).ConfigureAwait(false);
        return copied;
    }

    /// <summary><see cref="CopyPixelDataAsync"/>, blocking.</summary>
    public long CopyPixelData(Stream to) => Blocking().CopyPixelDataAsync(to, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>
    /// Reads what stands after Pixel Data to the end of the stream (Data Set Trailing Padding, Digital Signatures); Pixel Data that nobody copied is checked and passed over.
    /// </summary>
    /// <returns>The elements after Pixel Data, none in most objects. Whoever writes the object on decides whether they go along.</returns>
    /// <exception cref="DicomException">Truncated, Structure, LimitExceeded.</exception>
    public async ValueTask<DataSet> FinishAsync(CancellationToken stop)
    {
        if (pixels is not null) await CopyPixelDataAsync(Stream.Null, stop).ConfigureAwait(false);
        if (!await source.FillAsync(1, stop).ConfigureAwait(false)) return new DataSet();
        return await new DataSetParser(source, coding, limits, mode, findings).ReadTrailerAsync(stop).ConfigureAwait(false);
    }

    /// <summary><see cref="FinishAsync"/>, blocking.</summary>
    public DataSet Finish() => Blocking().FinishAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private async ValueTask<ReadOnlyMemory<byte>> ReadPreambleAsync(CancellationToken stop)
    {
        if (await source.FillAsync(132, stop).ConfigureAwait(false) && source.Peek.Slice(128, 4).SequenceEqual("DICM"u8))
        {
            var preamble = source.Take(128);
            source.Skip(4);
            return preamble;
        }
        if (Coding.Guess(source.Peek) is null) throw new DicomException(DicomError.NotDicom, "No DICOM prefix, and the first bytes are no element of a data set", 0);
        findings.Add(ReadFindingCode.NoPreamble, default, 0);
        return default;
    }

    private async ValueTask<DataSet> ReadMetaAsync(CancellationToken stop)
    {
        var start = source.Position;
        var meta = await new DataSetParser(source, Coding.Explicit, limits, mode, findings).ReadMetaAsync(stop).ConfigureAwait(false);
        if (meta.Count == 0) findings.Add(ReadFindingCode.NoMeta, default, start);
        else if (meta.GetInteger(Tags.FileMetaInformationGroupLength) + 12 != source.Position - start) findings.Add(ReadFindingCode.MetaGroupLength, Tags.FileMetaInformationGroupLength, start);
        return meta;
    }

    private async ValueTask<DicomHeader> ReadAsync(DataSet meta, TransferSyntax? stated, CancellationToken stop)
    {
        await source.FillAsync(16, stop).ConfigureAwait(false);
        if (stated is { IsDeflated: true })
        {
            if (Coding.Guess(source.Peek) is null) await InflateAsync(stop).ConfigureAwait(false);
            else stated = Wrong(TransferSyntax.ExplicitLittleEndian);
        }
        var guess = Coding.Guess(source.Peek);
        if (stated is null)
        {
            if (meta.Count > 0) findings.Add(ReadFindingCode.UnknownTransferSyntax, Tags.TransferSyntaxUID, source.Position);
            coding = guess ?? (source.Available == 0 ? Coding.Explicit : throw new DicomException(DicomError.UnsupportedSyntax, "The transfer syntax is missing or unknown, and the data set does not show it", source.Position, Tags.TransferSyntaxUID));
        }
        else
        {
            coding = Coding.Of(stated);
            if (guess is { } other && other != coding && TagIsOdd(coding, other)) (stated, coding) = (Wrong(stated.IsEncapsulated ? stated : other.Native), other);
        }
        var parser = new DataSetParser(source, coding, limits, mode, findings);
        var set = await parser.ReadAsync(stop).ConfigureAwait(false);
        pixels = parser.Pixels;
        var syntax = stated ?? coding.Native;
        if (pixels is { } head)
        {
            swapWidth = SwapWidth(head, set);
            if (head.Length > 0 && syntax.IsEncapsulated) syntax = Wrong(coding.Native);
            else if (head.Length is null && !syntax.IsEncapsulated)
                throw new DicomException(stated is null ? DicomError.UnsupportedSyntax : DicomError.Structure, $"Fragments in {syntax.Name}, which tells no codec", source.Position, head.Tag);
        }
        return new DicomHeader(meta, set, syntax, pixels);
    }

    // The guess stands against the statement only if the first element makes no sense as stated.
    private bool TagIsOdd(Coding stated, Coding guess) =>
        stated.IsImplicit != guess.IsImplicit || (stated.IsBigEndian != guess.IsBigEndian && stated.ShortAt(source.Peek) > 0xFF);

    private TransferSyntax Wrong(TransferSyntax real)
    {
        findings.Add(ReadFindingCode.WrongTransferSyntax, Tags.TransferSyntaxUID, source.Position);
        return real;
    }

    private async ValueTask InflateAsync(CancellationToken stop)
    {
        source = new ByteSource(new InflatingStream(source, limits.InflatedBytes), source.Position) { IsSynchronous = source.IsSynchronous };
        await source.FillAsync(16, stop).ConfigureAwait(false);
    }

    internal static int SwapWidth(PixelDataHead head, DataSet set) => head.Vr switch
    {
        Vr.OF => 4,
        Vr.OD => 8,
        Vr.OW => set.GetInteger(Tags.BitsAllocated) switch { 32 => 4, 64 => 8, _ => 2 },
        _ => 1,
    };

    private async ValueTask<long> CopyFragmentsAsync(Stream to, Tag tag, CancellationToken stop)
    {
        for (long total = 0; ;)
        {
            if (!await source.FillAsync(8, stop).ConfigureAwait(false))
            {
                if (mode != ReadMode.Salvage) throw new DicomException(DicomError.Truncated, "The fragments end without a delimiter", source.Position, tag);
                findings.Add(ReadFindingCode.Truncated, tag, source.Position);
                return total;
            }
            var head = source.Take(8);
            await source.WriteAsync(to, head, stop).ConfigureAwait(false);
            var mark = BinaryPrimitives.ReadUInt32LittleEndian(head.Span);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head.Span[4..]);
            total += 8;
            if (mark == 0xE0DDFFFE) return total;
            if (mark != 0xE000FFFE || length == uint.MaxValue) throw new DicomException(DicomError.Structure, "A fragment item was expected", source.Position - 8, tag);
            if ((length & 1) != 0) findings.Add(ReadFindingCode.OddLength, tag, source.Position);
            total += length;
            if (total > limits.PixelBytes) throw new DicomException(DicomError.LimitExceeded, "Pixel Data is longer than the limit", source.Position, tag);
            await CopyExactlyAsync(to, length, tag, stop).ConfigureAwait(false);
        }
    }

    private async ValueTask<long> CopyExactlyAsync(Stream to, long length, Tag tag, CancellationToken stop)
    {
        var copied = await source.CopyAsync(to, length, stop).ConfigureAwait(false);
        if (copied == length) return copied;
        if (mode != ReadMode.Salvage) throw new DicomException(DicomError.Truncated, $"Pixel Data ends {length - copied} bytes early", source.Position, tag);
        findings.Add(ReadFindingCode.Truncated, tag, source.Position);
        return copied;
    }

    private DicomReader Blocking()
    {
        source.IsSynchronous = true;
        return this;
    }
}

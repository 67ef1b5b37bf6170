using System.Buffers;
using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Files;

/// <summary>
/// Writes encapsulated Pixel Data frame by frame (PS3.5 section A.4): one fragment per frame, and an offset table that is filled in at the end: the Basic one, or,
/// where its 32 bits may not do, the Extended Offset Table and its lengths (PS3.3 C.7.6.3.1.8). Use: <see cref="BeginAsync"/>, <see cref="WriteFrameAsync"/> per frame,
/// <see cref="EndAsync"/>. The stream must be seekable.
/// </summary>
public sealed class EncapsulatedWriter(Stream to, int frames, bool isExtended)
{
    private static readonly Tag ExtendedOffsetTable = new(0x7FE00001);
    private static readonly Tag ExtendedOffsetTableLengths = new(0x7FE00002);
    private readonly List<(long Offset, long Length)> written = [];
    private long tables;
    private long origin;

    /// <summary>Writes the heads of Pixel Data, with room for the table. Everything before group 7FE0 must be there already.</summary>
    public async ValueTask BeginAsync(CancellationToken stop)
    {
        var head = new ArrayBufferWriter<byte>();
        tables = to.Position;
        if (isExtended)
        {
            var set = new DataSet();
            set.Set(DataElement.Of(ExtendedOffsetTable, Vr.OV, new byte[8 * frames]));
            set.Set(DataElement.Of(ExtendedOffsetTableLengths, Vr.OV, new byte[8 * frames]));
            DicomWriter.WriteDataSet(head, set, TransferSyntax.ExplicitLittleEndian);
        }
        DicomWriter.WritePixelDataHead(head, new PixelDataHead(Tags.PixelData, Vr.OB, null), TransferSyntax.ExplicitLittleEndian);
        if (!isExtended) tables += head.WrittenCount + 8;
        WriteItem(head, Tags.Item, isExtended ? 0 : 4 * frames);
        if (!isExtended) head.Write(new byte[4 * frames]);
        await to.WriteAsync(head.WrittenMemory, stop).ConfigureAwait(false);
        origin = to.Position;
    }

    /// <summary>Writes one frame as one fragment.</summary>
    /// <param name="code">Of even length.</param>
    /// <param name="stop">Ends the writing.</param>
    /// <exception cref="DicomException">LimitExceeded: the Basic Offset Table cannot reach this frame.</exception>
    public async ValueTask WriteFrameAsync(ReadOnlyMemory<byte> code, CancellationToken stop)
    {
        if (code.Length % 2 != 0) throw new ArgumentException("A fragment has an even number of bytes (PS3.5 section A.4).", nameof(code));
        var offset = to.Position - origin;
        if (!isExtended && offset > uint.MaxValue) throw new DicomException(DicomError.LimitExceeded, "The Basic Offset Table ends at 4 GiB", to.Position, Tags.PixelData);
        written.Add((offset, code.Length));
        var head = new ArrayBufferWriter<byte>(8);
        WriteItem(head, Tags.Item, code.Length);
        await to.WriteAsync(head.WrittenMemory, stop).ConfigureAwait(false);
        await to.WriteAsync(code, stop).ConfigureAwait(false);
    }

    /// <summary>Closes the chain, fills in the table, and leaves the stream at its end.</summary>
    /// <exception cref="InvalidOperationException">Not as many frames were written as announced.</exception>
    public async ValueTask EndAsync(CancellationToken stop)
    {
        if (written.Count != frames) throw new InvalidOperationException($"{written.Count} of {frames} frames were written.");
        var tail = new ArrayBufferWriter<byte>(8);
        WriteItem(tail, Tags.SequenceDelimitation, 0);
        await to.WriteAsync(tail.WrittenMemory, stop).ConfigureAwait(false);
        var end = to.Position;
        if (isExtended)
        {
            // Element heads of 12 bytes each (OV).
            await FillAsync(tables + 12, index => written[index].Offset, stop).ConfigureAwait(false);
            await FillAsync(tables + 12 + 8L * frames + 12, index => written[index].Length, stop).ConfigureAwait(false);
        }
        else
        {
            var table = new byte[4 * frames];
            for (var i = 0; i < frames; i++) BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(4 * i), (uint)written[i].Offset);
            to.Position = tables;
            await to.WriteAsync(table, stop).ConfigureAwait(false);
        }
        to.Position = end;
    }

    private async ValueTask FillAsync(long position, Func<int, long> value, CancellationToken stop)
    {
        var table = new byte[8 * frames];
        for (var i = 0; i < frames; i++) BinaryPrimitives.WriteInt64LittleEndian(table.AsSpan(8 * i), value(i));
        to.Position = position;
        await to.WriteAsync(table, stop).ConfigureAwait(false);
    }

    private static void WriteItem(ArrayBufferWriter<byte> to, Tag tag, int length)
    {
        var span = to.GetSpan(8);
        BinaryPrimitives.WriteUInt16LittleEndian(span, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(span[2..], tag.Element);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], length);
        to.Advance(8);
    }
}

using System.Buffers;
using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Dicom.Network;

// Cuts messages into P-DATA-TF PDUs of what the peer takes, one PDV each, and gathers them: command and data leave in few, large writes.
//
//   buffer: [command PDU][data PDU, full][data PDU, open: head reserved, fragment growing ...]
//
// Messages do not mix (PS3.8 Annex E): one is written at a time, from SendAsync alone.
// The head of an open PDU is filled in when it is closed: only then is it known whether the fragment is the last.
internal sealed class MessageWriter(PduConnection connection, uint peerMaxPdu, ConnectionLimits limits) : IDisposable
{
    private const int HeadLength = 12;
    private const int Gathered = 256 << 10;

    // Fragments have an even length (PS3.8 Annex E), and the peer's maximum counts the 6 bytes of the PDV's head.
    private readonly int fragmentMaximum = ((int)Math.Min(peerMaxPdu == 0 ? uint.MaxValue : peerMaxPdu, (uint)limits.MaxPdu) - 6) & ~1;
    private readonly SemaphoreSlim turn = new(1, 1);
    private byte[] buffer = [];
    private bool isDisposed;
    private int start = -1;
    private int end;
    private byte contextId;

    private int FragmentLeft => start + HeadLength + fragmentMaximum - end;

    // A message: the command, and its data set if there is one. Not flushed, it leaves with the next that is, or when the buffer is full.
    public async ValueTask SendAsync(AcceptedContext context, DataSet command, DataSet? dataSet, CancellationToken stop, bool flush = true)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        if (dataSet is not null) DicomWriter.WriteDataSet(bytes, dataSet, context.TransferSyntax);
        await SendAsync(context, command, dataSet is null ? null : () => WriteAsync(bytes.WrittenMemory, stop), stop, flush).ConfigureAwait(false);
    }

    // A message whose data set is written, by WriteAsync or RoomAsync and Advance, while nothing else can be.
    public async ValueTask SendAsync(AcceptedContext context, DataSet command, Func<ValueTask>? writeDataSet, CancellationToken stop, bool flush = true)
    {
        await turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            connection.ThrowIfFaulted();
            ObjectDisposedException.ThrowIf(isDisposed, this);
            await WriteCommandAsync(context.Id, command, stop).ConfigureAwait(false);
            if (writeDataSet is not null)
            {
                await writeDataSet().ConfigureAwait(false);
                await EndDataSetAsync(stop).ConfigureAwait(false);
            }
            if (flush) await FlushBufferAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask FlushAsync(CancellationToken stop)
    {
        await turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            await FlushBufferAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    // A PDU without a message: the release.
    public async ValueTask WritePduAsync(byte[] pdu, TimeSpan within, CancellationToken stop)
    {
        await turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            await FlushBufferAsync(stop).ConfigureAwait(false);
            await connection.Writer.WriteAsync(pdu, within, stop).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private async ValueTask WriteCommandAsync(byte context, DataSet command, CancellationToken stop)
    {
        if (buffer.Length == 0) buffer = ArrayPool<byte>.Shared.Rent(Math.Max(Gathered, 2 * (fragmentMaximum + HeadLength)));
        contextId = context;
        var bytes = CommandSet.Write(command);
        for (var done = 0; done < bytes.Length;)
        {
            await OpenAsync(stop).ConfigureAwait(false);
            var part = Math.Min(FragmentLeft, bytes.Length - done);
            bytes.Span.Slice(done, part).CopyTo(buffer.AsSpan(end));
            end += part;
            done += part;
            Close(isCommand: true, isLast: done == bytes.Length);
        }
    }

    // Room for the next bytes of the data set, never empty; Advance says how many were put there.
    public async ValueTask<Memory<byte>> RoomAsync(CancellationToken stop)
    {
        if (start >= 0 && FragmentLeft == 0) Close(isCommand: false, isLast: false);
        if (start < 0) await OpenAsync(stop).ConfigureAwait(false);
        return buffer.AsMemory(end, FragmentLeft);
    }

    public void Advance(int count) => end += count;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (!bytes.IsEmpty)
        {
            var room = await RoomAsync(stop).ConfigureAwait(false);
            var part = Math.Min(room.Length, bytes.Length);
            bytes[..part].CopyTo(room);
            Advance(part);
            bytes = bytes[part..];
        }
    }

    private async ValueTask EndDataSetAsync(CancellationToken stop)
    {
        if (start < 0) await OpenAsync(stop).ConfigureAwait(false);
        // A data set of odd length is not legal; the peer finds out. Nothing is added here.
        Close(isCommand: false, isLast: true);
    }

    private async ValueTask FlushBufferAsync(CancellationToken stop)
    {
        if (end == 0) return;
        await connection.Writer.WriteAsync(buffer.AsMemory(0, end), limits.Dimse, stop).ConfigureAwait(false);
        end = 0;
    }

    public void Dispose()
    {
        // Who still writes keeps the buffer; the pool gets it only from here, once.
        if (!turn.Wait(0)) return;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        isDisposed = true;
        turn.Release();
    }

    private async ValueTask OpenAsync(CancellationToken stop)
    {
        if (buffer.Length - end < HeadLength + fragmentMaximum) await FlushBufferAsync(stop).ConfigureAwait(false);
        start = end;
        end += HeadLength;
    }

    private void Close(bool isCommand, bool isLast)
    {
        var head = buffer.AsSpan(start, HeadLength);
        var fragment = end - start - HeadLength;
        head[0] = (byte)PduType.Data;
        head[1] = 0;
        BinaryPrimitives.WriteInt32BigEndian(head[2..], fragment + 6);
        BinaryPrimitives.WriteInt32BigEndian(head[6..], fragment + 2);
        head[10] = contextId;
        head[11] = (byte)((isCommand ? 1 : 0) | (isLast ? 2 : 0));
        start = -1;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Dicom.Network;

// Cuts messages into P-DATA-TF PDUs of what the peer takes, one PDV each, and gathers them: command and data leave in few, large writes.
//
//   buffer: [command PDU][data PDU, full][data PDU, open: head reserved, fragment growing ...]
//
// The head of an open PDU is filled in when it is closed: only then is it known whether the fragment is the last.
internal sealed class MessageWriter(PduConnection connection, uint peerMaxPdu, ConnectionLimits limits) : IDisposable
{
    private const int HeadLength = 12;
    private const int Gathered = 256 << 10;

    // Fragments have an even length (PS3.8 Annex E), and the peer's maximum counts the 6 bytes of the PDV's head.
    private readonly int fragmentMaximum = ((int)Math.Min(peerMaxPdu == 0 ? uint.MaxValue : peerMaxPdu, (uint)limits.MaxPdu) - 6) & ~1;
    private byte[] buffer = [];
    private int start = -1;
    private int end;
    private byte contextId;

    private int FragmentLeft => start + HeadLength + fragmentMaximum - end;

    public async ValueTask WriteCommandAsync(byte context, DataSet command, CancellationToken stop)
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

    public async ValueTask EndDataSetAsync(CancellationToken stop)
    {
        if (start < 0) await OpenAsync(stop).ConfigureAwait(false);
        // A data set of odd length is not legal; the peer finds out. Nothing is added here.
        Close(isCommand: false, isLast: true);
    }

    public async ValueTask FlushAsync(CancellationToken stop)
    {
        if (end == 0) return;
        await connection.WriteAsync(buffer.AsMemory(0, end), limits.Dimse, stop).ConfigureAwait(false);
        end = 0;
    }

    public void Dispose()
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private async ValueTask OpenAsync(CancellationToken stop)
    {
        if (buffer.Length - end < HeadLength + fragmentMaximum) await FlushAsync(stop).ConfigureAwait(false);
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

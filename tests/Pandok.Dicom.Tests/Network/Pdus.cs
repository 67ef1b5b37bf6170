using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Network;

/// <summary>PDUs by hand, for peers that do what ours never would.</summary>
internal static class Pdus
{
    /// <summary>How long a test waits for what must come: no measure of speed, so that a busy machine fails none.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static byte[] AssociateRequest(string called = "PANDOK", string calling = "TESTER", uint maxPdu = 16384) => AssociateWriter.Write(PduType.AssociateRequest, new AssociateMessage
    {
        CalledAe = called,
        CallingAe = calling,
        MaxPdu = maxPdu,
        Proposed = PresentationContext.Propose([PresentationContext.Verification, (Uids.CTImageStorage, TransferSyntax.ExplicitLittleEndian)]),
    });

    internal static byte[] Data(byte context, byte flags, params byte[] fragment)
    {
        var pdu = new byte[12 + fragment.Length];
        pdu[0] = 4;
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(2), fragment.Length + 6);
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(6), fragment.Length + 2);
        pdu[10] = context;
        pdu[11] = flags;
        fragment.CopyTo(pdu, 12);
        return pdu;
    }

    internal static byte[] EchoRequest() => Data(1, 3, CommandSet.Write(CommandSet.Request(CommandField.Echo, 1, Uids.Verification, hasDataSet: false)).ToArray());

    internal static byte[] StoreRequest(string instance = "1.2.3") => Data(3, 3, CommandSet.Write(
        Pandok.Dicom.Data.DataSetValues.Set(CommandSet.Request(CommandField.Store, 1, Uids.CTImageStorage, hasDataSet: true), CommandTags.AffectedSopInstanceUid, Pandok.Dicom.Data.Vr.UI, instance)).ToArray());

    /// <summary>Changes a few bytes of a conversation, or cuts it, so many times, and says it to the server, some at a time; each must end.</summary>
    internal static async Task SayMutationsAsync(DicomServer server, byte[] whole, int seed, int rounds)
    {
        var random = new Random(seed);
        var conversations = new ReadOnlyMemory<byte>[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var bytes = (byte[])whole.Clone();
            for (var i = 0; i <= round % 3; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            conversations[round] = bytes.AsMemory(0, round % 10 == 0 ? random.Next(bytes.Length) : bytes.Length);
        }
        await Parallel.ForEachAsync(conversations, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (bytes, _) =>
        {
            using var socket = await ConnectAsync(server);
            await socket.SendAsync(bytes, CancellationToken.None);
            socket.Shutdown(SocketShutdown.Send);
            while ((await ReceiveAsync(socket)).Length > 0) { }
        });
    }

    internal static async Task<Socket> ConnectAsync(DicomServer server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.EndPoint.Port));
        return socket;
    }

    internal static async Task<Socket> AssociateAsync(DicomServer server)
    {
        var socket = await ConnectAsync(server);
        await socket.SendAsync(AssociateRequest());
        Assert.Equal(2, (await ReceiveAsync(socket))[0]);
        return socket;
    }

    // One whole PDU; empty if the peer closed.
    internal static async Task<byte[]> ReceiveAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(Patience);
        var head = new byte[6];
        if (!await FillAsync(head)) return [];
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(2))];
        return await FillAsync(body) ? [.. head, .. body] : [];

        async Task<bool> FillAsync(byte[] to)
        {
            try
            {
                for (var at = 0; at < to.Length;)
                {
                    var read = await socket.ReceiveAsync(to.AsMemory(at), limit.Token);
                    if (read == 0) return false;
                    at += read;
                }
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}

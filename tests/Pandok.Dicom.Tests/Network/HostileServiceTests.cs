using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Network;

/// <summary>Peers that lie in negotiation, in queries and in responses: typed errors, the right A-ABORT, bounded memory, and no association that hangs.</summary>
public sealed class HostileServiceTests
{
    // Dimse is what silence within a message is judged by: a second, or a busy machine fails the test.
    private static readonly ConnectionLimits Short = new() { Dimse = TimeSpan.FromSeconds(1), IdentifierBytes = 64 << 10 };

    public static TheoryData<string, byte[]> Lies => new()
    {
        { "a window of 3 bytes", [0x53, 0, 0, 3, 0, 1, 0] },
        { "a role whose UID is longer than its item", [0x54, 0, 0, 6, 0x7F, 0xFF, (byte)'1', (byte)'.', 1, 1] },
        { "a role without roles", [0x54, 0, 0, 5, 0, 3, (byte)'1', (byte)'.', (byte)'2'] },
        { "a role for what is no UID", [0x54, 0, 0, 7, 0, 3, (byte)'a', (byte)'/', (byte)'b', 1, 1] },
        { "an identity of one byte", [0x58, 0, 0, 1, 2] },
        { "an identity with 65535 bytes of name", [0x58, 0, 0, 6, 2, 1, 0xFF, 0xFF, 1, 2] },
        { "a related class that leaves its list", [0x57, 0, 0, 14, 0, 3, (byte)'1', (byte)'.', (byte)'2', 0, 3, (byte)'1', (byte)'.', (byte)'2', 0, 2, 0, 9] },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_lie_in_the_user_information_is_aborted(string what, byte[] item)
    {
        await using var server = DicomServer.Start(new DicomServerOptions(), new RecordingHandler());
        using var socket = await Pdus.ConnectAsync(server);
        var request = Pdus.AssociateRequest();
        byte[] lying = [.. request, .. item];
        // The user information item is the last: it and the PDU grow by the sub-item.
        var user = request.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0x51, 0, 0, 4]) - 4;
        lying[user + 3] += (byte)item.Length;
        lying[5] += (byte)item.Length;
        if (lying[5] < request[5]) lying[4]++;
        await socket.SendAsync(lying);
        var answer = await Pdus.ReceiveAsync(socket);
        Assert.True(answer is [7, _, _, _, _, _, _, _, 2, 6], $"{what}: {Convert.ToHexString(answer)}");
    }

    [Fact]
    public async Task An_identifier_beyond_the_limit_is_aborted_and_an_unreadable_one_refused()
    {
        await using var server = DicomServer.Start(FolderArchive.Options with { Limits = Short }, new Slow());
        using (var socket = await AssociateAsync(server))
        {
            await socket.SendAsync(Find(1));
            for (var i = 0; i < 5; i++) await socket.SendAsync(Pdus.Data(1, 0, new byte[16 << 10]));
            Assert.Equal(7, (await Pdus.ReceiveAsync(socket))[0]);
        }
        using var other = await AssociateAsync(server);
        await other.SendAsync((byte[])[.. Find(1), .. Pdus.Data(1, 2, 8, 0, 0x52, 0, 0xFF, 0xFF, 0xFF, 0x7F)]);
        Assert.Equal(0xC000, Status(await Pdus.ReceiveAsync(other)));
    }

    [Fact]
    public async Task A_cancel_of_nothing_and_of_another_message_changes_nothing()
    {
        await using var server = DicomServer.Start(FolderArchive.Options with { Limits = Short }, new Slow());
        using var socket = await AssociateAsync(server);
        await socket.SendAsync(Pdus.Data(1, 3, CommandSet.Write(CommandSet.Cancel(9)).ToArray()));
        await socket.SendAsync((byte[])[.. Find(1), .. Pdus.Data(1, 2)]);
        await socket.SendAsync(Pdus.Data(1, 3, CommandSet.Write(CommandSet.Cancel(2)).ToArray()));
        Assert.Equal(0xFF00, Status(await Pdus.ReceiveAsync(socket)));
        await Pdus.ReceiveAsync(socket);
        await socket.SendAsync(Pdus.Data(1, 3, CommandSet.Write(CommandSet.Cancel(1)).ToArray()));
        Assert.Equal(0xFE00, Status(await Pdus.ReceiveAsync(socket)));
    }

    [Fact]
    public async Task A_request_beyond_the_window_is_aborted_in_the_end()
    {
        await using var server = DicomServer.Start(FolderArchive.Options with { Limits = Short }, new Slow());
        using var socket = await AssociateAsync(server);
        await socket.SendAsync((byte[])[.. Find(1), .. Pdus.Data(1, 2), .. Find(2), .. Pdus.Data(1, 2)]);
        Assert.Equal(0xFF00, Status(await Pdus.ReceiveAsync(socket)));
        await Pdus.ReceiveAsync(socket);
        Assert.Equal([7, 0, 0, 0, 0, 4, 0, 0, 2, 5], await Pdus.ReceiveAsync(socket));
    }

    [Fact]
    public async Task A_release_during_a_query_ends_both_in_order()
    {
        await using var server = DicomServer.Start(FolderArchive.Options with { Limits = Short }, new Slow());
        using var socket = await AssociateAsync(server);
        await socket.SendAsync((byte[])[.. Find(1), .. Pdus.Data(1, 2)]);
        Assert.Equal(0xFF00, Status(await Pdus.ReceiveAsync(socket)));
        await Pdus.ReceiveAsync(socket);
        await socket.SendAsync(AssociateWriter.Release(PduType.ReleaseRequest));
        Assert.Equal(0xFE00, Status(await Pdus.ReceiveAsync(socket)));
        Assert.Equal(6, (await Pdus.ReceiveAsync(socket))[0]);
    }

    [Fact]
    public async Task A_provider_of_nonsense_is_a_typed_exception_for_the_client()
    {
        foreach (var (nonsense, cause) in new (byte[], AbortCause)[]
        {
            (Pending(hasDataSet: false), AbortCause.ProtocolViolation),
            ([.. Pending(hasDataSet: true), .. Pdus.Data(1, 2, 8, 0, 5, 0, 0xFF, 0xFF, 0xFF, 0x7F)], AbortCause.ProtocolViolation),
            ([.. Pending(hasDataSet: true), .. Pdus.Data(1, 1, 0, 0)], AbortCause.ProtocolViolation),
            (AssociateWriter.Abort(0, AbortReason.NotSpecified), AbortCause.PeerAborted),
            (AssociateWriter.Release(PduType.ReleaseRequest), AbortCause.PeerReleased),
            ([], AbortCause.TimedOut),
        })
        {
            var (client, peer) = await ConnectRawAsync();
            var finding = Assert.ThrowsAsync<AssociationAbortedException>(async () =>
            {
                await foreach (var _ in client.FindAsync(SopClasses.StudyRootFind, new DataSet(), default)) { }
            });
            await Pdus.ReceiveAsync(peer);
            await Pdus.ReceiveAsync(peer);
            if (nonsense.Length > 0) await peer.SendAsync(nonsense);
            Assert.Equal(cause, (await finding.WaitAsync(Pdus.Patience)).Cause);
            peer.Dispose();
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Objects_that_nobody_asked_for_are_refused_by_the_client()
    {
        var (client, peer) = await ConnectRawAsync();
        await peer.SendAsync((byte[])[.. Pdus.Data(1, 3, CommandSet.Write(CommandSet.Request(CommandField.Store, 1, SopClasses.StudyRootFind, true, "1.2.3")).ToArray()), .. Pdus.Data(1, 2, 0, 0)]);
        Assert.Equal(0x0211, Status(await Pdus.ReceiveAsync(peer)));
        peer.Dispose();
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Any_mutation_of_a_query_ends_in_an_answer_or_a_close()
    {
        var handler = new Quick();
        var limits = Short with { Artim = TimeSpan.FromMilliseconds(200), Idle = TimeSpan.FromMilliseconds(200), Dimse = TimeSpan.FromMilliseconds(200) };
        await using var server = DicomServer.Start(FolderArchive.Options with { Limits = limits }, handler);
        var identifier = new System.Buffers.ArrayBufferWriter<byte>();
        DicomWriter.WriteDataSet(identifier, new DataSet().Set(new Tag(0x00080052), Vr.CS, "STUDY").SetItems(new Tag(0x00400100), new DataSet().Set(Tags.Modality, Vr.CS, "CT")), TransferSyntax.ImplicitLittleEndian);
        var action = CommandSet.Request(CommandField.Action, 3, SopClasses.StorageCommitment, hasDataSet: true, SopClasses.StorageCommitmentInstance).SetIntegers(CommandTags.ActionTypeId, Vr.US, 1);
        byte[] whole = [.. Request(), .. Find(1), .. Pdus.Data(1, 2, identifier.WrittenMemory.ToArray()), .. Pdus.Data(1, 3, CommandSet.Write(CommandSet.Cancel(1)).ToArray()),
            .. Pdus.Data(3, 3, CommandSet.Write(action).ToArray()), .. Pdus.Data(3, 2, identifier.WrittenMemory.ToArray()), .. AssociateWriter.Release(PduType.ReleaseRequest)];
        const int Rounds = 1000;
        await Pdus.SayMutationsAsync(server, whole, 20261122, Rounds);
        for (var i = 0; i < Rounds; i++) Assert.True(await handler.EndSignal.WaitAsync(Pdus.Patience));
        Assert.Empty(handler.Failures);
        Assert.True(handler.Finds > 0 && handler.Actions > 0);
    }

    private static byte[] Request() => AssociateWriter.Write(PduType.AssociateRequest, new AssociateMessage
    {
        CalledAe = "PANDOK",
        CallingAe = "TESTER",
        MaxPdu = 16384,
        Proposed = PresentationContext.Propose([(SopClasses.StudyRootFind, TransferSyntax.ImplicitLittleEndian), (SopClasses.StorageCommitment, TransferSyntax.ImplicitLittleEndian)]),
        Roles = [new RoleSelection(SopClasses.StorageCommitment, true, true)],
        UserIdentity = UserIdentity.Of("demo", "artificial"),
    });

    private static byte[] Find(ushort id) => Pdus.Data(1, 3, CommandSet.Write(CommandSet.Request(CommandField.Find, id, SopClasses.StudyRootFind, hasDataSet: true)).ToArray());

    private static byte[] Pending(bool hasDataSet) => Pdus.Data(1, 3, CommandSet.Write(CommandSet.Response(CommandSet.Request(CommandField.Find, 1, SopClasses.StudyRootFind, true), DimseStatus.Pending, hasDataSet)).ToArray());

    private static int Status(byte[] pdu) => CommandSet.Status(CommandSet.Read(pdu.AsMemory(12))!).Code;

    private static async Task<Socket> AssociateAsync(DicomServer server)
    {
        var socket = await Pdus.ConnectAsync(server);
        await socket.SendAsync(Request());
        Assert.Equal(2, (await Pdus.ReceiveAsync(socket))[0]);
        return socket;
    }

    private static async Task<(DicomClient Client, Socket Peer)> ConnectRawAsync()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var connecting = DicomClient.ConnectAsync(new DicomClientOptions
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndPoint!).Port,
            CallingAe = "A",
            CalledAe = "B",
            Contexts = PresentationContext.Propose([(SopClasses.StudyRootFind, TransferSyntax.ImplicitLittleEndian)]),
            Limits = Short with { Artim = TimeSpan.FromSeconds(5), Operation = TimeSpan.FromSeconds(1) },
        }, default);
        var peer = await listener.AcceptAsync();
        await Pdus.ReceiveAsync(peer);
        await peer.SendAsync(AssociateWriter.Write(PduType.AssociateAccept, new AssociateMessage { CalledAe = "B", CallingAe = "A", Answers = [new ContextAnswer(1, ContextResult.Acceptance, TransferSyntax.ImplicitLittleEndian.Uid)] }));
        return (await connecting, peer);
    }

    // One match, then nothing until it is cancelled.
    private sealed class Slow : DicomServerHandler
    {
        public override ValueTask<DimseStatus> StoreAsync(StoreRequest request, CancellationToken stop) => ValueTask.FromResult(DimseStatus.Success);

        public override async IAsyncEnumerable<DataSet> FindAsync(FindRequest request, [EnumeratorCancellation] CancellationToken cancel)
        {
            yield return new DataSet().Set(Tags.PatientID, Vr.LO, "DEMO");
            await Task.Delay(Timeout.Infinite, cancel);
        }
    }

    private sealed class Quick : DicomServerHandler
    {
        private int finds;
        private int actions;

        public int Finds => finds;
        public int Actions => actions;
        public SemaphoreSlim EndSignal { get; } = new(0);
        public System.Collections.Concurrent.ConcurrentQueue<Exception> Failures { get; } = new();

        public override ValueTask<DimseStatus> StoreAsync(StoreRequest request, CancellationToken stop) => ValueTask.FromResult(DimseStatus.Success);

        public override async IAsyncEnumerable<DataSet> FindAsync(FindRequest request, [EnumeratorCancellation] CancellationToken cancel)
        {
            Interlocked.Increment(ref finds);
            for (var i = 0; i < 3; i++) yield return new DataSet().Set(Tags.PatientID, Vr.LO, "DEMO");
            await Task.Yield();
        }

        public override ValueTask<NormalizedResponse> ActionAsync(NormalizedRequest request, CancellationToken stop)
        {
            Interlocked.Increment(ref actions);
            return ValueTask.FromResult<NormalizedResponse>(DimseStatus.Success);
        }

        public override void Failed(Association? association, Exception fault) => Failures.Enqueue(fault);

        public override void Ended(Association? association, AssociationAbortedException? fault) => EndSignal.Release();
    }
}

using System.Net.Sockets;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Network;

/// <summary>Peers that lie, stammer or fall silent: each ends in the right A-ABORT or A-ASSOCIATE-RJ, within its time, and the server goes on.</summary>
public sealed class HostilePeerTests
{
    // Only the time that a test is about is short: the others would strike on a busy machine. ARTIM also is how long an aborted peer that does not close is waited for.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(400), NotLong = TimeSpan.FromSeconds(3);
    private static readonly ConnectionLimits ShortArtim = new() { Artim = Soon }, ShortIdle = new() { Artim = NotLong, Idle = Soon }, ShortDimse = new() { Artim = NotLong, Dimse = Soon };

    public static TheoryData<string, byte[], byte> BeforeAnAssociation => new()
    {
        { "an HTTP request", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray(), 1 },
        { "a PDU type of 0", [0, 0, 0, 0, 0, 4, 0, 0, 0, 0], 1 },
        { "data first", Pdus.EchoRequest(), 2 },
        { "a release first", AssociateWriter.Release(PduType.ReleaseRequest), 2 },
        { "an accept", AssociateWriter.Write(PduType.AssociateAccept, new AssociateMessage { CalledAe = "A", CallingAe = "B" }), 2 },
        { "a request of 4 GB", [1, 0, 0xFF, 0xFF, 0xFF, 0xFF], 6 },
        { "a request that is too short", [1, 0, 0, 0, 0, 4, 0, 1, 0, 0], 6 },
        { "a request without contexts", AssociateWriter.Write(PduType.AssociateRequest, new AssociateMessage { CalledAe = "A", CallingAe = "B" }), 6 },
        { "an item that leaves the PDU", Changed(Pdus.AssociateRequest(), 76, 0xFF), 6 },
        { "an even context id", Changed(Pdus.AssociateRequest(), ContextId(0), 2), 6 },
        { "a context id twice", Changed(Pdus.AssociateRequest(), ContextId(0), 3), 6 },
        { "a maximum length of 1", Pdus.AssociateRequest(maxPdu: 1), 6 },
    };

    public static TheoryData<string, byte[], byte> OnAnAssociation => new()
    {
        { "a second request", Pdus.AssociateRequest(), 2 },
        { "a release response", AssociateWriter.Release(PduType.ReleaseResponse), 2 },
        { "an unknown PDU", [0x55, 0, 0, 0, 0, 4, 0, 0, 0, 0], 1 },
        { "a data PDU beyond our maximum", [4, 0, 0, 0x10, 0, 0], 6 },
        { "an empty data PDU", [4, 0, 0, 0, 0, 0], 6 },
        { "a data PDU of 3 bytes", [4, 0, 0, 0, 0, 3, 0, 0, 0], 6 },
        { "a value longer than its PDU", Changed(Pdus.EchoRequest(), 8, 0x7F), 6 },
        { "a value of length 0", [4, 0, 0, 0, 0, 6, 0, 0, 0, 0, 1, 3], 6 },
        { "a value of length 4294967295", [4, 0, 0, 0, 0, 6, 255, 255, 255, 255, 1, 3], 6 },
        { "a context that was never proposed", Pdus.Data(99, 3, 0, 0), 6 },
        { "a data set without a command", Pdus.Data(1, 2, 0, 0), 5 },
        { "a command that is no command", Pdus.Data(1, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 6 },
        { "an empty command", Pdus.Data(1, 3), 6 },
        { "a command that ends never", [.. Enumerable.Range(0, 17).SelectMany(_ => Pdus.Data(1, 1))], 6 },
        { "a command beyond the limit", [.. Enumerable.Range(0, 3).SelectMany(_ => Pdus.Data(1, 1, new byte[32 << 10]))], 6 },
        { "a command in two contexts", [.. Pdus.Data(1, 1, 0, 0), .. Pdus.Data(3, 3, 0, 0)], 6 },
        { "a response to nothing", Response(), 5 },
        { "a command within a data set", [.. Pdus.StoreRequest(), .. Pdus.Data(3, 0, 0, 0), .. Pdus.EchoRequest()], 5 },
        { "a release within a data set", [.. Pdus.StoreRequest(), .. Pdus.Data(3, 0, 0, 0), .. AssociateWriter.Release(PduType.ReleaseRequest)], 2 },
        { "a data set of empty fragments", [.. Pdus.StoreRequest(), .. Enumerable.Range(0, 17).SelectMany(_ => Pdus.Data(3, 0))], 6 },
    };

    [Theory]
    [MemberData(nameof(BeforeAnAssociation))]
    public async Task Before_an_association_is_aborted_with_its_reason(string what, byte[] bytes, byte reason)
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        using var socket = await Pdus.ConnectAsync(server);
        await socket.SendAsync(bytes);
        await ExpectAbortAsync(socket, reason, what, handler);
    }

    [Theory]
    [MemberData(nameof(OnAnAssociation))]
    public async Task On_an_association_is_aborted_with_its_reason(string what, byte[] bytes, byte reason)
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        using var socket = await Pdus.AssociateAsync(server);
        await socket.SendAsync(bytes);
        await ExpectAbortAsync(socket, reason, what, handler);
        Assert.Empty(handler.Failures);
        Assert.Empty(handler.Stored);
        Assert.Equal(0, (await EchoAsync(server)).Code);
    }

    [Theory]
    [InlineData("PAN\nDOK", "TESTER", 7)]
    [InlineData("PANDOK", "TES\\TER", 3)]
    [InlineData("PANDOK", "", 3)]
    [InlineData("", "TESTER", 7)]
    [InlineData("PANDOK", "\u0001\u0002", 3)]
    public async Task AE_titles_with_garbage_are_rejected_with_the_right_reason(string called, string calling, byte reason)
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        using var socket = await Pdus.ConnectAsync(server);
        await socket.SendAsync(Pdus.AssociateRequest(called, calling));
        Assert.Equal([3, 0, 0, 0, 0, 4, 0, 1, 1, reason], await Pdus.ReceiveAsync(socket));
    }

    [Fact]
    public async Task Another_protocol_version_and_another_application_context_are_rejected()
    {
        await using var server = DicomServer.Start(new DicomServerOptions(), new RecordingHandler());
        foreach (var (position, value, source) in new[] { (7, (byte)2, (byte)2), (78, (byte)'9', (byte)1) })
        {
            using var socket = await Pdus.ConnectAsync(server);
            await socket.SendAsync(Changed(Pdus.AssociateRequest(), position, value));
            Assert.Equal([3, 0, 0, 0, 0, 4, 0, 1, source, 2], await Pdus.ReceiveAsync(socket));
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(129)]
    public async Task An_association_has_at_most_128_presentation_contexts(int count)
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        using var socket = await Pdus.ConnectAsync(server);
        // There are 128 odd numbers in a byte: the 129th context repeats the first one's.
        await socket.SendAsync(AssociateWriter.Write(PduType.AssociateRequest, new AssociateMessage
        {
            CalledAe = "PANDOK",
            CallingAe = "TESTER",
            MaxPdu = 16384,
            Proposed = [.. Enumerable.Range(0, count).Select(index => new PresentationContext((byte)(2 * index + 1), Uids.Verification, [TransferSyntax.ImplicitLittleEndian.Uid]))],
        }));
        var answer = await Pdus.ReceiveAsync(socket);
        if (count == 128)
        {
            Assert.Equal(2, answer[0]);
            Assert.Equal(128, AssociateReader.Read(answer.AsSpan(6)).Answers.Count(context => context.Result == ContextResult.Acceptance));
            return;
        }
        Assert.Equal([7, 0, 0, 0, 0, 4, 0, 0, 2, 6], answer);
        socket.Close();
        Assert.True(await handler.EndSignal.WaitAsync(Pdus.Patience));
        Assert.Contains("more than 128 presentation contexts", Assert.Single(handler.Ends)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Associations_beyond_the_limit_are_told_to_come_again()
    {
        await using var server = DicomServer.Start(new DicomServerOptions { MaxAssociations = 1 }, new RecordingHandler());
        using var first = await Pdus.AssociateAsync(server);
        using var second = await Pdus.ConnectAsync(server);
        await second.SendAsync(Pdus.AssociateRequest());
        Assert.Equal([3, 0, 0, 0, 0, 4, 0, 2, 3, 1], await Pdus.ReceiveAsync(second));
    }

    [Fact]
    public async Task What_a_handler_does_not_want_is_skipped_up_to_the_limit()
    {
        var handler = new RecordingHandler { OnStore = (_, _) => ValueTask.FromResult(DimseStatus.OutOfResources) };
        await using var server = DicomServer.Start(new DicomServerOptions { Limits = new ConnectionLimits { DrainBytes = 64 << 10 } }, handler);
        using var socket = await Pdus.AssociateAsync(server);
        await socket.SendAsync((byte[])[.. Pdus.StoreRequest(), .. Enumerable.Range(0, 4).SelectMany(part => Pdus.Data(3, (byte)(part == 3 ? 2 : 0), new byte[16 << 10]))]);
        Assert.Equal(0xA700, StatusIn(await Pdus.ReceiveAsync(socket)));
        await socket.SendAsync((byte[])[.. Pdus.StoreRequest(), .. Enumerable.Range(0, 5).SelectMany(_ => Pdus.Data(3, 0, new byte[16 << 10]))]);
        Assert.Equal([7, 0, 0, 0, 0, 4, 0, 0, 2, 0], await Pdus.ReceiveAsync(socket));
        socket.Close();
        await ExpectEndAsync(handler, AbortCause.ProtocolViolation);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task A_half_open_connection_ends_with_ARTIM(int bytes)
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions { Limits = ShortArtim }, handler);
        using var socket = await Pdus.ConnectAsync(server);
        await socket.SendAsync(Pdus.AssociateRequest().AsMemory(0, bytes));
        await ExpectEndAsync(handler, AbortCause.TimedOut);
    }

    [Fact]
    public async Task A_peer_that_never_closes_is_closed_after_ARTIM()
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions { Limits = new ConnectionLimits { Artim = NotLong } }, handler);
        using var socket = await Pdus.AssociateAsync(server);
        await socket.SendAsync(AssociateWriter.Release(PduType.ReleaseRequest));
        Assert.Equal(6, (await Pdus.ReceiveAsync(socket))[0]);
        Assert.True(await handler.EndSignal.WaitAsync(Pdus.Patience));
        Assert.Null(Assert.Single(handler.Ends));
    }

    [Fact]
    public async Task An_idle_association_is_aborted()
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions { Limits = ShortIdle }, handler);
        using var socket = await Pdus.AssociateAsync(server);
        Assert.Equal(7, (await Pdus.ReceiveAsync(socket))[0]);
        socket.Close();
        await ExpectEndAsync(handler, AbortCause.TimedOut);
    }

    [Fact]
    public async Task Silence_within_an_object_is_an_IOException_for_the_reader()
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions { Limits = ShortDimse }, handler);
        using var socket = await Pdus.AssociateAsync(server);
        await socket.SendAsync((byte[])[.. Pdus.StoreRequest(), .. Pdus.Data(3, 0, 8, 0, 5, 0)]);
        await ExpectEndAsync(handler, AbortCause.TimedOut);
        Assert.Single(handler.Broken);
    }

    [Fact]
    public async Task A_sender_that_drips_is_cut_off_though_it_is_never_silent()
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions { Limits = new ConnectionLimits { Artim = NotLong, Dimse = TimeSpan.FromSeconds(2), MinimumRate = 1000 } }, handler);
        using var socket = await Pdus.AssociateAsync(server);
        await socket.SendAsync(Pdus.StoreRequest());
        var drip = Task.Run(async () =>
        {
            try
            {
                for (var i = 0; i < 1000; i++)
                {
                    await socket.SendAsync(Pdus.Data(3, 0, 0, 0));
                    await Task.Delay(100);
                }
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException) { }
        });
        await ExpectEndAsync(handler, AbortCause.TimedOut);
        Assert.Contains("less than 1000 bytes per second", handler.Ends.Single()!.Message, StringComparison.Ordinal);
        socket.Close();
        await drip;
    }

    [Fact]
    public async Task A_handler_that_works_long_is_not_the_peers_fault()
    {
        var handler = new RecordingHandler
        {
            OnStore = async (request, stop) =>
            {
                await request.DataSet.CopyToAsync(Stream.Null, stop);
                await Task.Delay(1000, stop);
                return DimseStatus.Success;
            },
        };
        await using var server = DicomServer.Start(new DicomServerOptions { Limits = ShortDimse with { Idle = Soon } }, handler);
        using var socket = await Pdus.AssociateAsync(server);
        await socket.SendAsync((byte[])[.. Pdus.StoreRequest(), .. Pdus.Data(3, 2, 0, 0)]);
        Assert.Equal(4, (await Pdus.ReceiveAsync(socket))[0]);
    }

    [Fact]
    public async Task A_peer_that_was_idle_for_long_may_still_send()
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions { Limits = ShortDimse }, handler);
        using var socket = await Pdus.AssociateAsync(server);
        await Task.Delay(1200);
        await socket.SendAsync((byte[])[.. Pdus.StoreRequest(), .. Pdus.Data(3, 0, 0, 0), .. Pdus.Data(3, 2, 0, 0)]);
        Assert.Equal(0, StatusIn(await Pdus.ReceiveAsync(socket)));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("1.2..3")]
    [InlineData(".1")]
    [InlineData("1.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6.7.8.9.0.1.2.3.4")]
    public async Task An_instance_UID_that_is_none_never_reaches_the_handler(string uid)
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        using var socket = await Pdus.AssociateAsync(server);
        await socket.SendAsync((byte[])[.. Pdus.StoreRequest(uid), .. Pdus.Data(3, 2, 0, 0)]);
        Assert.Equal(DimseStatus.InvalidSopInstance.Code, StatusIn(await Pdus.ReceiveAsync(socket)));
        Assert.Empty(handler.Stored);
    }

    [Fact]
    public async Task An_unknown_command_gets_0211H_and_the_association_goes_on()
    {
        await using var server = DicomServer.Start(new DicomServerOptions(), new RecordingHandler());
        using var socket = await Pdus.AssociateAsync(server);
        var find = CommandSet.Request(0x0055, 5, Pandok.Dicom.Standard.Uids.Verification, hasDataSet: true);
        await socket.SendAsync((byte[])[.. Pdus.Data(1, 3, CommandSet.Write(find).ToArray()), .. Pdus.Data(1, 2, 0, 0)]);
        Assert.Equal(0x0211, StatusIn(await Pdus.ReceiveAsync(socket)));
        await socket.SendAsync(Pdus.EchoRequest());
        Assert.Equal(0, StatusIn(await Pdus.ReceiveAsync(socket)));
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_at_once()
    {
        await using var server = DicomServer.Start(new DicomServerOptions { MaxAssociations = 1, MaxConnections = 2 }, new RecordingHandler());
        using var first = await Pdus.AssociateAsync(server);
        using var second = await Pdus.ConnectAsync(server);
        using var third = await Pdus.ConnectAsync(server);
        Assert.Empty(await Pdus.ReceiveAsync(third));
        Assert.Equal(2, server.OpenConnections);
    }

    [Fact]
    public async Task Any_mutation_of_a_conversation_ends_in_an_answer_or_a_close()
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions { Limits = new ConnectionLimits { Artim = TimeSpan.FromMilliseconds(200), Idle = TimeSpan.FromMilliseconds(200), Dimse = TimeSpan.FromMilliseconds(200) } }, handler);
        byte[] whole = [.. Pdus.AssociateRequest(), .. Pdus.EchoRequest(), .. Pdus.StoreRequest(), .. Pdus.Data(3, 0, new byte[100]), .. Pdus.Data(3, 2, new byte[50]), .. AssociateWriter.Release(PduType.ReleaseRequest)];
        const int Rounds = 1500;
        await Pdus.SayMutationsAsync(server, whole, 20260801, Rounds);
        for (var i = 0; i < Rounds; i++) Assert.True(await handler.EndSignal.WaitAsync(Pdus.Patience));
        Assert.Empty(handler.Failures);
        Assert.Equal(0, (await EchoAsync(server)).Code);
    }

    private static async Task ExpectAbortAsync(Socket socket, byte reason, string what, RecordingHandler handler)
    {
        var pdu = await Pdus.ReceiveAsync(socket);
        Assert.True(pdu.Length == 10 && pdu[0] == 7 && pdu[8] == 2 && pdu[9] == reason, $"{what}: {Convert.ToHexString(pdu)} instead of reason {reason}");
        socket.Close();
        await ExpectEndAsync(handler, AbortCause.ProtocolViolation);
    }

    private static async Task ExpectEndAsync(RecordingHandler handler, AbortCause cause)
    {
        Assert.True(await handler.EndSignal.WaitAsync(Pdus.Patience), "the association did not end");
        Assert.Equal(cause, Assert.Single(handler.Ends)!.Cause);
    }

    private static async Task<DimseStatus> EchoAsync(DicomServer server)
    {
        await using var client = await DicomClient.ConnectAsync(new DicomClientOptions { Host = "127.0.0.1", Port = server.EndPoint.Port, CallingAe = "TESTER", CalledAe = "PANDOK" }, default);
        var status = await client.EchoAsync(default);
        await client.ReleaseAsync(default);
        return status;
    }

    private static int StatusIn(byte[] pdu) => CommandSet.Status(CommandSet.Read(pdu.AsMemory(12))!).Code;

    private static byte[] Response() => Pdus.Data(1, 3, CommandSet.Write(CommandSet.Response(CommandSet.Request(CommandField.Echo, 1, "1.2.840.10008.1.1", false), DimseStatus.Success)).ToArray());

    private static byte[] Changed(byte[] bytes, int at, byte value)
    {
        bytes[at] = value;
        return bytes;
    }

    // After head, titles and application context (6 + 68 + 4 + 21) come the items of the contexts.
    private static int ContextId(int index) => 6 + 68 + 4 + 21 + 4 + index * 60;
}

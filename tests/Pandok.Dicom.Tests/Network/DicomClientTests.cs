using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Network;

/// <summary>Our client and our server over loopback.</summary>
public sealed class DicomClientTests
{
    private static readonly TransferSyntax Syntax = TransferSyntax.ExplicitLittleEndian;

    [Theory]
    [InlineData(4 << 10, 128 << 10)]
    [InlineData(128 << 10, 4 << 10)]
    [InlineData(1 << 20, 1 << 20)]
    public async Task What_is_written_in_odd_portions_arrives_as_it_was(int ours, int theirs)
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions { Limits = new ConnectionLimits { MaxPdu = theirs } }, handler);
        await using var client = await ConnectAsync(server, limits: new ConnectionLimits { MaxPdu = ours });
        var random = new Random(3);
        foreach (var length in new[] { 0, 2, theirs - 6, theirs - 4, (2 * theirs) - 12, 3_000_000 })
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            var status = await client.StoreAsync(Uids.CTImageStorage, "1.2.3", Syntax, async (to, stop) =>
            {
                for (var at = 0; at < bytes.Length;)
                {
                    var part = Math.Min(random.Next(1, 70_000), bytes.Length - at);
                    await to.WriteAsync(bytes.AsMemory(at, part), stop);
                    at += part;
                }
            }, default, new MoveOriginator("MOVER", 77));
            Assert.Equal(DimseStatus.Success, status);
            Assert.True(handler.Stored.TryDequeue(out var stored));
            Assert.True(bytes.AsSpan().SequenceEqual(stored.Bytes));
            Assert.Equal(new MoveOriginator("MOVER", 77), stored.Request.MoveOriginator);
        }
        await client.ReleaseAsync(default);
    }

    [Fact]
    public async Task Associations_run_side_by_side()
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async number =>
        {
            await using var client = await ConnectAsync(server, calling: $"SENDER{number}");
            for (var i = 0; i < 20; i++)
            {
                var bytes = new byte[20_000 + (2 * i)];
                bytes.AsSpan().Fill((byte)number);
                Assert.Equal(DimseStatus.Success, await client.StoreAsync(Uids.CTImageStorage, $"1.{number}.{i}", Syntax, new MemoryStream(bytes), default));
            }
            await client.ReleaseAsync(default);
        }));
        Assert.Equal(320, handler.Stored.Count);
        foreach (var (request, bytes) in handler.Stored)
        {
            var number = int.Parse(request.SopInstanceUid.Split('.')[1]);
            Assert.Equal($"SENDER{number}", request.Association.CallingAe);
            Assert.DoesNotContain(bytes, value => value != number);
        }
    }

    [Fact]
    public async Task A_rejection_tells_its_reason_in_words()
    {
        await using var server = DicomServer.Start(new DicomServerOptions { AeTitle = "OTHER" }, new RecordingHandler());
        var fault = await Assert.ThrowsAsync<AssociationRejectedException>(() => ConnectAsync(server));
        Assert.Equal(AssociationRejection.CalledAeNotRecognized, fault.Rejection);
        Assert.Contains("called AE title not recognized", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_context_was_accepted_for_is_not_sent_and_the_association_goes_on()
    {
        var jpeg = TransferSyntax.Find("1.2.840.10008.1.2.4.70")!;
        await using var server = DicomServer.Start(new DicomServerOptions { TransferSyntaxesFor = _ => [TransferSyntax.ImplicitLittleEndian, Syntax] }, new RecordingHandler());
        await using var client = await ConnectAsync(server, contexts: PresentationContext.Propose([PresentationContext.Verification, (Uids.CTImageStorage, Syntax), (Uids.CTImageStorage, jpeg), ("1.2.3.4", Syntax)]));
        Assert.True(client.Accepts(Uids.CTImageStorage, Syntax));
        Assert.False(client.Accepts(Uids.CTImageStorage, jpeg));
        Assert.False(client.Accepts("1.2.3.4"));
        await Assert.ThrowsAsync<ContextNotAcceptedException>(() => client.StoreAsync(Uids.CTImageStorage, "1.2.3", jpeg, Stream.Null, default));
        Assert.Equal(DimseStatus.Success, await client.EchoAsync(default));
    }

    [Fact]
    public async Task A_handler_that_reads_nothing_leaves_the_association_in_order()
    {
        var handler = new RecordingHandler { OnStore = (_, _) => ValueTask.FromResult(DimseStatus.NotAuthorized) };
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        await using var client = await ConnectAsync(server);
        for (var i = 0; i < 3; i++) Assert.Equal(DimseStatus.NotAuthorized.Code, (await client.StoreAsync(Uids.CTImageStorage, "1.2.3", Syntax, new ZeroStream(5_000_000), default)).Code);
        Assert.Equal(DimseStatus.Success, await client.EchoAsync(default));
    }

    [Fact]
    public async Task A_stream_kept_after_the_handler_returned_is_closed()
    {
        Stream? kept = null;
        var handler = new RecordingHandler
        {
            OnStore = (request, _) =>
            {
                kept = request.DataSet;
                return ValueTask.FromResult(DimseStatus.Success);
            },
        };
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        await using var client = await ConnectAsync(server);
        await client.StoreAsync(Uids.CTImageStorage, "1.2.3", Syntax, new ZeroStream(1000), default);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await kept!.ReadExactlyAsync(new byte[1]));
    }

    [Fact]
    public async Task An_object_beyond_the_limit_aborts_and_the_sender_learns_it()
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions { Limits = new ConnectionLimits { DataSetBytes = 1 << 20 } }, handler);
        await using var client = await ConnectAsync(server);
        var fault = await Assert.ThrowsAsync<AssociationAbortedException>(() => client.StoreAsync(Uids.CTImageStorage, "1.2.3", Syntax, new ZeroStream(2 << 20), default));
        Assert.Equal(AbortCause.PeerAborted, fault.Cause);
        Assert.Single(handler.Broken);
    }

    [Fact]
    public async Task A_source_that_fails_aborts_so_that_no_half_object_is_taken_for_a_whole()
    {
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        await using var client = await ConnectAsync(server);
        await Assert.ThrowsAsync<FormatException>(() => client.StoreAsync(Uids.CTImageStorage, "1.2.3", Syntax, async (to, stop) =>
        {
            await to.WriteAsync(new byte[1_000_000], stop);
            throw new FormatException();
        }, default));
        Assert.True(await handler.EndSignal.WaitAsync(Pdus.Patience));
        Assert.Empty(handler.Stored);
        Assert.Equal(AbortCause.PeerAborted, Assert.Single(handler.Ends)!.Cause);
        Assert.Single(handler.Broken);
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_is_a_timeout()
    {
        using var silent = new Socket(SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        silent.Listen();
        var options = new DicomClientOptions { Host = "127.0.0.1", Port = ((System.Net.IPEndPoint)silent.LocalEndPoint!).Port, CallingAe = "A", CalledAe = "B", Limits = new ConnectionLimits { Artim = TimeSpan.FromMilliseconds(300) } };
        var fault = await Assert.ThrowsAsync<AssociationAbortedException>(() => DicomClient.ConnectAsync(options, default));
        Assert.Equal(AbortCause.TimedOut, fault.Cause);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_peer_that_aborts_and_reads_no_more_is_heard_while_we_send(bool closes)
    {
        var (client, peer) = await ConnectRawAsync();
        await using var _ = client;
        using var __ = peer;
        var storing = client.StoreAsync(Uids.CTImageStorage, "1.2.3", Syntax, new ZeroStream(64 << 20), default);
        await Pdus.ReceiveAsync(peer);
        if (closes) peer.Shutdown(SocketShutdown.Send);
        else await peer.SendAsync(AssociateWriter.Abort(0, AbortReason.NotSpecified));
        var fault = await Assert.ThrowsAsync<AssociationAbortedException>(() => storing.WaitAsync(Pdus.Patience));
        Assert.Equal(closes ? AbortCause.PeerVanished : AbortCause.PeerAborted, fault.Cause);
    }

    [Fact]
    public async Task Releases_that_cross_are_both_answered()
    {
        var (client, peer) = await ConnectRawAsync();
        await using var _ = client;
        using var __ = peer;
        var releasing = client.ReleaseAsync(default);
        Assert.Equal(5, (await Pdus.ReceiveAsync(peer))[0]);
        await peer.SendAsync(AssociateWriter.Release(PduType.ReleaseRequest));
        Assert.Equal(6, (await Pdus.ReceiveAsync(peer))[0]);
        await peer.SendAsync(AssociateWriter.Release(PduType.ReleaseResponse));
        await releasing.WaitAsync(Pdus.Patience);
    }

    [Fact]
    public async Task A_peer_that_releases_instead_of_answering_is_a_typed_exception()
    {
        var (client, peer) = await ConnectRawAsync();
        await using var _ = client;
        using var __ = peer;
        var storing = client.StoreAsync(Uids.CTImageStorage, "1.2.3", Syntax, new ZeroStream(100), default);
        await Pdus.ReceiveAsync(peer);
        await peer.SendAsync(AssociateWriter.Release(PduType.ReleaseRequest));
        Assert.Equal(4, (await Pdus.ReceiveAsync(peer))[0]);
        Assert.Equal(6, (await Pdus.ReceiveAsync(peer))[0]);
        peer.Close();
        Assert.Equal(AbortCause.PeerReleased, (await Assert.ThrowsAsync<AssociationAbortedException>(() => storing)).Cause);
    }

    [Fact]
    public async Task An_answer_to_another_request_is_a_violation_that_the_peer_is_told()
    {
        var (client, peer) = await ConnectRawAsync();
        await using var _ = client;
        using var __ = peer;
        var storing = client.StoreAsync(Uids.CTImageStorage, "1.2.3", Syntax, new ZeroStream(100), default);
        await Pdus.ReceiveAsync(peer);
        await Pdus.ReceiveAsync(peer);
        await peer.SendAsync(Pdus.Data(1, 3, CommandSet.Write(CommandSet.Response(CommandSet.Request(CommandField.Store, 99, Uids.CTImageStorage, true), DimseStatus.Success)).ToArray()));
        Assert.Equal([7, 0, 0, 0, 0, 4, 0, 0, 2, 5], await Pdus.ReceiveAsync(peer));
        peer.Close();
        Assert.Equal(AbortCause.ProtocolViolation, (await Assert.ThrowsAsync<AssociationAbortedException>(() => storing)).Cause);
    }

    [Fact]
    public async Task A_graceful_stop_answers_the_object_under_way_and_ends_the_idle()
    {
        var reading = new TaskCompletionSource();
        var handler = new RecordingHandler
        {
            OnStore = async (request, stop) =>
            {
                reading.TrySetResult();
                await request.DataSet.CopyToAsync(Stream.Null, stop);
                await Task.Delay(300, stop);
                return DimseStatus.Success;
            },
        };
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        await using var idle = await ConnectAsync(server);
        await using var busy = await ConnectAsync(server);
        var storing = busy.StoreAsync(Uids.CTImageStorage, "1.2.3", Syntax, new ZeroStream(1_000_000), default);
        await reading.Task;
        var stopping = server.StopAsync(default);
        Assert.Equal(DimseStatus.Success, await storing);
        var fault = await Assert.ThrowsAsync<AssociationAbortedException>(() => idle.EchoAsync(default));
        Assert.Equal(AbortCause.PeerAborted, fault.Cause);
        await idle.DisposeAsync();
        await Assert.ThrowsAsync<AssociationAbortedException>(() => busy.ReleaseAsync(default));
        await busy.DisposeAsync();
        await stopping.WaitAsync(Pdus.Patience);
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(server));
    }

    [Fact]
    public async Task A_hard_stop_waits_for_nobody()
    {
        var reading = new TaskCompletionSource();
        var handler = new RecordingHandler
        {
            OnStore = async (_, stop) =>
            {
                reading.SetResult();
                await Task.Delay(Timeout.Infinite, stop);
                return DimseStatus.Success;
            },
        };
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        await using var client = await ConnectAsync(server);
        var storing = client.StoreAsync(Uids.CTImageStorage, "1.2.3", Syntax, new ZeroStream(1000), default);
        await reading.Task;
        await server.DisposeAsync().AsTask().WaitAsync(Pdus.Patience);
        await Assert.ThrowsAsync<AssociationAbortedException>(() => storing);
    }

    [Fact]
    public async Task TLS_carries_an_association()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var handler = new RecordingHandler();
        await using var server = DicomServer.Start(new DicomServerOptions { Tls = new SslServerAuthenticationOptions { ServerCertificate = certificate } }, handler);
        var options = Options(server) with
        {
            Tls = new SslClientAuthenticationOptions { TargetHost = "localhost", RemoteCertificateValidationCallback = (_, seen, _, _) => seen!.GetCertHashString() == certificate.GetCertHashString() },
        };
        await using var client = await DicomClient.ConnectAsync(options, default);
        Assert.Equal(DimseStatus.Success, await client.StoreAsync(Uids.CTImageStorage, "1.2.3", Syntax, new ZeroStream(3_000_000), default));
        await client.ReleaseAsync(default);
        Assert.Equal(3_000_000, Assert.Single(handler.Stored).Bytes.Length);

        await Assert.ThrowsAnyAsync<IOException>(() => ConnectAsync(server, limits: new ConnectionLimits { Artim = TimeSpan.FromSeconds(2) }));
    }

    // Our client and a bare socket that accepted its association.
    private static async Task<(DicomClient Client, Socket Peer)> ConnectRawAsync()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        listener.Listen();
        var connecting = DicomClient.ConnectAsync(new DicomClientOptions
        {
            Host = "127.0.0.1",
            Port = ((System.Net.IPEndPoint)listener.LocalEndPoint!).Port,
            CallingAe = "A",
            CalledAe = "B",
            Contexts = PresentationContext.Propose([(Uids.CTImageStorage, Syntax)]),
        }, default);
        var peer = await listener.AcceptAsync();
        await Pdus.ReceiveAsync(peer);
        await peer.SendAsync(AssociateWriter.Write(PduType.AssociateAccept, new AssociateMessage { CalledAe = "B", CallingAe = "A", Answers = [new ContextAnswer(1, ContextResult.Acceptance, Syntax.Uid)] }));
        return (await connecting, peer);
    }

    private static DicomClientOptions Options(DicomServer server) => new()
    {
        Host = "127.0.0.1",
        Port = server.EndPoint.Port,
        CallingAe = "TESTER",
        CalledAe = "PANDOK",
        Contexts = PresentationContext.Propose([PresentationContext.Verification, (Uids.CTImageStorage, Syntax)]),
    };

    private static Task<DicomClient> ConnectAsync(DicomServer server, string calling = "TESTER", ConnectionLimits? limits = null, IReadOnlyList<PresentationContext>? contexts = null)
    {
        var options = Options(server) with { CallingAe = calling, Limits = limits ?? ConnectionLimits.Default };
        return DicomClient.ConnectAsync(contexts is null ? options : options with { Contexts = contexts }, default);
    }
}

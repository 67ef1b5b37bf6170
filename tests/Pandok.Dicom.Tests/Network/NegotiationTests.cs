using System.Net;
using System.Net.Sockets;
using Pandok.Dicom.Data;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Network;

/// <summary>Every negotiation item of PS3.7 Annex D: written, read, answered and kept to.</summary>
public sealed class NegotiationTests
{
    private static readonly TransferSyntax Syntax = TransferSyntax.ExplicitLittleEndian;

    [Fact]
    public async Task Storescu_says_who_its_user_is_and_hears_the_confirmation()
    {
        UserIdentity? seen = null;
        var handler = new RecordingHandler
        {
            OnAccept = request =>
            {
                seen = request.UserIdentity;
                return new AssociationDecision.Accepted { UserIdentityResponse = ReadOnlyMemory<byte>.Empty };
            },
        };
        await using var server = DicomServer.Start(new DicomServerOptions(), handler);
        var file = Directory.GetFiles(SharedData.Folder("data/chest-ct/ricord-1a-covid-dicom"), "*.dcm")[0];
        var (exit, output) = await Dcmtk.RunAsync("storescu", "-v", "-xs", "-usr", "demo", "-pwd", "artificial", "-rsp", "127.0.0.1", server.EndPoint.Port.ToString(), file);
        Assert.True(exit == 0, output);
        Assert.Equal((UserIdentityType.UsernameAndPasscode, "demo", "artificial", true), (seen!.Type, seen.Username, seen.Passcode, seen.ResponseRequested));
        Assert.Single(handler.Stored);
    }

    [Fact]
    public async Task Every_item_arrives_as_it_was_proposed_and_is_answered()
    {
        AssociationRequest? seen = null;
        var handler = new RecordingHandler
        {
            OnAccept = request =>
            {
                seen = request;
                return new AssociationDecision.Accepted
                {
                    UserIdentityResponse = new byte[] { 7, 8 },
                    ExtendedNegotiations = [new ExtendedNegotiation(Uids.CTImageStorage, new byte[] { 2 }), new ExtendedNegotiation("1.2.3", new byte[] { 1 })],
                };
            },
        };
        await using var server = DicomServer.Start(new DicomServerOptions { AcceptsScpRole = uid => uid == Uids.CTImageStorage }, handler);
        await using var client = await DicomClient.ConnectAsync(Options(server.EndPoint.Port) with
        {
            Contexts = PresentationContext.Propose([PresentationContext.Verification, (Uids.CTImageStorage, Syntax), ("1.2.840.10008.5.1.4.1.1.4", Syntax)]),
            Roles = [new RoleSelection(Uids.CTImageStorage, false, true), new RoleSelection("1.2.840.10008.5.1.4.1.1.4", true, true), new RoleSelection("1.2.3.4", true, true)],
            ExtendedNegotiations = [new ExtendedNegotiation(Uids.CTImageStorage, new byte[] { 1, 0, 1 })],
            CommonExtendedNegotiations = [new CommonExtendedNegotiation(Uids.CTImageStorage, "1.2.840.10008.4.2", ["1.2.840.10008.5.1.4.1.1.7", "1.2.840.10008.5.1.4.1.1.4"])],
            UserIdentity = new UserIdentity(UserIdentityType.JsonWebToken, new byte[] { 1, 2, 3 }, default, true),
            MaxOutstanding = 8,
        }, default);
        Assert.Equal((UserIdentityType.JsonWebToken, "010203"), (seen!.UserIdentity!.Type, Convert.ToHexString(seen.UserIdentity.Primary.Span)));
        Assert.Equal("010001", Convert.ToHexString(Assert.Single(seen.ExtendedNegotiations).Information.Span));
        var common = Assert.Single(seen.CommonExtendedNegotiations);
        Assert.Equal(("1.2.840.10008.4.2", 2), (common.ServiceClassUid, common.RelatedGeneralSopClasses.Count));
        Assert.Equal(new OperationsWindow(8, 1), seen.Window);

        Assert.Equal("0708", Convert.ToHexString(client.Association.UserIdentityResponse!.Value.Span));
        Assert.Equal("02", Convert.ToHexString(Assert.Single(client.Association.ExtendedNegotiations).Information.Span));
        Assert.Equal([new RoleSelection(Uids.CTImageStorage, false, true), new RoleSelection("1.2.840.10008.5.1.4.1.1.4", true, false)], client.Association.Roles);
        Assert.Equal(OperationsWindow.Synchronous, client.Association.Window);
        Assert.Equal(Uids.ImplementationClass, client.Association.ImplementationClass);
    }

    [Fact]
    public async Task Every_storage_SOP_class_of_the_registry_is_accepted_and_private_ones_by_option()
    {
        const string Private = "1.2.826.0.1.3680043.8.498.5";
        var classes = Uids.All.Where(row => Uids.IsStorage(row.Value)).Select(row => row.Value).ToList();
        Assert.InRange(classes.Count, 180, 300);
        Assert.DoesNotContain(SopClasses.StorageCommitment, classes);
        Assert.Contains("1.2.840.10008.5.1.4.1.1.2.3", classes); // CT Image Storage - For Processing: without a keyword
        await using var server = DicomServer.Start(new DicomServerOptions { AcceptsAbstractSyntax = uid => Uids.IsStorage(uid) || uid == Private }, new RecordingHandler());
        foreach (var part in classes.Append(Private).Chunk(128))
        {
            await using var client = await DicomClient.ConnectAsync(Options(server.EndPoint.Port) with { Contexts = PresentationContext.Propose(part.Select(uid => (uid, Syntax))) }, default);
            Assert.Equal(part.Length, client.Association.Contexts.Count);
            await client.ReleaseAsync(default);
        }
    }

    [Fact]
    public async Task A_user_identity_that_is_not_confirmed_is_no_association()
    {
        await using var server = DicomServer.Start(new DicomServerOptions(), new RecordingHandler());
        var fault = await Assert.ThrowsAsync<AssociationAbortedException>(() => DicomClient.ConnectAsync(Options(server.EndPoint.Port) with { UserIdentity = UserIdentity.Of("demo") }, default));
        Assert.Contains("did not confirm", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stores_go_ahead_of_their_responses_as_far_as_the_peer_allows()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var connecting = DicomClient.ConnectAsync(Options(((IPEndPoint)listener.LocalEndPoint!).Port) with { Contexts = PresentationContext.Propose([(Uids.CTImageStorage, Syntax)]), MaxOutstanding = 10 }, default);
        using var peer = await listener.AcceptAsync();
        await Pdus.ReceiveAsync(peer);
        await peer.SendAsync(AssociateWriter.Write(PduType.AssociateAccept, new AssociateMessage { CalledAe = "PANDOK", CallingAe = "TESTER", Window = new OperationsWindow(3, 1), Answers = [new ContextAnswer(1, ContextResult.Acceptance, Syntax.Uid)] }));
        await using var client = await connecting;
        var storing = Enumerable.Range(1, 5).Select(i => client.StoreAsync(Uids.CTImageStorage, $"1.2.{i}", Syntax, new MemoryStream(new byte[10]), default)).ToList();

        var commands = new List<DataSet>();
        for (var i = 0; i < 3; i++) commands.Add(await CommandAsync());
        await Task.Delay(300);
        Assert.Equal(0, peer.Available);
        // Out of order, as PS3.7 section 9 allows.
        await AnswerAsync(commands[1]);
        commands.Add(await CommandAsync());
        await AnswerAsync(commands[0]);
        commands.Add(await CommandAsync());
        foreach (var command in commands[2..]) await AnswerAsync(command);
        Assert.All(await Task.WhenAll(storing).WaitAsync(Pdus.Patience), status => Assert.Equal(DimseStatus.Success, status));
        Assert.Equal(5, commands.DistinctBy(CommandSet.MessageId).Count());
        peer.Shutdown(SocketShutdown.Both);

        async Task<DataSet> CommandAsync()
        {
            var pdu = await Pdus.ReceiveAsync(peer);
            await Pdus.ReceiveAsync(peer);
            return CommandSet.Read(pdu.AsMemory(12))!;
        }

        Task<int> AnswerAsync(DataSet command) => peer.SendAsync(Pdus.Data(1, 3, CommandSet.Write(CommandSet.Response(command, DimseStatus.Success)).ToArray()));
    }

    [Fact]
    public async Task Nothing_else_is_begun_while_a_query_is_open()
    {
        await using var server = DicomServer.Start(FolderArchive.Options, new Normalized());
        await using var client = await DicomClient.ConnectAsync(Options(server.EndPoint.Port) with { Contexts = PresentationContext.Propose([PresentationContext.Verification, (SopClasses.StudyRootFind, Syntax)]) }, default);
        await foreach (var _ in client.FindAsync(SopClasses.StudyRootFind, new DataSet(), default))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => client.EchoAsync(default));
            break;
        }
        Assert.Equal(DimseStatus.Success, await client.EchoAsync(default));
        using var cancel = new CancellationTokenSource();
        var matches = 0;
        await foreach (var _ in client.FindAsync(SopClasses.StudyRootFind, new DataSet(), default, cancel.Token))
            if (++matches == 2) await cancel.CancelAsync();
        Assert.InRange(matches, 2, 100_000);
        Assert.Equal(DimseStatus.Success, await client.EchoAsync(default));
        await client.ReleaseAsync(default);
    }

    [Fact]
    public async Task The_normalized_services_carry_what_they_are_given()
    {
        var events = new List<ushort>();
        await using var server = DicomServer.Start(FolderArchive.Options, new Normalized());
        await using var client = await DicomClient.ConnectAsync(Options(server.EndPoint.Port) with
        {
            Contexts = PresentationContext.Propose([(SopClasses.ModalityPerformedProcedureStep, Syntax)]),
            EventReported = (report, _) =>
            {
                lock (events) events.Add(report.TypeId);
                return ValueTask.FromResult<NormalizedResponse>(DimseStatus.Success);
            },
        }, default);
        const string Class = SopClasses.ModalityPerformedProcedureStep;
        var created = await client.CreateAsync(Class, null, new DataSet().Set(Tags.PatientID, Vr.LO, "DEMO"), default);
        Assert.Equal((DimseStatus.Success, "1.2.3.99"), (created.Status, created.SopInstanceUid));
        Assert.Equal(0x0106, (await client.SetAsync(Class, "1.2.3.99", new DataSet().Set(Tags.PatientID, Vr.LO, ""), default)).Status.Code);
        var got = await client.GetAttributesAsync(Class, "1.2.3.99", [Tags.PatientID, Tags.PatientName], default);
        Assert.Equal("00100020 00100010", got.DataSet!.GetString(Tags.PatientID));
        // The handler reports an event before it answers: both arrive.
        Assert.Equal(5, (await client.ActionAsync(Class, "1.2.3.99", 5, null, default)).DataSet!.GetInteger(Tags.Rows));
        Assert.Equal([(ushort)5], events);
        Assert.Equal(DimseStatus.UnrecognizedOperation.Code, (await client.DeleteAsync(Class, "1.2.3.99", default)).Status.Code);
        await client.ReleaseAsync(default);
    }

    private static DicomClientOptions Options(int port) => new() { Host = "127.0.0.1", Port = port, CallingAe = "TESTER", CalledAe = "PANDOK" };

    private sealed class Normalized : DicomServerHandler
    {
        public override ValueTask<DimseStatus> StoreAsync(StoreRequest request, CancellationToken stop) => ValueTask.FromResult(DimseStatus.Success);

        public override async IAsyncEnumerable<DataSet> FindAsync(FindRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
        {
            while (!cancel.IsCancellationRequested)
            {
                yield return new DataSet().Set(Tags.PatientID, Vr.LO, "DEMO");
                await Task.Delay(1, CancellationToken.None);
            }
        }

        public override ValueTask<NormalizedResponse> CreateAsync(NormalizedRequest request, CancellationToken stop) =>
            ValueTask.FromResult(new NormalizedResponse(request.SopInstanceUid is null ? DimseStatus.Success : DimseStatus.DuplicateSopInstance, null, "1.2.3.99"));

        public override ValueTask<NormalizedResponse> SetAsync(NormalizedRequest request, CancellationToken stop) => throw new DimseException(DimseStatus.InvalidAttributeValue.At(Tags.PatientID));

        public override ValueTask<NormalizedResponse> GetAttributesAsync(NormalizedRequest request, CancellationToken stop) =>
            ValueTask.FromResult(new NormalizedResponse(DimseStatus.Success, new DataSet().Set(Tags.PatientID, Vr.LO, string.Join(' ', request.Attributes.Select(tag => tag.ToHex())))));

        public override async ValueTask<NormalizedResponse> ActionAsync(NormalizedRequest request, CancellationToken stop)
        {
            var response = await request.Events.ReportAsync(request.SopClassUid, request.SopInstanceUid!, request.TypeId, new DataSet(), stop);
            return new NormalizedResponse(response.Status, new DataSet().SetIntegers(Tags.Rows, Vr.US, request.TypeId));
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Pandok.Archive.Retrieve;
using Pandok.Devices;
using Pandok.Dicom.Data;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;
using Pandok.Ingest.Commitment;
using Pandok.Orders;
using Pandok.Platform;
using Pandok.Platform.Database;
using Pandok.Platform.Objects;
using Pandok.Studies;

namespace Pandok.Ingest;

/// <summary>
/// The DICOM door, plain and, if a port is given, over TLS: who is known comes in, and what it asks for goes to the service that does it. Only known devices come in.
/// </summary>
internal sealed class DicomDoor(PandokOptions options, DatabaseFactory databases, DeviceDirectory devices, DicomServices services, IntakeDiary diary, ObjectFiles objects, TimeProvider time, ILogger<DicomDoor> log)
    : DicomServerHandler, IHostedLifecycleService, IAsyncDisposable
{
    // The device of each calling AE title, as found when its last association was accepted.
    private readonly ConcurrentDictionary<string, Device> known = new();
    private DicomServer? server, secure;

    /// <summary>The port it listens on; 0 until started.</summary>
    public int Port => server?.EndPoint.Port ?? 0;

    /// <summary>The port of the TLS door; 0 if there is none.</summary>
    public int TlsPort => secure?.EndPoint.Port ?? 0;

    public Task StartingAsync(CancellationToken stop)
    {
        if (objects.Sweep() is > 0 and var count) log.Swept(count);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Opens the door when everything behind it stands: databases migrated, vault open.</summary>
    public Task StartedAsync(CancellationToken stop)
    {
        server = Open(options.DimsePort, null);
        log.Listening(Port);
        if (options.DimseTls is { } tls)
        {
            secure = Open(tls.Port, DicomTls.Server(tls.LoadCertificate(), tls.LoadClientAuthorities()));
            log.ListeningTls(TlsPort);
        }
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken stop) => await Task.WhenAll(server?.StopAsync(stop) ?? Task.CompletedTask, secure?.StopAsync(stop) ?? Task.CompletedTask);

    public Task StopAsync(CancellationToken stop) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken stop) => Task.CompletedTask;

    public override async ValueTask<AssociationDecision> AcceptAsync(AssociationRequest request, CancellationToken stop)
    {
        if (request.CalledAe != options.AeTitle) return await RejectAsync(request, AssociationRejection.CalledAeNotRecognized, "unknownCalledAe", stop);
        await using var db = databases.Create();
        if (await devices.FindByAeTitleAsync(db, request.CallingAe, stop) is not { } device) return await RejectAsync(request, AssociationRejection.CallingAeNotRecognized, "unknownAe", stop);
        if (!CertificateBinding.Admits(device.Certificate, request.PeerCertificate)) return await RejectAsync(request, AssociationRejection.CallingAeNotRecognized, "wrongCertificate", stop);
        await devices.SeenAsync(db, device, stop);
        known[request.CallingAe] = device;
        return AssociationDecision.Accept;
    }

    public override async ValueTask<DimseStatus> StoreAsync(StoreRequest request, CancellationToken stop)
    {
        var device = Caller(request.Association);
        var origin = new Origin(device.SiteId, device.Id, Door.Dimse, request.Association.RemoteEndPoint.ToString() ?? "?", device.AeTitle);
        return StatusOf(await services.Intake.ReceiveAsync(request.DataSet, request.TransferSyntax, origin, stop, new Announced(SopClass: request.SopClassUid, SopInstance: request.SopInstanceUid)));
    }

    public override IAsyncEnumerable<DataSet> FindAsync(FindRequest request, CancellationToken cancel) => request.SopClassUid == SopClasses.ModalityWorklistFind
        ? services.Worklist.FindAsync(request, Caller(request.Association), cancel)
        : services.Query.FindAsync(request, Caller(request.Association), cancel);

    public override async ValueTask<IReadOnlyList<StoredInstance>> GetAsync(RetrieveRequest request, CancellationToken cancel) =>
        await services.Retrieve.SelectAsync(request, Caller(request.Association), cancel);

    public override async ValueTask<IReadOnlyList<StoredInstance>> MoveAsync(RetrieveRequest request, CancellationToken cancel) =>
        await services.Retrieve.SelectAsync(request, Caller(request.Association), cancel);

    public override async ValueTask<DicomClientOptions?> ResolveAsync(string destination, RetrieveRequest request, CancellationToken cancel) =>
        await services.Retrieve.DestinationAsync(destination, Caller(request.Association), cancel);

    public override async ValueTask<NormalizedResponse> ActionAsync(NormalizedRequest request, CancellationToken stop) => request.SopClassUid == SopClasses.StorageCommitment
        ? await services.Commitment.ActionAsync(request, Caller(request.Association), stop)
        : DimseStatus.NoSuchSopClass;

    public override async ValueTask<NormalizedResponse> CreateAsync(NormalizedRequest request, CancellationToken stop) => request.SopClassUid == SopClasses.ModalityPerformedProcedureStep
        ? await services.Steps.CreateAsync(request, Caller(request.Association), stop)
        : DimseStatus.NoSuchSopClass;

    public override async ValueTask<NormalizedResponse> SetAsync(NormalizedRequest request, CancellationToken stop) => request.SopClassUid == SopClasses.ModalityPerformedProcedureStep
        ? await services.Steps.SetAsync(request, Caller(request.Association), stop)
        : DimseStatus.NoSuchSopClass;

    // A line that dies in mid-object is a fault of the line, not of ours; the sender keeps what was not acknowledged.
    public override void Failed(Association? association, Exception fault)
    {
        if (fault is AssociationAbortedException or OperationCanceledException) log.LineLost(association?.CallingAe ?? "?");
        else log.ServiceFailed(fault, association?.CallingAe ?? "?");
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        if (secure is not null) await secure.DisposeAsync();
    }

    private DicomServer Open(int port, SslServerAuthenticationOptions? tls) => DicomServer.Start(new DicomServerOptions
    {
        Listen = new IPEndPoint(IPAddress.Parse(options.DimseAddress), port),
        AcceptsAbstractSyntax = static uid => uid == Uids.Verification || Uids.IsStorage(uid) || SopClasses.IsQueryRetrieve(uid)
            || uid is SopClasses.ModalityWorklistFind or SopClasses.ModalityPerformedProcedureStep or SopClasses.StorageCommitment,
        Tls = tls,
        Time = time,
    }, this);

    private Device Caller(Association association) => known[association.CallingAe];

    // PS3.4 Table B.2-1
    private static DimseStatus StatusOf(ReceiveOutcome outcome) => outcome switch
    {
        ReceiveOutcome.Archived or ReceiveOutcome.AlreadyThere or ReceiveOutcome.Held => DimseStatus.Success,
        ReceiveOutcome.Unreadable unreadable => At(DimseStatus.CannotUnderstand.With(unreadable.Detail), unreadable.Element),
        ReceiveOutcome.Refused refused => At((refused.Code == "metaMismatch" ? DimseStatus.DataSetDoesNotMatch : DimseStatus.CannotUnderstand).With(refused.Detail), refused.Element),
        ReceiveOutcome.OutOfResources full => DimseStatus.OutOfResources with { ErrorComment = full.Detail },
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    private static DimseStatus At(DimseStatus status, Tag? element) => element is { } tag ? status.At(tag) : status;

    private async ValueTask<AssociationDecision> RejectAsync(AssociationRequest request, AssociationRejection rejection, string code, CancellationToken stop)
    {
        await diary.NoteStrangerAsync(Door.Dimse, request.RemoteEndPoint.ToString() ?? "?", request.CallingAe, code, stop);
        return AssociationDecision.Reject(rejection);
    }
}

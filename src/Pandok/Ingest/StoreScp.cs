using System.Collections.Concurrent;
using System.Net;
using Pandok.Devices;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;
using Pandok.Platform;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Ingest;

/// <summary>The DICOM door: Storage and Verification as provider (PS3.4 Annex B and A). Only known devices come in.</summary>
internal sealed class StoreScp(PandokOptions options, DatabaseFactory databases, DeviceDirectory devices, InstanceIntake intake, IntakeDiary diary, TimeProvider time, ILogger<StoreScp> log)
    : IHostedService, IAssociationHandler, IAsyncDisposable
{
    // The device of each calling AE title, as found when its last association was accepted.
    private readonly ConcurrentDictionary<string, Device> known = new();
    private DicomServer? server;

    /// <summary>The port it listens on, once started.</summary>
    public int Port => server?.Port ?? 0;

    public async Task StartAsync(CancellationToken stop)
    {
        server = new DicomServer(new DicomServerOptions { AeTitle = options.AeTitle, AcceptAbstractSyntax = uid => uid == Uids.Verification || Uids.IsStorage(uid), TransferSyntaxes = Accepted, Time = time }, this);
        await server.StartAsync(new IPEndPoint(IPAddress.Loopback, options.DimsePort), stop);
        log.Listening(Port);
    }

    public Task StopAsync(CancellationToken stop) => server?.StopAsync(stop) ?? Task.CompletedTask;

    public async ValueTask<AssociationDecision> AcceptAsync(AssociationRequest request, CancellationToken stop)
    {
        if (request.CalledAe != options.AeTitle) return await RejectAsync(request, AssociationRejection.CalledAeNotRecognized, "unknownCalledAe", stop);
        await using var db = databases.Create();
        if (await devices.FindByAeTitleAsync(db, request.CallingAe, stop) is not { } device) return await RejectAsync(request, AssociationRejection.CallingAeNotRecognized, "unknownAe", stop);
        await devices.SeenAsync(db, device, stop);
        known[request.CallingAe] = device;
        return AssociationDecision.Accept;
    }

    public async ValueTask<DimseStatus> StoreAsync(StoreRequest request, CancellationToken stop)
    {
        var device = known[request.Association.CallingAe];
        var origin = new Origin(device.SiteId, device.Id, Door.Dimse, request.Association.RemoteEndPoint.ToString() ?? "?", device.AeTitle);
        return StatusOf(await intake.ReceiveAsync(request.DataSet, request.TransferSyntax, origin, stop));
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    // PS3.4 Table B.2-1
    private static DimseStatus StatusOf(ReceiveOutcome outcome) => outcome switch
    {
        ReceiveOutcome.Archived or ReceiveOutcome.AlreadyThere => DimseStatus.Success,
        ReceiveOutcome.Unreadable unreadable => DimseStatus.CannotUnderstand.With(unreadable.Detail),
        ReceiveOutcome.Refused refused => DimseStatus.CannotUnderstand.With(refused.Detail),
        ReceiveOutcome.OutOfResources full => DimseStatus.OutOfResources.With(full.Detail),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    private async ValueTask<AssociationDecision> RejectAsync(AssociationRequest request, AssociationRejection rejection, string code, CancellationToken stop)
    {
        await diary.NoteStrangerAsync(Door.Dimse, request.RemoteEndPoint.ToString() ?? "?", request.CallingAe, code, stop);
        return AssociationDecision.Reject(rejection);
    }
}

using System.Collections.Concurrent;
using System.Net;
using Pandok.Devices;
using Pandok.Dicom.Network;
using Pandok.Platform;
using Pandok.Platform.Database;
using Pandok.Platform.Objects;
using Pandok.Studies;

namespace Pandok.Ingest;

/// <summary>The DICOM door: Storage and Verification as provider (PS3.4 Annex B and A). Only known devices come in.</summary>
internal sealed class StoreScp(PandokOptions options, DatabaseFactory databases, DeviceDirectory devices, InstanceIntake intake, IntakeDiary diary, ObjectFiles objects, TimeProvider time, ILogger<StoreScp> log)
    : DicomServerHandler, IHostedLifecycleService, IAsyncDisposable
{
    // The device of each calling AE title, as found when its last association was accepted.
    private readonly ConcurrentDictionary<string, Device> known = new();
    private DicomServer? server;

    /// <summary>The port it listens on; 0 until started.</summary>
    public int Port => server?.EndPoint.Port ?? 0;

    public Task StartingAsync(CancellationToken stop)
    {
        if (objects.Sweep() is > 0 and var count) log.Swept(count);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Opens the door when everything behind it stands: databases migrated, vault open.</summary>
    public Task StartedAsync(CancellationToken stop)
    {
        server = DicomServer.Start(new DicomServerOptions { Listen = new IPEndPoint(IPAddress.Parse(options.DimseAddress), options.DimsePort), Time = time }, this);
        log.Listening(Port);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken stop) => server?.StopAsync(stop) ?? Task.CompletedTask;

    public Task StopAsync(CancellationToken stop) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken stop) => Task.CompletedTask;

    public override async ValueTask<AssociationDecision> AcceptAsync(AssociationRequest request, CancellationToken stop)
    {
        if (request.CalledAe != options.AeTitle) return await RejectAsync(request, AssociationRejection.CalledAeNotRecognized, "unknownCalledAe", stop);
        await using var db = databases.Create();
        if (await devices.FindByAeTitleAsync(db, request.CallingAe, stop) is not { } device) return await RejectAsync(request, AssociationRejection.CallingAeNotRecognized, "unknownAe", stop);
        await devices.SeenAsync(db, device, stop);
        known[request.CallingAe] = device;
        return AssociationDecision.Accept;
    }

    public override async ValueTask<DimseStatus> StoreAsync(StoreRequest request, CancellationToken stop)
    {
        var device = known[request.Association.CallingAe];
        var origin = new Origin(device.SiteId, device.Id, Door.Dimse, request.Association.RemoteEndPoint.ToString() ?? "?", device.AeTitle);
        return StatusOf(await intake.ReceiveAsync(request.DataSet, request.TransferSyntax, origin, stop));
    }

    // A line that dies in mid-object is a fault of the line, not of ours; the sender keeps what was not acknowledged.
    public override void Failed(Association? association, Exception fault)
    {
        if (fault is AssociationAbortedException or OperationCanceledException) log.LineLost(association?.CallingAe ?? "?");
        else log.StoreFailed(fault, association?.CallingAe ?? "?");
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    // PS3.4 Table B.2-1
    private static DimseStatus StatusOf(ReceiveOutcome outcome) => outcome switch
    {
        ReceiveOutcome.Archived or ReceiveOutcome.AlreadyThere => DimseStatus.Success,
        ReceiveOutcome.Unreadable unreadable => DimseStatus.CannotUnderstand with { ErrorComment = unreadable.Detail },
        ReceiveOutcome.Refused refused => DimseStatus.CannotUnderstand with { ErrorComment = refused.Detail },
        ReceiveOutcome.OutOfResources full => DimseStatus.OutOfResources with { ErrorComment = full.Detail },
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    private async ValueTask<AssociationDecision> RejectAsync(AssociationRequest request, AssociationRejection rejection, string code, CancellationToken stop)
    {
        await diary.NoteStrangerAsync(Door.Dimse, request.RemoteEndPoint.ToString() ?? "?", request.CallingAe, code, stop);
        return AssociationDecision.Reject(rejection);
    }
}

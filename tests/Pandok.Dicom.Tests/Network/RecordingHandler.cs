using System.Collections.Concurrent;
using Pandok.Dicom.Network;

namespace Pandok.Dicom.Tests.Network;

/// <summary>Reads every data set whole and keeps what it saw; its behaviour can be replaced.</summary>
internal sealed class RecordingHandler : DicomServerHandler
{
    public ConcurrentQueue<(StoreRequest Request, byte[] Bytes)> Stored { get; } = new();
    public ConcurrentQueue<AssociationAbortedException?> Ends { get; } = new();
    public ConcurrentQueue<Exception> Failures { get; } = new();
    public ConcurrentQueue<AssociationRejection> Rejections { get; } = new();
    public ConcurrentQueue<Exception> Broken { get; } = new();
    public SemaphoreSlim EndSignal { get; } = new(0);
    public Func<AssociationRequest, AssociationDecision> OnAccept { get; init; } = _ => AssociationDecision.Accept;
    public Func<StoreRequest, CancellationToken, ValueTask<DimseStatus>>? OnStore { get; init; }

    public override ValueTask<AssociationDecision> AcceptAsync(AssociationRequest request, CancellationToken stop) => ValueTask.FromResult(OnAccept(request));

    public override async ValueTask<DimseStatus> StoreAsync(StoreRequest request, CancellationToken stop)
    {
        try
        {
            if (OnStore is not null) return await OnStore(request, stop);
            var bytes = new MemoryStream();
            await request.DataSet.CopyToAsync(bytes, stop);
            Stored.Enqueue((request, bytes.ToArray()));
            return DimseStatus.Success;
        }
        catch (IOException fault)
        {
            Broken.Enqueue(fault);
            throw;
        }
    }

    public override void Failed(Association? association, Exception fault) => Failures.Enqueue(fault);
    public override void Rejected(AssociationRequest? request, AssociationRejection rejection) => Rejections.Enqueue(rejection);

    public override void Ended(Association? association, AssociationAbortedException? fault)
    {
        Ends.Enqueue(fault);
        EndSignal.Release();
    }
}

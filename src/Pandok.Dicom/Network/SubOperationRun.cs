using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

// The sub-operations of a C-MOVE or C-GET as provider (PS3.4 C.4.2.2, C.4.3.2): one after the other, counted, with a pending response after each but the last.
internal sealed class SubOperationRun(IReadOnlyList<StoredInstance> instances)
{
    private readonly List<string> failed = [];
    private int completed;
    private int warned;

    public SubOperations Counts => new(instances.Count - completed - warned - failed.Count, completed, failed.Count, warned);

    public async ValueTask<DimseStatus> RunAsync(Func<StoredInstance, ValueTask<DimseStatus>> store, Func<SubOperations, ValueTask> pending, CancellationToken cancel)
    {
        foreach (var instance in instances)
        {
            if (cancel.IsCancellationRequested) return DimseStatus.Cancelled;
            var status = await store(instance).ConfigureAwait(false);
            if (status.IsSuccess) completed++;
            else if (status.IsWarning) warned++;
            else failed.Add(instance.SopInstanceUid);
            if (Counts.Remaining > 0) await pending(Counts).ConfigureAwait(false);
        }
        if (failed.Count == 0 && warned == 0) return DimseStatus.Success;
        return completed + warned == 0 ? DimseStatus.UnableToPerformSubOperations : DimseStatus.SubOperationsWithFailures;
    }

    // The identifier of a response that tells of failures (PS3.4 C.4.2.1.4.2); null without any.
    public DataSet? FailedInstances() => failed.Count == 0 ? null : new DataSet().Set(Tag, Vr.UI, [.. failed]);

    // Failed SOP Instance UID List
    internal static readonly Tag Tag = new(0x00080058);
}

using System.Net.Sockets;
using System.Security.Authentication;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

// The association to the destination of a C-MOVE that we serve. Opened for the first instance, and again, a few times, after it broke.
internal sealed class MoveTarget(DicomClientOptions options, IReadOnlyList<StoredInstance> instances, MoveOriginator originator, Action<Exception> failed) : IAsyncDisposable
{
    private const int Attempts = 3;
    private readonly DicomClientOptions options = options with { Contexts = Propose(instances), Roles = [], MaxOutstanding = 1 };
    private DicomClient? client;
    private int attempts;

    // Why nothing more can be sent; null while it can.
    public string? Trouble { get; private set; }

    public async ValueTask<DimseStatus> StoreAsync(StoredInstance instance, CancellationToken stop)
    {
        if (Trouble is not null || !await ConnectAsync(stop).ConfigureAwait(false)) return DimseStatus.UnableToPerformSubOperations;
        if (instance.TransferSyntaxes.FirstOrDefault(syntax => client!.Accepts(instance.SopClassUid, syntax)) is not { } syntax) return DimseStatus.SopClassNotSupported;
        try
        {
            await using var dataSet = await instance.OpenAsync(syntax, stop).ConfigureAwait(false);
            return await client!.StoreAsync(instance.SopClassUid, instance.SopInstanceUid, syntax, dataSet, stop, originator).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever a source throws, the peer gets a count
        catch (Exception fault) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            failed(fault);
            if (!client!.IsOver) return DimseStatus.ProcessingFailure;
            await client.DisposeAsync().ConfigureAwait(false);
            client = null;
            return DimseStatus.ProcessingFailure;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (client is null) return;
        try
        {
            await client.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (AssociationAbortedException)
        {
            // Every instance was answered; how the peer leaves is its own affair.
        }
        await client.DisposeAsync().ConfigureAwait(false);
        client = null;
    }

    private async ValueTask<bool> ConnectAsync(CancellationToken stop)
    {
        if (client is not null) return true;
        try
        {
            if (++attempts > Attempts) Trouble = "The destination broke the association";
            else client = await DicomClient.ConnectAsync(options, stop).ConfigureAwait(false);
        }
        catch (AssociationRejectedException fault)
        {
            Trouble = $"Destination: {fault.Rejection}";
            failed(fault);
        }
        catch (Exception fault) when (fault is IOException or SocketException or AuthenticationException)
        {
            Trouble = "The destination cannot be reached";
            failed(fault);
        }
        return client is not null;
    }

    // What is most wanted for each first, so that 128 contexts lose alternatives and not SOP classes.
    private static IReadOnlyList<PresentationContext> Propose(IReadOnlyList<StoredInstance> instances)
    {
        var pairs = new List<(string SopClass, TransferSyntax Syntax)>();
        var kinds = instances.DistinctBy(instance => (instance.SopClassUid, string.Join('\\', instance.TransferSyntaxes.Select(syntax => syntax.Uid)))).ToList();
        for (var rank = 0; kinds.Any(kind => kind.TransferSyntaxes.Count > rank); rank++)
            pairs.AddRange(kinds.Where(kind => kind.TransferSyntaxes.Count > rank).Select(kind => (kind.SopClassUid, kind.TransferSyntaxes[rank])));
        return PresentationContext.Propose(pairs.Distinct().Take(128));
    }
}

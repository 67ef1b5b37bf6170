using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

// What a provider does with each request. C-STORE and C-ECHO are answered before the next message is read; the others run beside the pump, which hears C-CANCEL, the peer's responses and its end meanwhile.
// Invariants: one operation at a time, as negotiated (window 1); every request gets exactly one final response unless the association ends.
internal sealed class ProviderOperations(PduConnection connection, MessagePump pump, MessageWriter writer, Association association, DicomServerOptions options, DicomServerHandler handler)
{
    private readonly ConnectionLimits limits = options.Limits;
    private readonly Lock gate = new();
    private Task running = Task.CompletedTask;
    private CancellationTokenSource? cancelling;
    private ushort cancellable;

    public async ValueTask AnswerAsync(AcceptedContext context, DataSet command)
    {
        await AwaitRunningAsync().ConfigureAwait(false);
        switch (CommandSet.Field(command))
        {
            case CommandField.Store:
                await RespondAsync(context, command, await IncomingStore.AnswerAsync(connection, pump, association, context, command, handler.StoreAsync, Tell).ConfigureAwait(false)).ConfigureAwait(false);
                break;
            case CommandField.Echo:
                await pump.DropAsync(context, command).ConfigureAwait(false);
                await RespondAsync(context, command, DimseStatus.Success).ConfigureAwait(false);
                break;
            case CommandField.Find or CommandField.Get or CommandField.Move:
                await BeginQueryAsync(context, command).ConfigureAwait(false);
                break;
            case var field when CommandField.IsNormalized(field):
                await BeginNormalizedAsync(context, command).ConfigureAwait(false);
                break;
            default:
                await pump.DropAsync(context, command).ConfigureAwait(false);
                await RespondAsync(context, command, DimseStatus.UnrecognizedOperation).ConfigureAwait(false);
                break;
        }
    }

    // C-CANCEL; of an operation that is over already it means nothing (PS3.7 section 9.3.2.3).
    public void Cancel(ushort messageId)
    {
        lock (gate)
        {
            if (cancelling is not null && messageId == cancellable) _ = cancelling.CancelAsync();
        }
    }

    // Before the association's end: what runs is cancelled and waited for.
    public async ValueTask FinishAsync()
    {
        Cancel(cancellable);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public EventReporter Events() => new(ReportAsync, () => connection.Fault is null && !pump.IsOver);

    private async Task<NormalizedResponse> ReportAsync(string sopClass, string sopInstance, ushort eventTypeId, DataSet? information, CancellationToken stop)
    {
        connection.ThrowIfFaulted();
        if (pump.IsOver) throw new AssociationAbortedException(AbortCause.PeerReleased, "The peer released the association");
        var context = association.Contexts.Values.FirstOrDefault(context => context.AbstractSyntax == sopClass) ?? throw new ContextNotAcceptedException(sopClass, null);
        try
        {
            return await OutgoingNormalized.RunAsync(pump, writer, limits, context, CommandField.EventReport, sopClass, sopInstance,
                command => command.SetIntegers(CommandTags.EventTypeId, Vr.US, eventTypeId), information, stop).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
        {
            // Half a message may be on its way, or a response that nobody waits for.
            throw connection.Fail(new AssociationAbortedException(AbortCause.Stopped, "The report was given up", inner: fault));
        }
    }

    private async ValueTask AwaitRunningAsync()
    {
        if (running.IsCompleted) return;
        try
        {
            // The response may just have left; a peer that asks again without it exceeds the window.
            await running.WaitAsync(limits.Dimse, options.Time, connection.Ended).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw connection.Violation(AbortReason.UnexpectedParameter, "A request beyond the asynchronous operations window");
        }
    }

    private async ValueTask BeginQueryAsync(AcceptedContext context, DataSet command)
    {
        if (!CommandSet.HasDataSet(command))
        {
            await RespondAsync(context, command, DimseStatus.MistypedArgument.With("There is no identifier")).ConfigureAwait(false);
            return;
        }
        var identifier = await pump.Messages.ReadDataSetAsync(context, connection.Ended).ConfigureAwait(false);
        if (command.GetString(CommandTags.AffectedSopClassUid) != context.AbstractSyntax)
            await RespondAsync(context, command, DimseStatus.SopClassNotSupported.With("The SOP class is not the presentation context's")).ConfigureAwait(false);
        else if (identifier is null) await RespondAsync(context, command, DimseStatus.CannotUnderstand.With("The identifier cannot be read")).ConfigureAwait(false);
        else if (CommandSet.Field(command) == CommandField.Find) Begin(command, cancel => FindAsync(context, command, identifier, cancel));
        else Begin(command, cancel => new ProviderRetrieve(connection, pump, writer, association, limits, handler).RunAsync(context, command, identifier, cancel));
    }

    private async ValueTask BeginNormalizedAsync(AcceptedContext context, DataSet command)
    {
        DataSet? dataSet = null;
        if (CommandSet.HasDataSet(command) && (dataSet = await pump.Messages.ReadDataSetAsync(context, connection.Ended).ConfigureAwait(false)) is null)
            await RespondAsync(context, command, DimseStatus.ProcessingFailure.With("The data set cannot be read")).ConfigureAwait(false);
        else if (IncomingNormalized.Read(association, context, command, dataSet, Events(), out var refusal) is not { } request)
            await RespondAsync(context, command, refusal).ConfigureAwait(false);
        else
            Begin(command, cancel => NormalizedAsync(context, command, request, cancel));
    }

    private void Begin(DataSet command, Func<CancellationToken, Task> operation)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(connection.Ended);
        lock (gate) (cancelling, cancellable) = (source, CommandSet.MessageId(command));
        connection.BeginWork();
        running = Task.Run(async () =>
        {
            try
            {
                await operation(source.Token).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is AssociationAbortedException or OperationCanceledException)
            {
                connection.Fail(fault as AssociationAbortedException ?? new AssociationAbortedException(AbortCause.Stopped, "This side stopped", inner: fault));
            }
            finally
            {
                lock (gate) cancelling = null;
                source.Dispose();
                connection.EndWork();
            }
        }, CancellationToken.None);
    }

    private async Task FindAsync(AcceptedContext context, DataSet command, DataSet identifier, CancellationToken cancel)
    {
        var request = new FindRequest
        {
            Association = association,
            SopClassUid = context.AbstractSyntax,
            MessageId = CommandSet.MessageId(command),
            Priority = (Priority)(command.GetInteger(CommandTags.Priority) ?? 0),
            Identifier = identifier,
        };
        DimseStatus status;
        try
        {
            await using var matches = handler.FindAsync(request, cancel).GetAsyncEnumerator(cancel);
            while (true)
            {
                var next = matches.MoveNextAsync();
                if (!next.IsCompleted) await writer.FlushAsync(connection.Ended).ConfigureAwait(false); // who must wait, lets go what there is
                if (!await next.ConfigureAwait(false) || cancel.IsCancellationRequested) break;
                var pending = request.OptionalKeysIgnored ? DimseStatus.PendingOptionalKeysIgnored : DimseStatus.Pending;
                await writer.SendAsync(context, CommandSet.Response(command, pending, hasDataSet: true), matches.Current, connection.Ended, flush: false).ConfigureAwait(false);
            }
            status = cancel.IsCancellationRequested ? DimseStatus.Cancelled : DimseStatus.Success;
        }
#pragma warning disable CA1031 // whatever a handler throws, the peer gets a status
        catch (Exception fault)
#pragma warning restore CA1031
        {
            status = HandlerFault.StatusOf(fault, DimseStatus.UnableToProcess, connection, Tell, cancel);
        }
        await RespondAsync(context, command, status).ConfigureAwait(false);
    }

    private async Task NormalizedAsync(AcceptedContext context, DataSet command, NormalizedRequest request, CancellationToken stop)
    {
        NormalizedResponse response;
        try
        {
            response = await IncomingNormalized.HandleAsync(handler, CommandSet.Field(command), request, stop).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever a handler throws, the peer gets a status
        catch (Exception fault)
#pragma warning restore CA1031
        {
            response = HandlerFault.StatusOf(fault, DimseStatus.ProcessingFailure, connection, Tell, default);
        }
        await writer.SendAsync(context, CommandSet.Response(command, response.Status, response.DataSet is not null, response.SopInstanceUid), response.DataSet, connection.Ended).ConfigureAwait(false);
    }

    private ValueTask RespondAsync(AcceptedContext context, DataSet command, DimseStatus status) =>
        writer.SendAsync(context, CommandSet.Response(command, status), dataSet: null, connection.Ended);

    private void Tell(Exception fault) => handler.Failed(association, fault);
}

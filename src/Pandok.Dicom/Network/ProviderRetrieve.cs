using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

// C-GET and C-MOVE as provider (PS3.7 sections 9.1.3 and 9.1.4): the handler says what is to be sent, this sends, counts and answers.
internal sealed class ProviderRetrieve(PduConnection connection, MessagePump pump, MessageWriter writer, Association association, ConnectionLimits limits, DicomServerHandler handler)
{
    public async Task RunAsync(AcceptedContext context, DataSet command, DataSet identifier, CancellationToken cancel)
    {
        var request = new RetrieveRequest
        {
            Association = association,
            SopClassUid = context.AbstractSyntax,
            MessageId = CommandSet.MessageId(command),
            Priority = (Priority)(command.GetInteger(CommandTags.Priority) ?? 0),
            Identifier = identifier,
            Destination = CommandSet.Field(command) == CommandField.Move ? command.GetString(CommandTags.MoveDestination) ?? "" : null,
        };
        SubOperationRun? run = null;
        DimseStatus status;
        try
        {
            if (request.Destination is null)
            {
                run = new SubOperationRun(await handler.GetAsync(request, cancel).ConfigureAwait(false));
                status = await run.RunAsync(StoreAsync, PendingAsync, cancel).ConfigureAwait(false);
            }
            else if (await handler.ResolveAsync(request.Destination, request, cancel).ConfigureAwait(false) is not { } destination)
            {
                status = DimseStatus.MoveDestinationUnknown;
            }
            else
            {
                var instances = await handler.MoveAsync(request, cancel).ConfigureAwait(false);
                run = new SubOperationRun(instances);
                await using var target = new MoveTarget(destination, instances, new MoveOriginator(association.CallingAe, request.MessageId), Tell);
                status = await run.RunAsync(instance => target.StoreAsync(instance, connection.Ended), PendingAsync, cancel).ConfigureAwait(false);
                if (target.Trouble is { } trouble) status = status.With(trouble);
            }
        }
#pragma warning disable CA1031 // whatever a handler throws, the peer gets a status
        catch (Exception fault)
#pragma warning restore CA1031
        {
            status = HandlerFault.StatusOf(fault, DimseStatus.UnableToProcess, connection, Tell, cancel);
        }
        var failed = run?.FailedInstances();
        var response = CommandSet.Response(command, status, failed is not null);
        if (run is not null) response.With(run.Counts, hasRemaining: status.Code == DimseStatus.Cancelled.Code);
        await writer.SendAsync(context, response, failed, connection.Ended).ConfigureAwait(false);

        ValueTask PendingAsync(SubOperations counts) =>
            writer.SendAsync(context, CommandSet.Response(command, DimseStatus.Pending).With(counts, hasRemaining: true), dataSet: null, connection.Ended);
    }

    // A sub-operation of C-GET: C-STORE on the same association, where the requestor is SCP (PS3.4 C.5.3).
    private async ValueTask<DimseStatus> StoreAsync(StoredInstance instance)
    {
        var context = instance.TransferSyntaxes
            .Select(syntax => association.Contexts.Values.FirstOrDefault(context => context.RequestorIsScp && context.AbstractSyntax == instance.SopClassUid && context.TransferSyntax == syntax))
            .FirstOrDefault(context => context is not null);
        if (context is null) return DimseStatus.SopClassNotSupported;
        Stream dataSet;
        try
        {
            dataSet = await instance.OpenAsync(context.TransferSyntax, connection.Ended).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever a source throws, the peer gets a count
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return HandlerFault.StatusOf(fault, DimseStatus.ProcessingFailure, connection, Tell, default);
        }
        await using (dataSet.ConfigureAwait(false))
        {
            try
            {
                return await OutgoingStore.RunAsync(pump, writer, limits, context, instance.SopInstanceUid, null, () => OutgoingStore.CopyAsync(writer, dataSet, connection.Ended), connection.Ended).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is not AssociationAbortedException)
            {
                // Half an object is on its way: nobody must take it for a whole.
                if (connection.Fault is null) Tell(fault);
                throw connection.Fail(new AssociationAbortedException(AbortCause.Stopped, "An instance could not be read to its end", inner: fault));
            }
        }
    }

    private void Tell(Exception fault) => handler.Failed(association, fault);
}

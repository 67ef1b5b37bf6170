using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

// C-STORE as provider: on an association that a peer opened, or as sub-operation of our C-GET.
internal static class IncomingStore
{
    public static async ValueTask<DimseStatus> AnswerAsync(PduConnection connection, MessagePump pump, Association association, AcceptedContext context, DataSet command,
        Func<StoreRequest, CancellationToken, ValueTask<DimseStatus>> store, Action<Exception> failed)
    {
        if (!CommandSet.HasDataSet(command)) return DimseStatus.MistypedArgument.With("C-STORE without a data set");
        var dataSet = pump.Messages.OpenDataSet(context.Id);
        var status = Refuse(context, command) ?? await HandleAsync().ConfigureAwait(false);
        dataSet.Close();
        await dataSet.DrainAsync(connection.Ended).ConfigureAwait(false);
        return status;

        async ValueTask<DimseStatus> HandleAsync()
        {
            var request = new StoreRequest
            {
                Association = association,
                SopClassUid = context.AbstractSyntax,
                SopInstanceUid = command.GetString(CommandTags.AffectedSopInstanceUid)!,
                TransferSyntax = context.TransferSyntax,
                MoveOriginator = command.GetString(CommandTags.MoveOriginatorAe) is { } ae ? new MoveOriginator(ae, (ushort)(command.GetInteger(CommandTags.MoveOriginatorMessageId) ?? 0)) : null,
                DataSet = dataSet,
            };
            try
            {
                return await store(request, connection.Ended).ConfigureAwait(false);
            }
            catch (DimseException told)
            {
                return told.Status;
            }
#pragma warning disable CA1031 // whatever a handler throws, the sender gets a status
            catch (Exception fault)
#pragma warning restore CA1031
            {
                if (connection.Fault is null) failed(fault);
                return DimseStatus.ProcessingFailure;
            }
        }
    }

    private static DimseStatus? Refuse(AcceptedContext context, DataSet command)
    {
        if (command.GetString(CommandTags.AffectedSopClassUid) != context.AbstractSyntax) return DimseStatus.SopClassNotSupported.With("The SOP class is not the presentation context's");
        return CommandSet.IsUid(command.GetString(CommandTags.AffectedSopInstanceUid)) ? null : DimseStatus.InvalidSopInstance;
    }
}

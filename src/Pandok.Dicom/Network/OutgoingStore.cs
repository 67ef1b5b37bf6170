using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

// C-STORE as user: of a client, and as sub-operation of a C-GET that we serve.
internal static class OutgoingStore
{
    public static async ValueTask<DimseStatus> RunAsync(MessagePump pump, MessageWriter writer, ConnectionLimits limits, AcceptedContext context, string sopInstance, MoveOriginator? originator,
        Func<ValueTask> writeDataSet, CancellationToken stop)
    {
        var invocation = pump.Invoke(CommandField.Store);
        try
        {
            var command = CommandSet.Request(CommandField.Store, invocation.MessageId, context.AbstractSyntax, hasDataSet: true, sopInstance).SetIntegers(CommandTags.Priority, Vr.US, 0);
            if (originator is not null)
                command.Set(CommandTags.MoveOriginatorAe, Vr.AE, originator.Ae).SetIntegers(CommandTags.MoveOriginatorMessageId, Vr.US, originator.MessageId);
            await writer.SendAsync(context, command, writeDataSet, stop).ConfigureAwait(false);
            return await invocation.StatusAsync(limits.Dimse, stop).ConfigureAwait(false);
        }
        finally
        {
            pump.Forget(invocation);
        }
    }

    // Straight into the fragment: no copy between.
    public static async ValueTask CopyAsync(MessageWriter writer, Stream dataSet, CancellationToken stop)
    {
        while (true)
        {
            var room = await writer.RoomAsync(stop).ConfigureAwait(false);
            var read = await dataSet.ReadAsync(room, stop).ConfigureAwait(false);
            if (read == 0) return;
            writer.Advance(read);
        }
    }
}

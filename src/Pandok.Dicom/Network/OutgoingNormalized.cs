using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

// The normalized services as user (PS3.7 chapter 10): one request, one response.
internal static class OutgoingNormalized
{
    public static async ValueTask<NormalizedResponse> RunAsync(MessagePump pump, MessageWriter writer, ConnectionLimits limits, AcceptedContext context, ushort field, string sopClass, string? sopInstance,
        Action<DataSet>? complete, DataSet? dataSet, CancellationToken stop)
    {
        var invocation = pump.Invoke(field);
        try
        {
            var command = CommandSet.Request(field, invocation.MessageId, sopClass, dataSet is not null, sopInstance);
            complete?.Invoke(command);
            await writer.SendAsync(context, command, dataSet, stop).ConfigureAwait(false);
            var (response, answer) = await invocation.NextAsync(limits.Operation, stop).ConfigureAwait(false);
            return new NormalizedResponse(CommandSet.Status(response), answer, CommandSet.SopInstance(response) ?? sopInstance);
        }
        finally
        {
            pump.Forget(invocation);
        }
    }
}

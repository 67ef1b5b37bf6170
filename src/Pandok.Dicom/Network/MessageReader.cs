using System.Buffers;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Dicom.Network;

// Puts DIMSE messages together from fragments (PS3.7 section 6.3, PS3.8 Annex E): the command set into memory, the data set as a stream.
internal sealed class MessageReader(PduConnection connection, ConnectionLimits limits, IReadOnlyDictionary<byte, AcceptedContext> contexts)
{
    private readonly ArrayBufferWriter<byte> command = new(512);
    private readonly PdvReader fragments = new(connection, limits, contexts);

    // Null if the peer asked for a release instead.
    public async ValueTask<(byte ContextId, DataSet Command)?> ReadCommandAsync(TimeSpan within, CancellationToken stop)
    {
        command.ResetWrittenCount();
        connection.Reader.Expect(within);
        byte? contextId = null;
        for (var empty = 0; ;)
        {
            if (await fragments.NextAsync(isIdle: contextId is null, stop).ConfigureAwait(false) is not { } pdv) return null;
            if (!pdv.IsCommand) throw connection.Violation(AbortReason.UnexpectedParameter, "A data set fragment where a command was expected");
            if (contextId is null) connection.Reader.RestartWaited(); // the silence before a message is not part of it
            contextId ??= pdv.ContextId;
            if (contextId != pdv.ContextId) throw connection.Violation(AbortReason.InvalidParameterValue, "One message in two presentation contexts");
            if (command.WrittenCount + pdv.Length > limits.CommandBytes) throw connection.Violation(AbortReason.InvalidParameterValue, "The command set is longer than the limit");
            if (pdv.Length == 0 && !pdv.IsLast && ++empty > limits.EmptyFragments) throw connection.Violation(AbortReason.InvalidParameterValue, "Too many empty fragments");
            for (var left = pdv.Length; left > 0;)
            {
                var some = await connection.Reader.ReadSomeAsync(left, stop).ConfigureAwait(false);
                foreach (var part in some) command.Write(part.Span);
                left -= (int)some.Length;
                connection.Reader.Take(some.Length);
            }
            CheckRate(connection, limits, command.WrittenCount);
            if (!pdv.IsLast) continue;
            var set = CommandSet.Read(command.WrittenMemory.ToArray());
            return (contextId.Value, set ?? throw connection.Violation(AbortReason.InvalidParameterValue, "The command set cannot be read"));
        }
    }

    // After a null from ReadCommandAsync: what the peer sent instead.
    public PduType Release => fragments.Release;

    public DataSetStream OpenDataSet(byte contextId) => OpenDataSet(contextId, limits.DataSetBytes);

    // An identifier, attribute list or the like, whole; null if it cannot be read: the message is over then too.
    public async ValueTask<DataSet?> ReadDataSetAsync(AcceptedContext context, CancellationToken stop)
    {
        await using var stream = OpenDataSet(context.Id, limits.IdentifierBytes);
        try
        {
            var reader = new DicomReader(stream);
            var header = await reader.ReadDataSetAsync(context.TransferSyntax, stop).ConfigureAwait(false);
            await reader.FinishAsync(stop).ConfigureAwait(false);
            return header.DataSet;
        }
        catch (DicomException)
        {
            await stream.DrainAsync(stop).ConfigureAwait(false);
            return null;
        }
    }

    private DataSetStream OpenDataSet(byte contextId, long limit)
    {
        connection.Reader.RestartWaited();
        return new DataSetStream(connection, fragments, limits, contextId, limit);
    }

    // A peer that drips is cut off once the time we waited for it exceeds what its bytes are worth.
    public static void CheckRate(PduConnection connection, ConnectionLimits limits, long bytes)
    {
        if (connection.Reader.Waited > limits.Dimse + TimeSpan.FromSeconds(bytes / (double)limits.MinimumRate))
            throw connection.Fail(new AssociationAbortedException(AbortCause.TimedOut, $"The peer sends less than {limits.MinimumRate} bytes per second"));
    }
}

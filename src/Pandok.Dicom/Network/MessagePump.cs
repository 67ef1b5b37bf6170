using System.Collections.Concurrent;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

// The one task that reads an association once it is established, for requestor and acceptor alike:
//
//   response ------> the Invocation with its message id
//   C-CANCEL ------> cancel
//   other request -> answer, which reads its data set and returns when the next message may be read
//   release -------> the end
//
// Invariants: responses are matched to what we sent or are a violation; when the pump ends, every invocation learns why.
internal sealed class MessagePump(PduConnection connection, ConnectionLimits limits, TimeProvider time, Association association)
{
    private readonly ConcurrentDictionary<ushort, Invocation> invocations = new();
    private readonly Lock ids = new();
    private ushort lastId;
    private volatile bool isOver;

    public MessageReader Messages { get; } = new(connection, limits, association.Contexts);

    public bool IsOver => isOver;

    public int Outstanding => invocations.Count;

    public Invocation Invoke(ushort field)
    {
        Invocation invocation;
        lock (ids)
        {
            do lastId++;
            while (lastId == 0 || invocations.ContainsKey(lastId));
            invocation = new Invocation(connection, time, lastId, field);
            invocations[lastId] = invocation;
        }
        if (isOver) invocation.Complete();
        return invocation;
    }

    public void Forget(Invocation invocation) => invocations.TryRemove(invocation.MessageId, out _);

    // Returns after the peer asked for a release or confirmed ours; throws when the association ends otherwise.
    public async Task RunAsync(TimeSpan idle, Action<ushort> cancel, Func<AcceptedContext, DataSet, ValueTask> answer)
    {
        connection.IsHeard = true;
        try
        {
            while (await Messages.ReadCommandAsync(idle, connection.Ended).ConfigureAwait(false) is var (contextId, command))
            {
                var context = association.Contexts[contextId];
                var field = CommandSet.Field(command);
                if (connection.State != AssociationState.Established) await DropAsync(context, command).ConfigureAwait(false); // AR-6: too late to be of use
                else if ((field & CommandField.Response) != 0) await DeliverAsync(context, command).ConfigureAwait(false);
                else if (field == CommandField.Cancel) cancel((ushort)(command.GetInteger(CommandTags.MessageIdBeingRespondedTo) ?? 0));
                else if (command.GetInteger(CommandTags.MessageId) is null) throw connection.Violation(AbortReason.InvalidParameterValue, "A request without a message id");
                else await answer(context, command).ConfigureAwait(false);
            }
        }
        finally
        {
            connection.IsHeard = false;
        }
    }

    // After the last read.
    public void End()
    {
        isOver = true;
        foreach (var invocation in invocations.Values) invocation.Complete();
    }

    public async ValueTask DropAsync(AcceptedContext context, DataSet command)
    {
        if (!CommandSet.HasDataSet(command)) return;
        await using var dropped = Messages.OpenDataSet(context.Id);
        await dropped.DrainAsync(connection.Ended).ConfigureAwait(false);
    }

    private async ValueTask DeliverAsync(AcceptedContext context, DataSet command)
    {
        var id = (ushort)(command.GetInteger(CommandTags.MessageIdBeingRespondedTo) ?? 0);
        var isOurs = invocations.TryGetValue(id, out var invocation) && CommandSet.Field(command) == (invocation.Field | CommandField.Response);
        var hasDataSet = CommandSet.HasDataSet(command);
        if (!isOurs || (hasDataSet && invocation!.Field is CommandField.Store or CommandField.Echo))
            throw connection.Violation(AbortReason.UnexpectedParameter, "A message that is not the response to our request");
        var dataSet = hasDataSet
            ? await Messages.ReadDataSetAsync(context, connection.Ended).ConfigureAwait(false) ?? throw connection.Violation(AbortReason.InvalidParameterValue, "The data set of a response cannot be read")
            : null;
        try
        {
            await invocation!.DeliverAsync(command, dataSet).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            connection.ThrowIfFaulted();
            throw;
        }
    }
}

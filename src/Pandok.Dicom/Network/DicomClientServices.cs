using System.Runtime.CompilerServices;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

// The query, retrieve and normalized services of the client.
public sealed partial class DicomClient
{
    /// <summary>
    /// C-FIND (PS3.7 section 9.1.2): the matches as they come. Leaving the loop early sends C-CANCEL and waits for the end; <paramref name="cancel"/> sends C-CANCEL too, and the enumeration ends quietly with what the peer still sent.
    /// </summary>
    /// <param name="sopClass">The information model, such as <see cref="SopClasses.StudyRootFind"/>.</param>
    /// <param name="identifier">The keys; values in a character set that Specific Character Set names.</param>
    /// <param name="stop">Gives up at once: the association is aborted.</param>
    /// <param name="cancel">Asks the peer by C-CANCEL to end.</param>
    /// <exception cref="DimseException">The peer ended in a failure; the association goes on.</exception>
    /// <exception cref="ContextNotAcceptedException">The peer does not serve it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public async IAsyncEnumerable<DataSet> FindAsync(string sopClass, DataSet identifier, [EnumeratorCancellation] CancellationToken stop, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        var query = await ClientQuery.BeginAsync(this, CommandField.Find, Require(sopClass), identifier, null, null, stop, cancel).ConfigureAwait(false);
        await using (query.ConfigureAwait(false))
        {
            while (await query.NextAsync().ConfigureAwait(false) is { } next)
            {
                var (response, match) = next;
                var status = CommandSet.Status(response);
                if (status.IsFailure && status.Code != DimseStatus.Cancelled.Code) throw new DimseException(status);
                if (!status.IsPending) yield break;
                yield return match ?? throw connection.Violation(AbortReason.InvalidParameterValue, "A pending C-FIND response without an identifier");
            }
        }
    }

    /// <summary>C-MOVE (PS3.7 section 9.1.4): has the peer send to a third AE, or to us on another association.</summary>
    /// <param name="sopClass">The information model, such as <see cref="SopClasses.StudyRootMove"/>.</param>
    /// <param name="identifier">The unique keys.</param>
    /// <param name="destination">An AE title that the peer knows.</param>
    /// <param name="progress">Told of every pending response; null if nobody cares.</param>
    /// <param name="stop">Gives up at once: the association is aborted.</param>
    /// <param name="cancel">Asks the peer by C-CANCEL to end; the result then has the status FE00H.</param>
    /// <exception cref="ContextNotAcceptedException">The peer does not serve it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<RetrieveResult> MoveAsync(string sopClass, DataSet identifier, string destination, Action<SubOperations>? progress, CancellationToken stop, CancellationToken cancel = default)
    {
        if (!AeTitle.IsValid(destination)) throw new ArgumentException($"'{destination}' is not an AE title (PS3.5 section 6.2).", nameof(destination));
        return RetrieveAsync(CommandField.Move, sopClass, identifier, destination, null, progress, stop, cancel);
    }

    /// <summary>
    /// C-GET (PS3.7 section 9.1.3): has the peer send on this association. Contexts of the storage SOP classes and the SCP role for them must have been proposed (<see cref="DicomClientOptions.Roles"/>).
    /// </summary>
    /// <param name="sopClass">The information model, such as <see cref="SopClasses.StudyRootGet"/>.</param>
    /// <param name="identifier">The unique keys.</param>
    /// <param name="store">Takes each instance as it comes, as <see cref="DicomServerHandler.StoreAsync"/> does; its status goes to the peer. An exception becomes 0110H.</param>
    /// <param name="progress">Told of every pending response; null if nobody cares.</param>
    /// <param name="stop">Gives up at once: the association is aborted.</param>
    /// <param name="cancel">Asks the peer by C-CANCEL to end; the result then has the status FE00H.</param>
    /// <exception cref="ContextNotAcceptedException">The peer does not serve it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<RetrieveResult> GetAsync(string sopClass, DataSet identifier, Func<StoreRequest, CancellationToken, ValueTask<DimseStatus>> store, Action<SubOperations>? progress, CancellationToken stop, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return RetrieveAsync(CommandField.Get, sopClass, identifier, null, store, progress, stop, cancel);
    }

    /// <summary>N-ACTION (PS3.7 section 10.1.4). A failure is a status, not an exception.</summary>
    /// <exception cref="ContextNotAcceptedException">The peer does not serve it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<NormalizedResponse> ActionAsync(string sopClass, string sopInstance, ushort actionTypeId, DataSet? actionInformation, CancellationToken stop) =>
        InvokeAsync(CommandField.Action, sopClass, sopInstance, command => command.SetIntegers(CommandTags.ActionTypeId, Vr.US, actionTypeId), actionInformation, stop);

    /// <summary>N-EVENT-REPORT (PS3.7 section 10.1.1), as SCP: the role must have been proposed (<see cref="DicomClientOptions.Roles"/>). A failure is a status, not an exception.</summary>
    /// <exception cref="ContextNotAcceptedException">The peer does not take it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<NormalizedResponse> EventReportAsync(string sopClass, string sopInstance, ushort eventTypeId, DataSet? eventInformation, CancellationToken stop) =>
        InvokeAsync(CommandField.EventReport, sopClass, sopInstance, command => command.SetIntegers(CommandTags.EventTypeId, Vr.US, eventTypeId), eventInformation, stop);

    /// <summary>N-CREATE (PS3.7 section 10.1.5). Without an instance UID the peer makes one: <see cref="NormalizedResponse.SopInstanceUid"/>. A failure is a status, not an exception.</summary>
    /// <exception cref="ContextNotAcceptedException">The peer does not serve it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<NormalizedResponse> CreateAsync(string sopClass, string? sopInstance, DataSet? attributes, CancellationToken stop) =>
        InvokeAsync(CommandField.Create, sopClass, sopInstance, null, attributes, stop);

    /// <summary>N-SET (PS3.7 section 10.1.3). A failure is a status, not an exception.</summary>
    /// <exception cref="ContextNotAcceptedException">The peer does not serve it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<NormalizedResponse> SetAsync(string sopClass, string sopInstance, DataSet modifications, CancellationToken stop) =>
        InvokeAsync(CommandField.Set, sopClass, sopInstance, null, modifications, stop);

    /// <summary>N-GET (PS3.7 section 10.1.2) of these attributes, or of all if none are named. A failure is a status, not an exception.</summary>
    /// <exception cref="ContextNotAcceptedException">The peer does not serve it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<NormalizedResponse> GetAttributesAsync(string sopClass, string sopInstance, IReadOnlyList<Tag> attributes, CancellationToken stop) =>
        InvokeAsync(CommandField.GetAttributes, sopClass, sopInstance, command =>
        {
            if (attributes.Count > 0) command.SetIntegers(CommandTags.AttributeIdentifierList, Vr.AT, [.. attributes.Select(tag => (long)tag.Value)]);
        }, null, stop);

    /// <summary>N-DELETE (PS3.7 section 10.1.6). A failure is a status, not an exception.</summary>
    /// <exception cref="ContextNotAcceptedException">The peer does not serve it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<NormalizedResponse> DeleteAsync(string sopClass, string sopInstance, CancellationToken stop) =>
        InvokeAsync(CommandField.Delete, sopClass, sopInstance, null, null, stop);

    private Task<NormalizedResponse> InvokeAsync(ushort field, string sopClass, string? sopInstance, Action<DataSet>? complete, DataSet? dataSet, CancellationToken stop)
    {
        var context = Require(sopClass);
        return RunAsync(() => OutgoingNormalized.RunAsync(pump, writer, limits, context, field, sopClass, sopInstance, complete, dataSet, stop), stop);
    }

    private async Task<RetrieveResult> RetrieveAsync(ushort field, string sopClass, DataSet identifier, string? destination,
        Func<StoreRequest, CancellationToken, ValueTask<DimseStatus>>? store, Action<SubOperations>? progress, CancellationToken stop, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        var query = await ClientQuery.BeginAsync(this, field, Require(sopClass), identifier, destination, store, stop, cancel).ConfigureAwait(false);
        await using (query.ConfigureAwait(false))
        {
            while (true)
            {
                var (response, dataSet) = (await query.NextAsync().ConfigureAwait(false))!.Value;
                var status = CommandSet.Status(response);
                if (!status.IsPending) return new RetrieveResult(status, CommandSet.Counts(response), dataSet?.GetStrings(SubOperationRun.Tag) ?? []);
                progress?.Invoke(CommandSet.Counts(response));
            }
        }
    }

    // A C-FIND, C-MOVE or C-GET under way.
    private sealed class ClientQuery(DicomClient client, Invocation invocation, AcceptedContext context, CancellationToken stop) : IAsyncDisposable
    {
        private CancellationTokenRegistration onCancel;
        private int cancelled;
        private bool isEnded;

        public static async ValueTask<ClientQuery> BeginAsync(DicomClient client, ushort field, AcceptedContext context, DataSet identifier, string? destination,
            Func<StoreRequest, CancellationToken, ValueTask<DimseStatus>>? store, CancellationToken stop, CancellationToken cancel)
        {
            stop.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(client.released, client);
            client.connection.ThrowIfFaulted();
            if (Interlocked.Exchange(ref client.querying, 1) != 0) throw new InvalidOperationException("A C-FIND, C-MOVE or C-GET is under way: end it first.");
            client.getting = store;
            var query = new ClientQuery(client, client.pump.Invoke(field), context, stop);
            var command = CommandSet.Request(field, query.MessageId, context.AbstractSyntax, hasDataSet: true).SetIntegers(CommandTags.Priority, Vr.US, 0);
            if (destination is not null) command.Set(CommandTags.MoveDestination, Vr.AE, destination);
            try
            {
                await client.writer.SendAsync(context, command, identifier, stop).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                client.connection.Fail(fault as AssociationAbortedException ?? new AssociationAbortedException(AbortCause.Stopped, "The operation was given up", inner: fault));
                await query.DisposeAsync().ConfigureAwait(false);
                throw;
            }
            query.onCancel = cancel.UnsafeRegister(static query => _ = ((ClientQuery)query!).SendCancelAsync(), query);
            return query;
        }

        private ushort MessageId => invocation.MessageId;

        // The next response; null after the final one.
        public async ValueTask<(DataSet Command, DataSet? DataSet)?> NextAsync()
        {
            if (isEnded) return null;
            try
            {
                var response = await invocation.NextAsync(client.limits.Operation, stop).ConfigureAwait(false);
                isEnded = !CommandSet.Status(response.Command).IsPending;
                return response;
            }
            catch (Exception fault) when (fault is not AssociationAbortedException)
            {
                client.connection.Fail(new AssociationAbortedException(AbortCause.Stopped, "The operation was given up", inner: fault));
                throw;
            }
        }

        // What is left early is cancelled, and its last responses are waited for: then the association is free again.
        public async ValueTask DisposeAsync()
        {
            await onCancel.DisposeAsync().ConfigureAwait(false);
            try
            {
                if (!isEnded && client.connection.Fault is null)
                {
                    await SendCancelAsync().ConfigureAwait(false);
                    while (await NextAsync().ConfigureAwait(false) is not null) { }
                }
            }
            catch (AssociationAbortedException)
            {
                // Whoever uses the association next learns it.
            }
            finally
            {
                client.pump.Forget(invocation);
                client.getting = null;
                Volatile.Write(ref client.querying, 0);
            }
        }

        private async Task SendCancelAsync()
        {
            if (Interlocked.Exchange(ref cancelled, 1) != 0) return;
            try
            {
                await client.writer.SendAsync(context, CommandSet.Cancel(MessageId), dataSet: null, client.connection.Ended).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is AssociationAbortedException or OperationCanceledException or ObjectDisposedException)
            {
                // The association is over; the reader tells it.
            }
        }
    }
}

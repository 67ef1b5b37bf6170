using System.Runtime.CompilerServices;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

public sealed partial class DicomClient
{
    /// <summary>
    /// C-FIND (PS3.7 section 9.1.2): the matches as they come. Leaving the loop early sends C-CANCEL and waits for the end; so does <paramref name="cancel"/>, after which the enumeration ends quietly.
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
        await Task.CompletedTask.ConfigureAwait(false);
        if (cancel.IsCancellationRequested) yield break;
        throw NotYet();
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
    public Task<RetrieveResult> MoveAsync(string sopClass, DataSet identifier, string destination, Action<SubOperations>? progress, CancellationToken stop, CancellationToken cancel = default) =>
        throw NotYet();

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
    public Task<RetrieveResult> GetAsync(string sopClass, DataSet identifier, Func<StoreRequest, CancellationToken, ValueTask<DimseStatus>> store, Action<SubOperations>? progress, CancellationToken stop, CancellationToken cancel = default) =>
        throw NotYet();

    /// <summary>N-ACTION (PS3.7 section 10.1.4). A failure is a status, not an exception.</summary>
    /// <exception cref="ContextNotAcceptedException">The peer does not serve it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<NormalizedResponse> ActionAsync(string sopClass, string sopInstance, ushort actionTypeId, DataSet? actionInformation, CancellationToken stop) =>
        throw NotYet();

    /// <summary>N-EVENT-REPORT (PS3.7 section 10.1.1), as SCP: the role must have been proposed (<see cref="DicomClientOptions.Roles"/>). A failure is a status, not an exception.</summary>
    /// <exception cref="ContextNotAcceptedException">The peer does not take it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<NormalizedResponse> EventReportAsync(string sopClass, string sopInstance, ushort eventTypeId, DataSet? eventInformation, CancellationToken stop) =>
        throw NotYet();

    /// <summary>N-CREATE (PS3.7 section 10.1.5). Without an instance UID the peer makes one: <see cref="NormalizedResponse.SopInstanceUid"/>. A failure is a status, not an exception.</summary>
    /// <exception cref="ContextNotAcceptedException">The peer does not serve it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<NormalizedResponse> CreateAsync(string sopClass, string? sopInstance, DataSet? attributes, CancellationToken stop) =>
        throw NotYet();

    /// <summary>N-SET (PS3.7 section 10.1.3). A failure is a status, not an exception.</summary>
    /// <exception cref="ContextNotAcceptedException">The peer does not serve it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<NormalizedResponse> SetAsync(string sopClass, string sopInstance, DataSet modifications, CancellationToken stop) =>
        throw NotYet();

    /// <summary>N-GET (PS3.7 section 10.1.2) of these attributes, or of all if none are named. A failure is a status, not an exception.</summary>
    /// <exception cref="ContextNotAcceptedException">The peer does not serve it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<NormalizedResponse> GetAttributesAsync(string sopClass, string sopInstance, IReadOnlyList<Tag> attributes, CancellationToken stop) =>
        throw NotYet();

    /// <summary>N-DELETE (PS3.7 section 10.1.6). A failure is a status, not an exception.</summary>
    /// <exception cref="ContextNotAcceptedException">The peer does not serve it.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<NormalizedResponse> DeleteAsync(string sopClass, string sopInstance, CancellationToken stop) =>
        throw NotYet();

    private NotSupportedException NotYet() => new($"This service is not there yet ({Association.CalledAe}).");
}

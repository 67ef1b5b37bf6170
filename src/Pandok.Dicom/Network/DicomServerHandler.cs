using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

/// <summary>
/// What a service does with what arrives. Called from as many associations at once as there are; on one association never twice at once.
/// The methods that only tell (Failed, Rejected, Ended) must not throw.
/// </summary>
public abstract class DicomServerHandler
{
    /// <summary>Accepts or rejects an association (PS3.8 section 7.1). The default accepts. An exception is a rejection 2/1/1.</summary>
    public virtual ValueTask<AssociationDecision> AcceptAsync(AssociationRequest request, CancellationToken stop) => ValueTask.FromResult(AssociationDecision.Accept);

    /// <summary>
    /// Stores one object (PS3.7 section 9.1.1); the status goes to the sender. Success only when the object is durable. An exception becomes 0110H without details, the association goes on.
    /// </summary>
    /// <param name="request">The command and the data set's stream, usable until this returns.</param>
    /// <param name="stop">Cancelled when the association ends or the server is stopped hard.</param>
    public abstract ValueTask<DimseStatus> StoreAsync(StoreRequest request, CancellationToken stop);

    /// <summary>
    /// C-FIND (PS3.7 section 9.1.2): the matches, each with the keys that were asked for; they are sent as they come. To end in a failure throw <see cref="DimseException"/>
    /// (A700H out of resources, A900H the identifier does not match the SOP class); any other exception is C001H. Not overridden: 0211H.
    /// </summary>
    /// <param name="request">The query.</param>
    /// <param name="cancel">Cancelled by C-CANCEL, and when the association ends. After a C-CANCEL the peer gets FE00H.</param>
    public virtual IAsyncEnumerable<DataSet> FindAsync(FindRequest request, CancellationToken cancel) => throw new DimseException(DimseStatus.UnrecognizedOperation);

    /// <summary>
    /// C-GET (PS3.7 section 9.1.3): what is to be sent. The library sends it on the same association, counts and answers. Failures as in <see cref="FindAsync"/>. Not overridden: 0211H.
    /// </summary>
    public virtual ValueTask<IReadOnlyList<StoredInstance>> GetAsync(RetrieveRequest request, CancellationToken cancel) => throw new DimseException(DimseStatus.UnrecognizedOperation);

    /// <summary>
    /// C-MOVE (PS3.7 section 9.1.4): what is to be sent. Called after <see cref="ResolveAsync"/>; the library connects, sends, counts and answers. Failures as in <see cref="FindAsync"/>. Not overridden: 0211H.
    /// </summary>
    public virtual ValueTask<IReadOnlyList<StoredInstance>> MoveAsync(RetrieveRequest request, CancellationToken cancel) => throw new DimseException(DimseStatus.UnrecognizedOperation);

    /// <summary>Where the destination of a C-MOVE is and how to call it; the presentation contexts are filled in by the library. Null: unknown, the peer gets A801H (PS3.4 C.4.2.1.5).</summary>
    public virtual ValueTask<DicomClientOptions?> ResolveAsync(string destination, RetrieveRequest request, CancellationToken cancel) => ValueTask.FromResult<DicomClientOptions?>(null);

    /// <summary>N-ACTION (PS3.7 section 10.1.4), such as a request for storage commitment. Exceptions become 0110H. Not overridden: 0211H.</summary>
    public virtual ValueTask<NormalizedResponse> ActionAsync(NormalizedRequest request, CancellationToken stop) => throw new DimseException(DimseStatus.UnrecognizedOperation);

    /// <summary>N-CREATE (PS3.7 section 10.1.5), such as the begin of a performed procedure step. Exceptions become 0110H. Not overridden: 0211H.</summary>
    public virtual ValueTask<NormalizedResponse> CreateAsync(NormalizedRequest request, CancellationToken stop) => throw new DimseException(DimseStatus.UnrecognizedOperation);

    /// <summary>N-SET (PS3.7 section 10.1.3), such as the end of a performed procedure step. Exceptions become 0110H. Not overridden: 0211H.</summary>
    public virtual ValueTask<NormalizedResponse> SetAsync(NormalizedRequest request, CancellationToken stop) => throw new DimseException(DimseStatus.UnrecognizedOperation);

    /// <summary>N-GET (PS3.7 section 10.1.2). Exceptions become 0110H. Not overridden: 0211H.</summary>
    public virtual ValueTask<NormalizedResponse> GetAttributesAsync(NormalizedRequest request, CancellationToken stop) => throw new DimseException(DimseStatus.UnrecognizedOperation);

    /// <summary>N-DELETE (PS3.7 section 10.1.6). Exceptions become 0110H. Not overridden: 0211H.</summary>
    public virtual ValueTask<NormalizedResponse> DeleteAsync(NormalizedRequest request, CancellationToken stop) => throw new DimseException(DimseStatus.UnrecognizedOperation);

    /// <summary>N-EVENT-REPORT (PS3.7 section 10.1.1) of a peer that opened the association as provider, such as an archive's answer to our storage commitment. Exceptions become 0110H. Not overridden: 0211H.</summary>
    public virtual ValueTask<NormalizedResponse> EventReportAsync(NormalizedRequest request, CancellationToken stop) => throw new DimseException(DimseStatus.UnrecognizedOperation);

    /// <summary>Told of every exception that <see cref="AcceptAsync"/> (without an association) or a service method threw, for the log; <see cref="DimseException"/> is none.</summary>
    public virtual void Failed(Association? association, Exception fault) { }

    /// <summary>Told when a request was rejected, by options, limits or handler.</summary>
    public virtual void Rejected(AssociationRequest? request, AssociationRejection rejection) { }

    /// <summary>Told once at the end of every connection: the association (null if it came to none) and why it ended; null after a release or a rejection.</summary>
    public virtual void Ended(Association? association, AssociationAbortedException? fault) { }
}

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

    /// <summary>Told of every exception that <see cref="AcceptAsync"/> (without an association) or <see cref="StoreAsync"/> threw, for the log.</summary>
    public virtual void Failed(Association? association, Exception fault) { }

    /// <summary>Told when a request was rejected, by options, limits or handler.</summary>
    public virtual void Rejected(AssociationRequest? request, AssociationRejection rejection) { }

    /// <summary>Told once at the end of every connection: the association (null if it came to none) and why it ended; null after a release or a rejection.</summary>
    public virtual void Ended(Association? association, AssociationAbortedException? fault) { }
}

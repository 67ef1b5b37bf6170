namespace Pandok.Dicom.Network;

// Goes from fragment to fragment through P-DATA-TF PDUs (PS3.8 section 9.3.5); what lies in a fragment is read from the connection.
internal sealed class PdvReader(PduConnection connection, ConnectionLimits limits, IReadOnlyDictionary<byte, AcceptedContext> contexts)
{
    private int pduLeft;

    // After a null: what came instead of a fragment.
    public PduType Release { get; private set; }

    // The head of the next fragment; null if a release was asked for or confirmed instead, which only a message's begin (idle) allows.
    public async ValueTask<PdvHead?> NextAsync(bool isIdle, CancellationToken stop)
    {
        if (connection.Fault is { } fault) throw fault;
        while (pduLeft == 0)
        {
            var (type, length) = await connection.Reader.ReadPduHeadAsync(isIdle, stop).ConfigureAwait(false);
            connection.Reader.Expect(limits.Dimse);
            if (type is PduType.ReleaseRequest or PduType.ReleaseResponse)
            {
                if (!isIdle) throw connection.Violation(AbortReason.UnexpectedPdu, $"{type} within a message");
                _ = await connection.Reader.ReadBodyAsync(length, stop).ConfigureAwait(false);
                Release = type;
                return null;
            }
            if (length == 0) throw connection.Violation(AbortReason.InvalidParameterValue, "An empty P-DATA-TF");
            pduLeft = length;
        }
        if (pduLeft < 6) throw connection.Violation(AbortReason.InvalidParameterValue, "A presentation data value is cut");
        var pdv = await connection.Reader.ReadPdvHeadAsync(stop).ConfigureAwait(false);
        if (pdv.Length < 0 || pdv.Length > pduLeft - 6) throw connection.Violation(AbortReason.InvalidParameterValue, "A presentation data value is longer than its PDU");
        if (!contexts.ContainsKey(pdv.ContextId)) throw connection.Violation(AbortReason.InvalidParameterValue, $"Presentation context {pdv.ContextId} was not accepted");
        pduLeft -= 6 + pdv.Length;
        return pdv;
    }
}

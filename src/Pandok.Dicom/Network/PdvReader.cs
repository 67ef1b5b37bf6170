namespace Pandok.Dicom.Network;

// Goes from fragment to fragment through P-DATA-TF PDUs (PS3.8 section 9.3.5); what lies in a fragment is read from the connection.
internal sealed class PdvReader(PduConnection connection, ConnectionLimits limits, IReadOnlyDictionary<byte, AcceptedContext> contexts)
{
    private int pduLeft;

    // The head of the next fragment; null if a release was asked for instead, which only a message's begin (idle) allows.
    public async ValueTask<PdvHead?> NextAsync(bool isIdle, CancellationToken stop)
    {
        if (connection.Fault is { } fault) throw fault;
        while (pduLeft == 0)
        {
            var (type, length) = await connection.ReadPduHeadAsync(isIdle, stop).ConfigureAwait(false);
            connection.Expect(limits.Dimse);
            if (type is PduType.ReleaseRequest)
            {
                if (!isIdle) throw connection.Violation(AbortReason.UnexpectedPdu, $"{type} within a message");
                _ = await connection.ReadBodyAsync(length, stop).ConfigureAwait(false);
                return null;
            }
            if (length == 0) throw connection.Violation(AbortReason.InvalidParameterValue, "An empty P-DATA-TF");
            pduLeft = length;
        }
        if (pduLeft < 6) throw connection.Violation(AbortReason.InvalidParameterValue, "A presentation data value is cut");
        var pdv = await connection.ReadPdvHeadAsync(stop).ConfigureAwait(false);
        if (pdv.Length < 0 || pdv.Length > pduLeft - 6) throw connection.Violation(AbortReason.InvalidParameterValue, "A presentation data value is longer than its PDU");
        if (!contexts.ContainsKey(pdv.ContextId)) throw connection.Violation(AbortReason.InvalidParameterValue, $"Presentation context {pdv.ContextId} was not accepted");
        pduLeft -= 6 + pdv.Length;
        return pdv;
    }
}

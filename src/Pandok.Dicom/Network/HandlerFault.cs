namespace Pandok.Dicom.Network;

// What a peer is told when a handler throws: never the exception's words.
internal static class HandlerFault
{
    public static DimseStatus StatusOf(Exception fault, DimseStatus otherwise, PduConnection connection, Action<Exception> tell, CancellationToken cancel)
    {
        connection.ThrowIfFaulted();
        if (fault is DimseException told) return told.Status;
        if (fault is OperationCanceledException && cancel.IsCancellationRequested) return DimseStatus.Cancelled;
        tell(fault);
        return otherwise;
    }
}

namespace Pandok.Dicom.Network;

/// <summary>Asynchronous operations window (PS3.7 D.3.3.3), as seen by the requestor of the association; 0 is no limit. Without it both are 1.</summary>
/// <param name="Invoked">Operations the requestor may have outstanding.</param>
/// <param name="Performed">Operations (and notifications) the acceptor may have outstanding.</param>
public readonly record struct OperationsWindow(ushort Invoked, ushort Performed)
{
    /// <summary>1 and 1: one after the other.</summary>
    public static OperationsWindow Synchronous => new(1, 1);
}

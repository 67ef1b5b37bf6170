using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

/// <summary>
/// Reports events to the peer on an association it opened (PS3.7 section 10.1.1; storage commitment: PS3.4 J.3.3). Kept beyond the handler's call it works as long as the association is there.
/// Awaited within the handler it arrives before the response to the request.
/// </summary>
public sealed class EventReporter
{
    private readonly Func<string, string, ushort, DataSet?, CancellationToken, Task<NormalizedResponse>> report;
    private readonly Func<bool> isOpen;

    internal EventReporter(Func<string, string, ushort, DataSet?, CancellationToken, Task<NormalizedResponse>> report, Func<bool> isOpen) => (this.report, this.isOpen) = (report, isOpen);

    /// <summary>False once the association ended; true is only a hope.</summary>
    public bool IsOpen => isOpen();

    /// <summary>N-EVENT-REPORT.</summary>
    /// <exception cref="AssociationAbortedException">The association has ended or ends: report on a new one.</exception>
    /// <exception cref="ContextNotAcceptedException">The association has no presentation context for the SOP class.</exception>
    public Task<NormalizedResponse> ReportAsync(string sopClass, string sopInstance, ushort eventTypeId, DataSet? eventInformation, CancellationToken stop) =>
        report(sopClass, sopInstance, eventTypeId, eventInformation, stop);
}

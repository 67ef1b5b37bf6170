using Pandok.Studies;

namespace Pandok.Deliver;

/// <summary>The site says "received", of the newest signed version. A study that is being amended meanwhile stays so.</summary>
internal static class Acknowledge
{
    /// <param name="signed">The newest signed version, 0 for none.</param>
    /// <param name="delivered">The newest version the site has, 0 for none.</param>
    public static AcknowledgeOutcome Decide(Study study, int signed, int delivered) =>
        signed == 0 || delivered < signed ? new AcknowledgeOutcome.NotDelivered()
        : study.AcknowledgedAt is not null ? new AcknowledgeOutcome.Already()
        : new AcknowledgeOutcome.Acknowledged(study.State == StudyState.Reported ? StudyState.Delivered : study.State);
}

using Pandok.Studies;

namespace Pandok.Deliver;

/// <summary>What became of "received".</summary>
internal abstract record AcknowledgeOutcome
{
    private AcknowledgeOutcome() { }

    internal sealed record Acknowledged(StudyState State) : AcknowledgeOutcome;

    /// <summary>It was acknowledged before; the first one counts.</summary>
    internal sealed record Already : AcknowledgeOutcome;

    /// <summary>The site does not have the newest version yet, so it cannot have received it.</summary>
    internal sealed record NotDelivered : AcknowledgeOutcome;
}

namespace Pandok.Worklist;

internal abstract record EmergencyOutcome
{
    private EmergencyOutcome() { }

    internal sealed record Changed : EmergencyOutcome;

    internal sealed record AsItWas : EmergencyOutcome;

    internal sealed record OnlyCoordinator : EmergencyOutcome;

    internal sealed record AlreadySigned : EmergencyOutcome;
}

namespace Pandok.Audit;

/// <summary>What is written down. The names of the study events are also those of its timeline.</summary>
internal enum AuditAction
{
    Received,
    Settled,
    Analysis,
    Viewed,
    Claimed,
    Released,
    DraftSaved,
    Reported,
    Addendum,
    Delivered,
    Acknowledged,
    Emergency,
    Stuck,
    Retried,
    IdentityResolved,
    SignedIn,
    SignInFailed,
    SignedOut,
    Administered,
}

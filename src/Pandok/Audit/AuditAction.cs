namespace Pandok.Audit;

/// <summary>What is written down. The names of the study events are also those of its timeline.</summary>
internal enum AuditAction
{
    Ordered,
    OrderChanged,
    OrderCancelled,
    Started,
    Performed,
    Discontinued,
    Received,
    Settled,
    /// <summary>An instance could not be proven clean and is kept sealed for a person.</summary>
    Held,
    /// <summary>A held instance was released, rejected, or its time was over.</summary>
    HeldEnded,
    /// <summary>A document was not taken, because its site wants none; nothing of it was kept but this note.</summary>
    Dropped,
    /// <summary>An archived instance was found not to be clean after all, and is held.</summary>
    Withdrawn,
    /// <summary>An instance came after the study had settled or was reported.</summary>
    Reopened,
    Analysis,
    Viewed,
    Claimed,
    Released,
    DraftSaved,
    /// <summary>A measurement was kept, changed or deleted.</summary>
    Measured,
    /// <summary>A key image was marked, captioned or unmarked.</summary>
    KeyImage,
    /// <summary>A segmentation was saved as a new version.</summary>
    Segmented,
    Reported,
    Addendum,
    Delivered,
    Acknowledged,
    Emergency,
    /// <summary>A workitem was made or changed over UPS-RS.</summary>
    Workitem,
    Stuck,
    Retried,
    IdentityResolved,
    SignedIn,
    SignInFailed,
    SignedOut,
    Administered,
}

namespace Pandok.Access;

/// <summary>A kind of deed. A route names the one it needs; <see cref="Permissions"/> says who has it.</summary>
internal enum Permission
{
    /// <summary>What every signed-in account may do: see itself, change its language, follow events.</summary>
    UseOwnAccount,
    ReadWorklist,
    ReadStudy,
    ReadTimeline,
    ClaimStudy,
    /// <summary>A reader gives back the own claim, a coordinator anybody's.</summary>
    ReleaseClaim,
    /// <summary>Create, claim, update and end workitems over UPS-RS. Claiming a reading needs <see cref="ClaimStudy"/> as well.</summary>
    PerformWorkitems,
    WriteReport,
    SeeSitePage,
    AcknowledgeReport,
    /// <summary>Enter, change and call off the site's orders.</summary>
    PlaceOrder,
    /// <summary>The site raises; only who may also <see cref="Coordinate"/> lowers.</summary>
    RaiseEmergency,
    Coordinate,
    ReadAudit,
    ReadReceipts,
    /// <summary>See, release and reject what is held, and make rules of devices. Only of the sites of the account, if it has any.</summary>
    ReviewHeld,
    /// <summary>Merge two IDs of one person, ask for identities of many studies and agree to it.</summary>
    KeepVault,
    Administer,
    /// <summary>A device's deed, by its API key or its AE title. No account has it.</summary>
    SendInstances,
}

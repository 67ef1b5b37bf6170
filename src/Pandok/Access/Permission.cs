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
    Administer,
    /// <summary>A device's deed, by its API key or its AE title. No account has it.</summary>
    SendInstances,
}

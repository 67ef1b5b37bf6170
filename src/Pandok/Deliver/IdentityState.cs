namespace Pandok.Deliver;

/// <summary>Whether a site's page may name the patient of a study.</summary>
internal enum IdentityState
{
    Known,
    /// <summary>Report and vault do not agree whose it is; delivery is held.</summary>
    Mismatch,
    /// <summary>The site's keys were destroyed.</summary>
    Erased,
    /// <summary>The vault never held it.</summary>
    Unknown,
}

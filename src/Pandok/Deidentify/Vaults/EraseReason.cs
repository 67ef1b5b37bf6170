namespace Pandok.Deidentify.Vaults;

/// <summary>Why a site was erased. A choice and no free text: it stands in the audit trail, which holds no patient's data.</summary>
internal enum EraseReason
{
    ContractEnded,
    ProjectEnded,
    SiteAsked,
    KeyExposed,
    RetentionOver,
}

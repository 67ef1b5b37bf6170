namespace Pandok.Deidentify.Vaults;

/// <summary>The keys of this site were destroyed; it can take in nothing more under this id.</summary>
internal sealed class ErasedSiteException(Guid site)
    : Exception($"The vault of site {site} was erased. Its keys do not exist any more; register the site anew to go on.");

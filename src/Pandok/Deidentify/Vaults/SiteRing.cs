namespace Pandok.Deidentify.Vaults;

/// <summary>All generations of a site's secrets.</summary>
/// <param name="Current">What new studies are mapped and sealed with.</param>
/// <param name="Former">Newest first.</param>
internal sealed record SiteRing(SiteSecrets Current, IReadOnlyList<SiteSecrets> Former)
{
    /// <summary>The secrets a row names; one that names none is as old as the eldest.</summary>
    /// <exception cref="Platform.BrokenSealException">The site has no such key.</exception>
    public SiteSecrets Of(string keyId) =>
        keyId.Length == 0 ? Former.Count > 0 ? Former[^1] : Current
        : Current.Keys.KeyId == keyId ? Current
        : Former.FirstOrDefault(secrets => secrets.Keys.KeyId == keyId) ?? throw new Platform.BrokenSealException();
}

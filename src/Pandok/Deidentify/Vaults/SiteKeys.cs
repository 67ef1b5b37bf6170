namespace Pandok.Deidentify.Vaults;

/// <summary>
/// The keys of one site, each derived from its 256-bit root for one purpose. The root itself never leaves the vault.
/// Treat the arrays as read only: they are shared by every caller.
/// </summary>
/// <param name="KeyId">Hexadecimal of the first 8 bytes of the root's SHA-256: what a receipt may name.</param>
internal sealed record SiteKeys(string KeyId, byte[] Uid, byte[] Date, byte[] Patient, byte[] Accession);

using System.Security.Cryptography;
using System.Text;

namespace Pandok.Deidentify.Vaults;

/// <summary>What the vault itself knows of a site: the keys it hands out and the one that seals the rows. HKDF-SHA-256, one key per purpose.</summary>
internal sealed record SiteSecrets(SiteKeys Keys, byte[] RowKey)
{
    public const int RootSize = 32;

    public static string KeyIdOf(ReadOnlySpan<byte> root) => Convert.ToHexStringLower(SHA256.HashData(root).AsSpan(0, 8));

    public static SiteSecrets Derive(byte[] root) =>
        new(new SiteKeys(KeyIdOf(root), Purpose(root, "uid"), Purpose(root, "date"), Purpose(root, "pat"), Purpose(root, "acc")), Purpose(root, "vault"));

    private static byte[] Purpose(byte[] root, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, root, 32, salt: null, info: Encoding.ASCII.GetBytes(purpose));
}

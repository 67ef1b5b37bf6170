using System.Security.Cryptography;
using System.Text;
using Pandok.Deidentification;
using Pandok.Deidentify.Quarantine;
using Pandok.Deidentify.Vaults;

namespace Pandok.Commands.Offline;

/// <summary>The root key from a file: 64 hexadecimal digits are the root itself, as a site has one; raw bytes are stretched to one (HKDF-SHA-256).</summary>
internal static class KeyFile
{
    private const int Least = 16, Most = 4096;

    /// <summary>The keys of de-identification.</summary>
    public static Keys Read(string path, string prefix)
    {
        if (prefix.Length is < 1 or > 16 || !prefix.All(char.IsAsciiLetterOrDigit)) throw new UsageException("--project is 1 to 16 letters or digits.");
        var keys = SiteSecrets.Derive(RootOf(path)).Keys;
        return new Keys(keys.Uid, keys.Date, keys.Patient, keys.Accession, keys.KeyId, prefix.ToUpperInvariant());
    }

    /// <summary>The key that seals originals (<see cref="SealedFolder"/>).</summary>
    public static byte[] ReadSealing(string path) => HKDF.DeriveKey(HashAlgorithmName.SHA256, RootOf(path), SealedFormat.KeySize, salt: null, info: "pandok sealed folder"u8.ToArray());

    private static byte[] RootOf(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The key cannot be read: {fault.Message}");
        }
        if (bytes.Length is < Least or > Most) throw new UsageException($"A key has 64 hexadecimal digits, or {Least} to {Most} raw bytes; {path} has {bytes.Length}.");
        var text = Encoding.Latin1.GetString(bytes).Trim();
        return text.Length == 2 * SiteSecrets.RootSize && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, SiteSecrets.RootSize, salt: null, info: "pandok key file"u8.ToArray());
    }
}

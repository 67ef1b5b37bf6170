using System.Security.Cryptography;
using System.Text;

namespace Pandok.Platform;

/// <summary>256 random bits that other keys are derived from (HKDF-SHA-256, one key for each purpose).</summary>
internal sealed class SecretKey
{
    public const int Size = 32;
    private readonly byte[] secret;

    private SecretKey(byte[] secret) => this.secret = secret;

    /// <summary>Hexadecimal of the first 8 bytes of the SHA-256.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(secret).AsSpan(0, 8));

    /// <summary>As it stands in a key file: 64 hexadecimal digits.</summary>
    public string Text => Convert.ToHexStringLower(secret);

    public static SecretKey New() => new(RandomNumberGenerator.GetBytes(Size));

    /// <returns>Null if the text is no key.</returns>
    public static SecretKey? Parse(string text) =>
        text.Trim() is { Length: 2 * Size } digits && digits.All(char.IsAsciiHexDigit) ? new(Convert.FromHexString(digits)) : null;

    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Size, info: Encoding.UTF8.GetBytes(purpose));
}

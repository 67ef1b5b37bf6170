using System.Security.Cryptography;
using System.Text;

namespace Pandok.Devices;

/// <summary>A device's credential over HTTP: 256 random bits. Only its SHA-256 is kept; so much chance needs no slow hash.</summary>
internal static class ApiKey
{
    private const string Prefix = "pdk_";

    public static string New() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public static bool Matches(string? storedHash, string hash) =>
        storedHash is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(storedHash), Encoding.ASCII.GetBytes(hash));
}

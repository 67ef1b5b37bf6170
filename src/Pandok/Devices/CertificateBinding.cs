using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pandok.Devices;

/// <summary>
/// Which client certificate a device must come with over DICOM, if it is bound to one: by its SHA-256 thumbprint, which is one certificate, or by its subject, which an authority may renew.
/// That the certificate is of a trusted authority is checked before, with the handshake.
/// </summary>
internal static class CertificateBinding
{
    private const int ThumbprintLength = 64;

    /// <summary>As it is kept: 64 hexadecimal digits in lower case, or a subject such as <c>CN=room-1, O=Demo</c>. Null for none.</summary>
    public static string? Normalize(string? wanted)
    {
        if (string.IsNullOrWhiteSpace(wanted)) return null;
        var digits = wanted.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length == ThumbprintLength && digits.All(char.IsAsciiHexDigit)) return digits.ToLowerInvariant();
        try
        {
            return wanted.Contains('=', StringComparison.Ordinal) ? Canonical(new X500DistinguishedName(wanted.Trim())) : throw new FormatException("This is neither a thumbprint nor a subject.");
        }
        catch (CryptographicException fault)
        {
            throw new FormatException("This is neither a thumbprint nor a subject.", fault);
        }
    }

    /// <summary>Whether who calls may be the device.</summary>
    /// <param name="bound">As <see cref="Normalize"/> gives it; null binds to nothing.</param>
    /// <param name="certificate">What the peer proved itself with, or null.</param>
    public static bool Admits(string? bound, X509Certificate2? certificate) => bound is null || (certificate is not null
        && (bound.Length == ThumbprintLength && !bound.Contains('=', StringComparison.Ordinal)
            ? certificate.GetCertHashString(HashAlgorithmName.SHA256).Equals(bound, StringComparison.OrdinalIgnoreCase)
            : Canonical(certificate.SubjectName) == bound));

    // One way to write a name, whoever wrote it.
    private static string Canonical(X500DistinguishedName name) => new X500DistinguishedName(name.RawData).Decode(X500DistinguishedNameFlags.UseCommas | X500DistinguishedNameFlags.DoNotUsePlusSign);
}

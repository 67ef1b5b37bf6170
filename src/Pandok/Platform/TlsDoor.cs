using System.Security.Cryptography.X509Certificates;

namespace Pandok.Platform;

/// <summary>A port that speaks TLS, and what it proves itself with.</summary>
/// <param name="Port">0 picks a free one.</param>
/// <param name="Certificate">A PEM file: the certificate, then the intermediate ones.</param>
/// <param name="Key">A PEM file with its private key, not encrypted; the rights of the file are its protection.</param>
/// <param name="ClientCa">A PEM file of authorities: each client must have a certificate of one of them. Null asks no client for any.</param>
internal sealed record TlsDoor(int Port, string Certificate, string Key, string? ClientCa)
{
    public X509Certificate2 LoadCertificate() => X509Certificate2.CreateFromPemFile(Certificate, Key);

    /// <exception cref="InvalidDataException">The file holds none: nobody could come in, and that was hardly meant.</exception>
    public X509Certificate2Collection? LoadClientAuthorities()
    {
        if (ClientCa is null) return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(ClientCa);
        return authorities.Count > 0 ? authorities : throw new InvalidDataException($"{ClientCa} holds no certificate.");
    }
}

using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Pandok.Dicom.Network;

/// <summary>TLS 1.2 and 1.3 (PS3.15 Annex B.12): options for <see cref="DicomServerOptions.Tls"/> and <see cref="DicomClientOptions.Tls"/>.</summary>
public static class DicomTls
{
    /// <summary>A server with a certificate (with its private key).</summary>
    /// <param name="certificate">What the server proves itself with.</param>
    /// <param name="clientAuthorities">Null: clients are not asked for a certificate. Otherwise each client must prove itself with one that chains up to one of these; the system's own roots do not count.</param>
    public static SslServerAuthenticationOptions Server(X509Certificate2 certificate, X509Certificate2Collection? clientAuthorities = null) => new()
    {
        ServerCertificate = certificate,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateRequired = clientAuthorities is not null,
        CertificateChainPolicy = clientAuthorities is null ? null : Trust(clientAuthorities),
    };

    /// <summary>A client.</summary>
    /// <param name="peerName">The name or address that the peer's certificate must be for.</param>
    /// <param name="certificate">What we prove ourselves with (with its private key), if the peer asks.</param>
    /// <param name="authorities">The roots the peer's certificate must chain up to; null for the system's.</param>
    public static SslClientAuthenticationOptions Client(string peerName, X509Certificate2? certificate = null, X509Certificate2Collection? authorities = null) => new()
    {
        TargetHost = peerName,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificates = certificate is null ? null : [certificate],
        CertificateChainPolicy = authorities is null ? null : Trust(authorities),
    };

    private static X509ChainPolicy Trust(X509Certificate2Collection authorities)
    {
        // Revocation lists of a hospital's own authority are seldom to be had; who has them sets the policy.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}

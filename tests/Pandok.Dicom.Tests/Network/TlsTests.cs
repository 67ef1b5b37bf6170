using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Network;

/// <summary>TLS with DCMTK's storescu, echoscu and storescp: certificates are asked for, checked, and refused with a reason.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();
    private readonly X509Certificate2 authority = Authority("CN=Demo Authority");
    private readonly X509Certificate2 stranger = Authority("CN=Another Authority");

    public void Dispose()
    {
        authority.Dispose();
        stranger.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_certificate_of_the_trusted_authority_comes_in_and_the_handler_sees_it()
    {
        X509Certificate2? seen = null;
        var handler = new RecordingHandler
        {
            OnAccept = request =>
            {
                seen = request.PeerCertificate;
                return AssociationDecision.Accept;
            },
        };
        await using var server = Start(handler, requireCertificate: true);
        var file = Directory.GetFiles(SharedData.Folder("data/chest-ct/ricord-1a-covid-dicom"), "*.dcm")[0];
        var (exit, output) = await Dcmtk.RunAsync("storescu", ["-v", "-xs", .. Files(Issue(authority, "CN=modality")), "127.0.0.1", Port(server), file]);
        Assert.True(exit == 0, output);
        Assert.Single(handler.Stored);
        Assert.Equal("CN=modality", seen?.Subject);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_and_none_are_refused_with_the_reason()
    {
        var handler = new RecordingHandler();
        await using var server = Start(handler, requireCertificate: true);
        var (wrong, _) = await Dcmtk.RunAsync("echoscu", ["-v", .. Files(Issue(stranger, "CN=modality")), "127.0.0.1", Port(server)]);
        Assert.NotEqual(0, wrong);
        var (anonymous, _) = await Dcmtk.RunAsync("echoscu", "-v", "+tla", "+cf", Pem("authority.pem", authority), "127.0.0.1", Port(server));
        Assert.NotEqual(0, anonymous);
        var (plain, _) = await Dcmtk.RunAsync("echoscu", "-v", "-ta", "3", "127.0.0.1", Port(server));
        Assert.NotEqual(0, plain);
        for (var i = 0; i < 3; i++) Assert.True(await handler.EndSignal.WaitAsync(Pdus.Patience));
        Assert.All(handler.Ends, end => Assert.Equal(AbortCause.NotSecured, end!.Cause));
        Assert.Contains(handler.Ends, end => end!.Message.Contains("UntrustedRoot", StringComparison.Ordinal) || end.Message.Contains("PartialChain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Anonymous_TLS_is_enough_where_no_certificate_is_required()
    {
        await using var server = Start(new RecordingHandler(), requireCertificate: false);
        var (exit, output) = await Dcmtk.RunAsync("echoscu", "-v", "+tla", "+cf", Pem("authority.pem", authority), "127.0.0.1", Port(server));
        Assert.True(exit == 0, output);
    }

    [Fact]
    public async Task Our_client_sends_to_storescp_over_TLS_and_learns_why_a_peer_is_not_trusted()
    {
        var port = Dcmtk.FreePort();
        using var mine = Issue(authority, "CN=pandok");
        using var storescp = Dcmtk.StartPeer("storescp", ["-od", folder.CreateSubdirectory("target").FullName, .. Files(Issue(authority, "CN=archive")), port.ToString()]);
        try
        {
            await Dcmtk.AwaitAsync(port);
            var options = new DicomClientOptions
            {
                Host = "127.0.0.1",
                Port = port,
                CallingAe = "TESTER",
                CalledAe = "ARCHIVE",
                Tls = DicomTls.Client("localhost", mine, [authority]),
                Limits = new ConnectionLimits { Artim = TimeSpan.FromSeconds(20) },
            };
            await using (var client = await DicomClient.ConnectAsync(options, default))
            {
                Assert.Equal(DimseStatus.Success, await client.EchoAsync(default));
                await client.ReleaseAsync(default);
            }
            var untrusted = await Assert.ThrowsAsync<AssociationAbortedException>(() => DicomClient.ConnectAsync(options with { Tls = DicomTls.Client("localhost", mine, [stranger]) }, default));
            Assert.Equal(AbortCause.NotSecured, untrusted.Cause);
            var misnamed = await Assert.ThrowsAsync<AssociationAbortedException>(() => DicomClient.ConnectAsync(options with { Tls = DicomTls.Client("elsewhere", mine, [authority]) }, default));
            Assert.Contains("RemoteCertificateNameMismatch", misnamed.Message, StringComparison.Ordinal);
            var withoutOurs = await Assert.ThrowsAsync<AssociationAbortedException>(() => DicomClient.ConnectAsync(options with { Tls = DicomTls.Client("localhost", null, [authority]) }, default));
            Assert.Equal(AbortCause.NotSecured, withoutOurs.Cause);
        }
        finally
        {
            storescp.Kill();
        }
    }

    [Fact]
    public async Task IPv6_and_IPv4_are_served_by_one_listener()
    {
        await using var server = DicomServer.Start(new DicomServerOptions { Listen = new IPEndPoint(IPAddress.IPv6Any, 0) }, new RecordingHandler());
        foreach (var host in new[] { "::1", "127.0.0.1" })
        {
            await using var client = await DicomClient.ConnectAsync(new DicomClientOptions { Host = host, Port = server.EndPoint.Port, CallingAe = "TESTER", CalledAe = "PANDOK" }, default);
            Assert.Equal(DimseStatus.Success, await client.EchoAsync(default));
            await client.ReleaseAsync(default);
        }
    }

    private DicomServer Start(RecordingHandler handler, bool requireCertificate) => DicomServer.Start(
        new DicomServerOptions { Tls = DicomTls.Server(Issue(authority, "CN=localhost"), requireCertificate ? [authority] : null), Limits = new ConnectionLimits { Artim = TimeSpan.FromSeconds(20) } }, handler);

    private string[] Files(X509Certificate2 certificate)
    {
        using (certificate)
        {
            var name = Guid.NewGuid().ToString("N");
            var key = Path.Combine(folder.FullName, name + ".key");
            File.WriteAllText(key, certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
            return ["+tls", key, Pem(name + ".pem", certificate), "+cf", Pem("authority.pem", authority)];
        }
    }

    private string Pem(string name, X509Certificate2 certificate)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, certificate.ExportCertificatePem());
        return path;
    }

    private static string Port(DicomServer server) => server.EndPoint.Port.ToString();

    private static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(12), Guid.NewGuid().ToByteArray());
        return issued.CopyWithPrivateKey(key);
    }
}

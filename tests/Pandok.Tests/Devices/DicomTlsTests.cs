using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Ingest;
using Pandok.Platform;
using Pandok.Tests.Orders;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Devices;

/// <summary>DICOM over TLS with DCMTK's storescu: certificates are made for the test and thrown away with it.</summary>
public sealed class DicomTlsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sender_over_TLS_is_served_and_where_asked_for_only_with_a_certificate_of_the_authority(bool clientsProve)
    {
        using var folder = new TemporaryFolder();
        using var authority = Authority("CN=Demo authority");
        using var stranger = Authority("CN=Other authority");
        Write(folder, "ca", authority);
        Issue(folder, "server", authority);
        Issue(folder, "device", authority);
        Issue(folder, "stranger", stranger);
        await using var scene = await OrderScene.OpenAsync(tls: new TlsDoor(0, folder["server.crt"], folder["server.key"], clientsProve ? folder["ca.crt"] : null));
        await Peer.MakeStudyAsync(folder["study"], 1, new { });
        var port = scene.Server.Services.GetRequiredService<DicomDoor>().TlsPort;

        var (code, said) = await SendAsync("+tls", folder["device.key"], folder["device.crt"], "+cf", folder["ca.crt"]);
        Assert.True(code == 0, said);
        Assert.Equal(1, await scene.Server.WithDatabaseAsync(db => Task.FromResult(db.Set<Studies.Study>().Count())));
        foreach (var bad in new[] { await SendAsync("+tls", folder["stranger.key"], folder["stranger.crt"], "+cf", folder["ca.crt"]), await SendAsync("+tla", "+cf", folder["ca.crt"]) })
            Assert.Equal(clientsProve, bad.Code != 0);
        Assert.NotEqual(0, (await SendAsync()).Code); // no TLS at all

        Task<(int Code, string Output)> SendAsync(params string[] options) => Peer.RunAsync("storescu", ["-v", .. options, "-aet", "ROOM1", "-aec", "PANDOK", "127.0.0.1", $"{port}", folder["study"] + "/001.dcm"]);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_AE_title_that_is_bound_to_a_certificate_comes_in_with_it_only(bool byThumbprint)
    {
        using var folder = new TemporaryFolder();
        using var authority = Authority("CN=Demo authority");
        Write(folder, "ca", authority);
        Issue(folder, "server", authority);
        Issue(folder, "device", authority);
        Issue(folder, "neighbour", authority);
        await using var scene = await OrderScene.OpenAsync(tls: new TlsDoor(0, folder["server.crt"], folder["server.key"], folder["ca.crt"]));
        using var bound = X509CertificateLoader.LoadCertificateFromFile(folder["device.crt"]);
        var admin = await scene.Server.SignInAsync(Pandok.Access.Role.Admin);
        var path = $"/api/admin/devices/{scene.Device.Id}";
        foreach (var bad in new[] { "1234", "CN", "device" }) Assert.Equal("badCertificate", await admin.PutAsJsonAsync(path, new { certificate = bad }).CodeAsync(System.Net.HttpStatusCode.UnprocessableEntity));
        var thumbprint = string.Join(':', bound.GetCertHash(HashAlgorithmName.SHA256).Select(one => one.ToString("X2")));
        await admin.PutAsJsonAsync(path, new { certificate = byThumbprint ? thumbprint : "cn=device" }).JsonAsync(System.Net.HttpStatusCode.NoContent);
        var door = scene.Server.Services.GetRequiredService<DicomDoor>();

        var (code, said) = await EchoAsync(door.TlsPort, "+tls", folder["device.key"], folder["device.crt"], "+cf", folder["ca.crt"]);
        Assert.True(code == 0, said);
        // Another certificate of the same authority, and the plain door, are not the device.
        foreach (var (port, options) in new (int, string[])[] { (door.TlsPort, ["+tls", folder["neighbour.key"], folder["neighbour.crt"], "+cf", folder["ca.crt"]]), (door.Port, []) })
        {
            var refused = await EchoAsync(port, options);
            Assert.NotEqual(0, refused.Code);
            Assert.Contains("Calling AE Title Not Recognized", refused.Output, StringComparison.Ordinal);
        }
        Assert.Equal(2, await scene.Server.WithDatabaseAsync(db => Task.FromResult(db.Set<IntakeProblem>().Where(problem => problem.Code == "wrongCertificate").Sum(problem => problem.Count))));

        await admin.PutAsJsonAsync(path, new { certificate = (string?)null }).JsonAsync(System.Net.HttpStatusCode.NoContent);
        Assert.Equal(0, (await EchoAsync(door.Port)).Code);

        Task<(int Code, string Output)> EchoAsync(int port, params string[] options) => Peer.RunAsync("echoscu", ["-v", .. options, "-aet", "ROOM1", "-aec", "PANDOK", "127.0.0.1", $"{port}"]);
    }

    [Fact]
    public async Task Our_sender_believes_the_receiver_it_was_told_to_believe_and_proves_itself()
    {
        using var folder = new TemporaryFolder();
        using var authority = Authority("CN=Demo authority");
        using var stranger = Authority("CN=Other authority");
        Write(folder, "ca", authority);
        Write(folder, "other", stranger);
        Issue(folder, "server", authority);
        Issue(folder, "device", authority);
        Directory.CreateDirectory(folder["came"]);
        await Peer.MakeStudyAsync(folder["study"], 1, new { });
        var port = Peer.FreePort();
        using var receiver = await Peer.StayAsync(port, "storescp", ["+tls", folder["server.key"], folder["server.crt"], "+cf", folder["ca.crt"], "-rc", "-od", folder["came"], "-aet", "STORE", $"{port}"]);

        foreach (var bad in new string[][] { ["--tls", "--tls-ca", folder["other.crt"]], [], ["--tls", "--tls-ca", folder["ca.crt"]] }) Assert.NotEqual(0, (await SendAsync(bad)).Code);
        Assert.Equal(2, (await SendAsync("--tls-ca", folder["ca.crt"])).Code);
        Assert.Empty(Directory.GetFiles(folder["came"]));
        var (code, said) = await SendAsync("--tls", "--tls-ca", folder["ca.crt"], "--tls-certificate", folder["device.crt"], "--tls-key", folder["device.key"]);
        Assert.True(code == 0, said);
        Assert.Single(Directory.GetFiles(folder["came"]));

        Task<(int Code, string Output)> SendAsync(params string[] options) =>
            Peer.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "pandok.dll"), "send", folder["study"], "--to", $"STORE@127.0.0.1:{port}", .. options]);
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(2));
    }

    private static void Issue(TemporaryFolder folder, string name, X509Certificate2 authority)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(alternatives.Build());
        using var issued = request.Create(authority, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddDays(1), RandomNumberGenerator.GetBytes(8));
        Write(folder, name, issued);
        File.WriteAllText(folder[name + ".key"], key.ExportPkcs8PrivateKeyPem());
    }

    private static void Write(TemporaryFolder folder, string name, X509Certificate2 certificate) => File.WriteAllText(folder[name + ".crt"], certificate.ExportCertificatePem());
}

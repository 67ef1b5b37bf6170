using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;

namespace Pandok.Tests.Archive;

/// <summary>DICOMweb clients that others wrote: pydicom reads what we answer, Orthanc stores, searches and retrieves.</summary>
public sealed class ForeignClientTests(ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions AsWritten = new();

    [Theory]
    [InlineData("conformance/transfer-syntaxes/CT_small.dcm", null)]
    [InlineData("conformance/transfer-syntaxes/emri_small_RLE.dcm", "dcmdrle")]
    [InlineData("conformance/transfer-syntaxes/SC_rgb_rle_2frame.dcm", "dcmdrle")]
    [InlineData("chest-ct/ricord-1a-covid-dicom", "dcmdjpeg")]
    public async Task Pydicom_reads_header_metadata_bulk_data_and_the_pixels_that_DCMTK_decodes(string data, string? decoder)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3") && Directory.Exists("/usr/lib/python3/dist-packages/pydicom"), "NOT TESTED: python3-pydicom is not installed");
        Assert.SkipUnless(decoder is null || File.Exists($"/usr/bin/{decoder}"), $"NOT TESTED: {decoder} is not installed");
        await using var server = await DicomWebServer.StartAsync();
        using var folder = new TemporaryFolder();
        var file = DicomWebServer.Shared(data);
        if (Directory.Exists(file)) file = Directory.GetFiles(file, "*.dcm").Order(StringComparer.Ordinal).First();
        var instance = await server.StoreAsync(file);
        var script = Repository.At("tests/Pandok.Tests/Archive/foreign_client.py");
        var saw = JsonElement.Parse(await RunAsync("/usr/bin/python3", script, server.Node.Address.ToString().TrimEnd('/'), await CookieAsync(server), instance, folder.Path));
        output.WriteLine(saw.ToString());
        Assert.Equal(1, saw.GetProperty("studies").GetInt32());
        Assert.Equal("1.2.840.10008.1.2.1", saw.GetProperty("plainSyntax").GetString());
        foreach (var fact in new[] { "sameHeader", "plainIsFrames", "bulkIsFrames", "wholeStudy" }) Assert.True(saw.GetProperty(fact).GetBoolean(), fact);

        // The original, decoded by DCMTK, has the same pixels.
        var expected = file;
        if (decoder is not null) await RunAsync($"/usr/bin/{decoder}", file, expected = folder["decoded.dcm"]);
        var pixels = await RunAsync("/usr/bin/python3", "-c", "import sys,pydicom,hashlib,numpy\nd=pydicom.dcmread(sys.argv[1])\nf=int(d.get('NumberOfFrames',1))\nn=d.Rows*d.Columns*d.SamplesPerPixel*(d.BitsAllocated//8)*f\nb=d.PixelData[:n]\nif d.SamplesPerPixel==3 and d.PlanarConfiguration==1:\n  b=numpy.frombuffer(b,numpy.uint8).reshape(f,3,-1).transpose(0,2,1).tobytes()\nprint(hashlib.sha256(b).hexdigest())", expected);
        Assert.Equal(pixels.Trim(), saw.GetProperty("pixels").GetString());
    }

    [Fact]
    public async Task Orthanc_stores_searches_and_retrieves_through_its_DICOMweb_client()
    {
        const string plugin = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";
        Assert.SkipUnless(File.Exists("/usr/sbin/Orthanc") && File.Exists(plugin), "NOT TESTED: orthanc or orthanc-dicomweb is not installed");
        await using var server = await DicomWebServer.StartAsync();
        using var folder = new TemporaryFolder();
        var (http, dimse) = (FreePort(), FreePort());
        var url = $"{server.Node.Address}dicom-web/";
        await File.WriteAllTextAsync(folder["orthanc.json"], $$"""
            { "Name": "peer", "DicomAet": "PEER", "DicomPort": {{dimse}}, "HttpPort": {{http}}, "StorageDirectory": "{{folder.Path}}/db", "IndexDirectory": "{{folder.Path}}/db",
              "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "Plugins": ["{{plugin}}"],
              "DicomWeb": { "Enable": true, "Servers": {
                "device": { "Url": "{{url}}", "HttpHeaders": { "Authorization": "Bearer {{server.Key}}" } },
                "reader": { "Url": "{{url}}", "HttpHeaders": { "Cookie": "{{await CookieAsync(server)}}" } } } } }
            """);
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec /usr/sbin/Orthanc \"$0\" >\"$1\" 2>&1", folder["orthanc.json"], folder["log"]]))!;
        try
        {
            using var orthanc = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}/"), Timeout = TimeSpan.FromMinutes(2) };
            await UntilUpAsync(orthanc, process);
            var files = new[] { "CT_small.dcm", "MR_small.dcm", "emri_small_RLE.dcm" }.Select(name => DicomWebServer.Shared($"conformance/transfer-syntaxes/{name}")).ToList();
            var own = new List<string>();
            foreach (var file in files) own.Add((await PostAsync(orthanc, "instances", new ByteArrayContent(await File.ReadAllBytesAsync(file)))).GetProperty("ID").GetString()!);

            var stowed = await PostAsync(orthanc, "dicom-web/servers/device/stow", JsonContent.Create(new { Resources = own, Synchronous = true }, options: AsWritten));
            output.WriteLine("stow: " + stowed);
            var found = await PostAsync(orthanc, "dicom-web/servers/reader/qido", JsonContent.Create(new { Uri = "/studies", Arguments = new Dictionary<string, string> { ["PatientID"] = "OWN-*", ["limit"] = "10" } }, options: AsWritten));
            Assert.Equal(files.Count, found.GetArrayLength());
            // A search without results is not asked here: this client takes 204 (PS3.18 section 10.6.3.1), which has no body, for broken JSON.

            var studies = JsonElement.Parse(await server.Reader.GetStringAsync("/dicom-web/studies")).EnumerateArray().Select(study => study.GetProperty("0020000D").GetProperty("Value")[0].GetString()!).ToList();
            var retrieved = await PostAsync(orthanc, "dicom-web/servers/reader/retrieve", JsonContent.Create(new { Resources = studies.Select(study => new { Study = study }), Synchronous = true }, options: AsWritten));
            output.WriteLine("retrieve: " + retrieved);
            var all = (await orthanc.GetFromJsonAsync<JsonElement>("instances")).EnumerateArray().Select(id => id.GetString()!).ToList();
            Assert.Equal(2 * files.Count, all.Count);
            // What came back under our UIDs has the frames of what went out.
            async Task<string[]> FramesAsync(IEnumerable<string> ids)
            {
                var frames = new List<string>();
                foreach (var id in ids) frames.Add(Convert.ToHexStringLower(SHA256.HashData(await orthanc.GetByteArrayAsync($"instances/{id}/frames/0/raw"))));
                return [.. frames.Order()];
            }
            Assert.Equal(await FramesAsync(own.Take(2)), (await FramesAsync(all.Except(own))).Intersect(await FramesAsync(own.Take(2))));
        }
        catch (HttpRequestException)
        {
            output.WriteLine(string.Join('\n', File.ReadAllLines(folder["log"]).TakeLast(20)));
            throw;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, HttpContent content)
    {
        using var answer = await client.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new HttpRequestException($"{path}: {(int)answer.StatusCode} {text}");
    }

    private static async Task<string> CookieAsync(DicomWebServer server)
    {
        var site = await server.Node.WithDatabaseAsync(db => Task.FromResult(db.Set<Site>().Single(site => site.Code == "OWN").Id));
        var login = await server.Node.AddUserAsync(Role.Reader, site);
        using var client = server.Node.NewClient(cookies: false);
        using var answer = await client.PostAsJsonAsync("/api/session", new { userName = login.UserName, password = login.Password });
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private static async Task UntilUpAsync(HttpClient client, Process process)
    {
        for (var attempt = 0; ; attempt++)
        {
            Assert.False(process.HasExited, "Orthanc ended.");
            try
            {
                if ((await client.GetAsync("system")).StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException) when (attempt < 300)
            {
            }
            await Task.Delay(200);
        }
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program}: {await errors}");
        return text;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

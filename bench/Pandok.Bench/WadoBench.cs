using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pandok.Bench;

/// <summary>
/// Frames over HTTP: 64 CT slices of 512 x 512 x 16 bits, one uncompressed frame a request, asked for by wrk over eight connections. Pandok knows the account anew for each request and may see the study;
/// nginx sends the same bytes as files to anybody; Orthanc's DICOMweb gives the frame in its multipart. Rounds interleaved, median.
/// </summary>
internal static partial class WadoBench
{
    private const int Slices = 64;
    private const int Rounds = 3;
    private const int Seconds = 6;
    private static readonly string[] Needed = ["storescu", "dcmdjpeg", "wrk", "nginx", "Orthanc"];

    public static async Task<int> RunAsync()
    {
        if (!Directory.Exists(Places.ChestCt) || Needed.Any(tool => !Tool.Exists(tool)))
        {
            Console.Error.WriteLine("Needs ../shared/data, DCMTK, wrk, nginx and Orthanc with its DICOMweb plugin.");
            return 1;
        }
        var folder = Directory.CreateTempSubdirectory("pandok-bench-").FullName;
        try
        {
            var slices = Directory.CreateDirectory(Path.Combine(folder, "slices")).FullName;
            foreach (var file in Directory.GetFiles(Places.ChestCt, "*.dcm").Order(StringComparer.Ordinal).Take(Slices)) await Tool.RunAsync("dcmdjpeg", file, Path.Combine(slices, Path.GetFileName(file)));
            using var pandok = await PandokAsync(folder, slices);
            using var nginx = await NginxAsync(folder, pandok);
            using var orthanc = await OrthancAsync(folder, slices);
            Server[] servers = [pandok, nginx, orthanc];
            var rates = servers.ToDictionary(server => server.Name, _ => new List<double>());
            foreach (var server in servers) await WrkAsync(folder, server, 2);
            for (var round = 1; round <= Rounds; round++)
            {
                foreach (var server in servers)
                {
                    rates[server.Name].Add(await WrkAsync(folder, server, Seconds));
                    Console.WriteLine($"round {round}: {server.Name} {rates[server.Name][^1]:F0} frames/s");
                }
            }
            await WriteAsync(servers, rates);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record Server(string Name, Tool Tool, Uri Address, IReadOnlyList<string> Paths, IReadOnlyDictionary<string, string> Headers) : IDisposable
    {
        public void Dispose() => Tool.Dispose();
    }

    private static async Task<Server> PandokAsync(string folder, string slices)
    {
        var (http, dimse) = (Tool.FreePort(), Tool.FreePort());
        var data = Path.Combine(folder, "pandok");
        await Node.AdminAsync(data, "sites", "add", "BENCH", "Bench");
        await Node.AdminAsync(data, "devices", "add", "BENCH", "--site", "BENCH");
        var password = ShownOnce().Match(await Node.AdminAsync(data, "users", "add", "reader", "--role", "Reader", "--site", "BENCH")).Groups[1].Value;
        var tool = await Node.ServeAsync(data, http, dimse);
        await Node.StorescuAsync("PANDOK", dimse, slices, "+sd");
        using var reader = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri($"http://127.0.0.1:{http}") };
        reader.DefaultRequestHeaders.Add("X-Pandok", "1");
        using var session = await reader.PostAsJsonAsync("/api/session", new { userName = "reader", password });
        var cookie = session.EnsureSuccessStatusCode().Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        reader.DefaultRequestHeaders.Add("Cookie", cookie);
        var paths = (await reader.GetFromJsonAsync<JsonElement>("/dicom-web/instances")).EnumerateArray().Select(one => new Uri(one.GetProperty("00081190").GetProperty("Value")[0].GetString()!).AbsolutePath + "/frames/1").ToList();
        return new Server("pandok", tool, reader.BaseAddress, paths, new Dictionary<string, string> { ["Cookie"] = cookie, ["Accept"] = "application/octet-stream" });
    }

    private static async Task<Server> NginxAsync(string folder, Server pandok)
    {
        var port = Tool.FreePort();
        var root = Directory.CreateDirectory(Path.Combine(folder, "nginx", "frames")).FullName;
        using var client = new HttpClient { BaseAddress = pandok.Address };
        foreach (var (name, value) in pandok.Headers) client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        for (var i = 0; i < pandok.Paths.Count; i++) await File.WriteAllBytesAsync(Path.Combine(root, $"{i}.raw"), await client.GetByteArrayAsync(pandok.Paths[i]));
        var configuration = Path.Combine(folder, "nginx", "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            daemon off; worker_processes 2; pid {{folder}}/nginx/pid; error_log {{folder}}/nginx/error.log; {{(Environment.UserName == "root" ? "user root;" : "")}}
            events { worker_connections 512; }
            http { access_log off; sendfile on; tcp_nopush on; client_body_temp_path {{folder}}/nginx/b; proxy_temp_path {{folder}}/nginx/p; fastcgi_temp_path {{folder}}/nginx/f; uwsgi_temp_path {{folder}}/nginx/u; scgi_temp_path {{folder}}/nginx/s;
              server { listen 127.0.0.1:{{port}}; root {{folder}}/nginx; } }
            """);
        var tool = await Tool.ServeAsync(port, "nginx", "-p", Path.Combine(folder, "nginx"), "-c", configuration);
        return new Server("nginx, files", tool, new Uri($"http://127.0.0.1:{port}"), [.. pandok.Paths.Select((_, index) => $"/frames/{index}.raw")], new Dictionary<string, string>());
    }

    private static async Task<Server> OrthancAsync(string folder, string slices)
    {
        var (http, dimse) = (Tool.FreePort(), Tool.FreePort());
        using var peer = await Peer.OrthancAsync(Path.Combine(folder, "orthanc"), http, dimse);
        await Node.StorescuAsync("ORTHANC", dimse, slices, "+sd");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}") };
        var paths = new List<string>();
        foreach (var study in (await client.GetFromJsonAsync<JsonElement>("/dicom-web/studies")).EnumerateArray())
        {
            var uid = study.GetProperty("0020000D").GetProperty("Value")[0].GetString();
            foreach (var one in (await client.GetFromJsonAsync<JsonElement>($"/dicom-web/studies/{uid}/instances")).EnumerateArray())
                paths.Add($"/dicom-web/studies/{uid}/series/{one.GetProperty("0020000E").GetProperty("Value")[0].GetString()}/instances/{one.GetProperty("00080018").GetProperty("Value")[0].GetString()}/frames/1");
        }
        return new Server("Orthanc DICOMweb", peer.Release(), client.BaseAddress, paths, new Dictionary<string, string> { ["Accept"] = "multipart/related; type=application/octet-stream" });
    }

    private static async Task<double> WrkAsync(string folder, Server server, int seconds)
    {
        var script = Path.Combine(folder, "paths.lua");
        var lua = new StringBuilder("paths = {").AppendJoin(',', server.Paths.Select(path => $"\"{path}\"")).AppendLine("}");
        foreach (var (name, value) in server.Headers) lua.AppendLine(CultureInfo.InvariantCulture, $"wrk.headers[\"{name}\"] = \"{value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        lua.AppendLine("at = 0\nrequest = function() at = at + 1 return wrk.format(nil, paths[(at % #paths) + 1]) end");
        await File.WriteAllTextAsync(script, lua.ToString());
        var (code, output) = await Tool.RunAsync("wrk", "-t1", "-c8", $"-d{seconds}s", "-s", script, server.Address.ToString());
        if (code != 0 || output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal)) throw new InvalidOperationException($"{server.Name}: {output}");
        return double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static async Task WriteAsync(Server[] servers, Dictionary<string, List<double>> rates)
    {
        static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
        var ours = Median(rates["pandok"]);
        var text = new StringBuilder().AppendLine("# Frames over HTTP").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{Slices} CT slices, one uncompressed frame of 512 KiB a request, `wrk` with one thread and 8 connections on loopback, {Seconds} s a round, {Rounds} rounds interleaved, median.")
            .AppendLine("Pandok reads account and role anew for each request and decides whether the study may be seen; nginx sends files to anybody by sendfile; Orthanc is open and wraps the frame in a multipart.").AppendLine()
            .AppendLine("| server | frames/s | MB/s | Pandok's rate is | all rounds, frames/s |").AppendLine("|---|---|---|---|---|");
        foreach (var server in servers)
        {
            var median = Median(rates[server.Name]);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {server.Name} | {median:F0} | {median * 512 * 1024 / 1e6:F0} | {ours / median:F2} x | {string.Join(", ", rates[server.Name].Select(value => value.ToString("F0", CultureInfo.InvariantCulture)))} |");
        }
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}.");
        await File.WriteAllTextAsync(Path.Combine(Places.Root, "bench", "results", "wado.md"), text.ToString());
        Console.WriteLine(text);
    }

    [GeneratedRegex(@"shown only now:\s*(\S+)")]
    private static partial Regex ShownOnce();

    [GeneratedRegex(@"Requests/sec:\s*([\d.]+)")]
    private static partial Regex Rate();
}

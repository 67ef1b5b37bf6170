using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pandok.Journey.Tests.Fixtures;

/// <summary>
/// The built program as a process of its own, over a folder of its own, with one site (SITEA), one device (calling AE MOBILECT) and accounts on demand.
/// It can be killed and started again over the same folder.
/// </summary>
internal sealed partial class Node : IAsyncDisposable
{
    private readonly StringBuilder log = new();
    private Process? server;

    private Node(string folder, int http, int dimse)
    {
        Folder = folder;
        Http = http;
        Dimse = dimse;
    }

    public string Folder { get; }
    public int Http { get; }
    public int Dimse { get; }
    public int Hl7 { get; } = FreePort();
    public string ApiKey { get; private set; } = "";
    public Uri Address => new($"http://127.0.0.1:{Http}");
    public int ProcessId => server!.Id;
    public string Log { get { lock (log) return log.ToString(); } }

    public static async Task<Node> StartAsync(int settleSeconds = 2, string? objects = null, string? database = null, string? vaultDatabase = null)
    {
        if (!File.Exists(Places.Program)) Assert.Fail("./dev build first: artifacts/pandok/pandok is missing.");
        var node = new Node(Directory.CreateTempSubdirectory("pandok-journey-").FullName, FreePort(), FreePort()) { settle = settleSeconds, database = database, vaultDatabase = vaultDatabase };
        if (objects is not null) Directory.CreateSymbolicLink(Path.Combine(node.Folder, "objects"), objects);
        await node.AdminAsync("sites", "add", "SITEA", "Site A");
        await node.AdminAsync("sites", "add", "SITEB", "Site B");
        node.ApiKey = Secret(await node.AdminAsync("devices", "add", "MOBILECT", "--site", "SITEA"));
        await node.StartServerAsync();
        return node;
    }

    private int settle;
    private string? database;
    private string? vaultDatabase;

    public async Task StartServerAsync()
    {
        server = Run.Start(Places.Program, Environment(), "serve", "--data", Folder, "--http", Address.ToString().TrimEnd('/'), "--dimse", $"{Dimse}", "--settle-after", $"{settle}", "--hl7-port", $"{Hl7}");
        server.OutputDataReceived += (_, line) => { lock (log) log.AppendLine(line.Data); };
        server.ErrorDataReceived += (_, line) => { lock (log) log.AppendLine(line.Data); };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (server.HasExited) throw new InvalidOperationException($"The server ended with {server.ExitCode}:\n{Log}");
            if (await AnswersAsync(Http) && await AnswersAsync(Dimse)) return;
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"The server does not answer:\n{Log}");
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        server!.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
    }

    public async Task<string> AdminAsync(params string[] arguments)
    {
        var (code, output) = await Run.Async(Places.Program, Environment(), ["admin", .. arguments, "--data", Folder]);
        if (code != 0) throw new InvalidOperationException($"pandok admin {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }

    /// <summary>Makes an account and gives its password.</summary>
    public async Task<string> AddUserAsync(string name, string role, string? site = "SITEA", string language = "ko")
    {
        string[] arguments = ["users", "add", name, "--role", role, "--language", language, .. site is null ? Array.Empty<string>() : ["--site", site], .. role == "Reader" ? ["--specialty", "chest"] : Array.Empty<string>()];
        return Secret(await AdminAsync(arguments));
    }

    /// <summary>A client that is signed in.</summary>
    public async Task<HttpClient> SignInAsync(string name, string password)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("X-Pandok", "1");
        using var answer = await client.PostAsJsonAsync("/api/session", new { userName = name, password });
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{name} cannot sign in: {answer.StatusCode}");
        return client;
    }

    public async Task<HttpClient> SignInNewAsync(string name, string role, string? site = "SITEA") => await SignInAsync(name, await AddUserAsync(name, role, site));

    /// <summary>A client of the device, with its API key.</summary>
    public HttpClient DeviceClient(string? key = null)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(3) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key ?? ApiKey);
        return client;
    }

    /// <summary>DCMTK storescu: a foreign sender.</summary>
    public Task<(int Code, string Output)> StorescuAsync(string path, string callingAe = "MOBILECT", params string[] options) =>
        Run.Async(Places.Tool("storescu"), ["-v", "-xs", "-aet", callingAe, "-aec", "PANDOK", .. options, .. Directory.Exists(path) ? ["+sd"] : Array.Empty<string>(), "127.0.0.1", $"{Dimse}", path]);

    /// <summary>Asks until the answer pleases, at most for so long.</summary>
    public static async Task<JsonElement> UntilAsync(HttpClient client, string path, Func<JsonElement, bool> pleases, int seconds = 30)
    {
        var last = default(JsonElement);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < seconds; await Task.Delay(150))
        {
            last = await client.GetFromJsonAsync<JsonElement>(path);
            if (pleases(last)) return last;
        }
        throw new TimeoutException($"{path} did not become what was waited for: {last}");
    }

    public async ValueTask DisposeAsync()
    {
        if (server is { HasExited: false }) server.Kill();
        if (server is not null) await server.WaitForExitAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private Dictionary<string, string> Environment()
    {
        var variables = new Dictionary<string, string>();
        if (database is not null) variables["PANDOK_DATABASE"] = database;
        if (vaultDatabase is not null) variables["PANDOK_VAULT_DATABASE"] = vaultDatabase;
        return variables;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Secret(string output) => ShownOnce().Match(output) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException(output);

    [GeneratedRegex(@"shown only now:\s*(\S+)")]
    private static partial Regex ShownOnce();
}

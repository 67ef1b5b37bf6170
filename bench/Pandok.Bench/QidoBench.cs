using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pandok.Bench;

/// <summary>
/// QIDO-RS at a million studies of ten sites, on SQLite and on PostgreSQL, over HTTP, for a coordinator (all sites) and a reader (two of them). Orthanc's DICOMweb is asked the same of as many studies
/// as it takes in sensible time, which is far fewer.
/// </summary>
internal static partial class QidoBench
{
    private const int Studies = 1_000_000;
    private static readonly TimeSpan PeerLoading = TimeSpan.FromMinutes(2);
    private const int Asked = 30;
    private static readonly string[] Needed = ["psql", "sqlite3", "Orthanc"];

    private static readonly (string Name, Func<int, string> Query)[] Queries =
    [
        ("newest 100", _ => "limit=100"),
        ("pseudonym, exact", i => $"PatientID=BENCH-{1_000_000 + i * 9973 % 333_000}"),
        ("pseudonym, prefix", i => $"PatientID=BENCH-{100_000 + i * 997 % 33_000}*&limit=100"),
        ("one day", i => $"StudyDate={2017 + i % 10}{1 + i % 12:00}{1 + i % 28:00}&limit=100"),
        ("five years", _ => "StudyDate=20180101-20221231&limit=100"),
        ("modality, half of all", _ => "ModalitiesInStudy=CT&limit=100"),
        ("modality, one of a thousand", _ => "ModalitiesInStudy=XA&limit=100"),
        ("modality and one day", i => $"ModalitiesInStudy=MR&StudyDate={2017 + i % 10}{1 + i % 12:00}{1 + i % 28:00}&limit=100"),
        ("rare modality, five years", _ => "ModalitiesInStudy=XA&StudyDate=20180101-20221231&limit=100"),
        ("page at 10,000", i => $"limit=100&offset={10_000 + i * 100}"),
        ("page at 150,000", i => $"limit=100&offset={150_000 + i * 100}"),
        ("page at 900,000", i => $"limit=100&offset={900_000 + i * 100}"),
    ];

    public static async Task<int> RunAsync()
    {
        if (Needed.FirstOrDefault(tool => !Tool.Exists(tool)) is { } missing)
        {
            Console.Error.WriteLine($"Needs PostgreSQL, sqlite3 and Orthanc with its DICOMweb plugin: no {missing}.");
            return 1;
        }
        var folder = Directory.CreateTempSubdirectory("pandok-bench-").FullName;
        try
        {
            var columns = new List<(string Name, Dictionary<string, (double P50, double P95)> Times)>();
            var data = Path.Combine(folder, "sqlite");
            await AdminAsync(data, null);
            var clock = Stopwatch.StartNew();
            await CheckedAsync("sqlite3", Path.Combine(data, "pandok.db"), "PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; BEGIN; " + Fill("0") + " COMMIT;");
            Console.WriteLine($"SQLite is filled in {clock.Elapsed.TotalSeconds:F0} s.");
            await MeasureAsync("SQLite", data, null, columns);

            var port = await PostgresAsync(folder);
            try
            {
                var connection = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
                data = Path.Combine(folder, "postgres");
                await CheckedAsync("psql", "-h", "127.0.0.1", "-p", $"{port}", "-U", "postgres", "-q", "-c", "CREATE DATABASE vault");
                await AdminAsync(data, connection);
                clock.Restart();
                await CheckedAsync("psql", "-h", "127.0.0.1", "-p", $"{port}", "-U", "postgres", "-q", "-v", "ON_ERROR_STOP=1", "-c", Fill("false"), "-c", "VACUUM ANALYZE");
                Console.WriteLine($"PostgreSQL is filled in {clock.Elapsed.TotalSeconds:F0} s.");
                await MeasureAsync("PostgreSQL", data, connection, columns);
            }
            finally
            {
                await PgAsync(folder, "pg_ctl", "-D", $"{folder}/pg/d", "-m", "immediate", "stop");
            }
            await WriteAsync(columns, await OrthancAsync(folder, columns));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Three studies of each patient, ten years of dates, every fourth study with a report beside its images.
    private static string Fill(string no) => $"""
        CREATE TEMPORARY TABLE made AS WITH RECURSIVE n(i) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < {Studies - 1}), p AS (SELECT "Id", row_number() OVER (ORDER BY "Code") - 1 AS k FROM sites)
          SELECT i, '2.25.' || CAST(10000000 + (i * 7919) % 1000003 AS varchar(20)) AS uid, p."Id" AS site, 638000000000000000 + i * 600000000 AS at,
            CASE WHEN i % 1000 = 7 THEN 'XA' WHEN (i / 10) % 10 < 5 THEN 'CT' WHEN (i / 10) % 10 < 8 THEN 'DX' ELSE 'MR' END AS modality FROM n JOIN p ON p.k = i % 10;
        INSERT INTO studies ("Uid", "SiteId", "Pseudonym", "State", "Emergency", "Sex", "StudyDate", "StudyTime", "Accession", "Modality", "Specialty", "SeriesCount", "InstanceCount", "ReceivedAt", "LastInstanceAt", "SettlesAt", "Analysis", "Version")
          SELECT uid, site, 'BENCH-' || CAST(1000000 + i / 3 AS varchar(20)), 'Delivered', {no}, 'F', CAST((2017 + i / 100000) * 10000 + (1 + (i / 8000) % 12) * 100 + 1 + (i / 280) % 28 AS varchar(8)), '101500', 'A' || CAST(i AS varchar(20)), modality, 'chest', 1, 3, at, at, at, 'Done', 1 FROM made;
        INSERT INTO series ("Uid", "StudyUid", "Modality", "Number", "InstanceCount") SELECT uid || '.1', uid, modality, 1, 3 FROM made;
        INSERT INTO study_modalities ("StudyUid", "Modality", "SiteId", "ReceivedAt") SELECT uid, modality, site, at FROM made UNION ALL SELECT uid, 'SR', site, at FROM made WHERE i % 4 = 0;
        """;

    private static async Task AdminAsync(string data, string? database)
    {
        for (var site = 0; site < 10; site++) await NodeAsync(data, database, "sites", "add", $"S0{site}", $"Site {site}");
    }

    private static Task<string> NodeAsync(string data, string? database, params string[] arguments) => Node.AdminAsync(data, [.. arguments, .. Of(database)]);

    private static string[] Of(string? database) => database is null ? [] : ["--database", database, "--vault-database", database.Replace("Database=postgres", "Database=vault", StringComparison.Ordinal)];

    private static async Task MeasureAsync(string name, string data, string? database, List<(string, Dictionary<string, (double, double)>)> columns)
    {
        var (http, dimse) = (Tool.FreePort(), Tool.FreePort());
        var coordinator = ShownOnce().Match(await NodeAsync(data, database, "users", "add", "coordinator", "--role", "Coordinator")).Groups[1].Value;
        var reader = ShownOnce().Match(await NodeAsync(data, database, "users", "add", "reader", "--role", "Reader", "--site", "S02", "--site", "S05")).Groups[1].Value;
        using var server = await Node.ServeAsync(data, http, dimse, Of(database));
        foreach (var (user, password) in new[] { ("coordinator", coordinator), ("reader", reader) })
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}") };
            client.DefaultRequestHeaders.Add("X-Pandok", "1");
            (await client.PostAsJsonAsync("/api/session", new { userName = user, password })).EnsureSuccessStatusCode();
            columns.Add(($"{name}, {user}", await AskAsync(client)));
        }
    }

    private static async Task<Dictionary<string, (double, double)>> AskAsync(HttpClient client)
    {
        var times = new Dictionary<string, (double, double)>();
        foreach (var (name, query) in Queries)
        {
            var all = new List<double>();
            for (var i = -2; i < Asked; i++)
            {
                var clock = Stopwatch.GetTimestamp();
                using var answer = await client.GetAsync("/dicom-web/studies?" + query(i + 2));
                await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
                if (i >= 0) all.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            }
            all.Sort();
            times[name] = (all[all.Count / 2], all[(int)(all.Count * 0.95)]);
            Console.WriteLine($"{name}: {times[name].Item1:F1} / {times[name].Item2:F1} ms");
        }
        return times;
    }

    private static async Task<int> OrthancAsync(string folder, List<(string, Dictionary<string, (double, double)>)> columns)
    {
        var (http, dimse) = (Tool.FreePort(), Tool.FreePort());
        using var peer = await Peer.OrthancAsync(Path.Combine(folder, "orthanc"), http, dimse);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}"), Timeout = TimeSpan.FromMinutes(3) };
        var studies = await QidoPeer.LoadAsync(client, PeerLoading);
        Console.WriteLine($"Orthanc took {studies} studies.");
        columns.Add(($"Orthanc, {studies:N0} studies", await AskAsync(client)));
        return studies;
    }

    private static async Task<int> PostgresAsync(string folder)
    {
        var port = Tool.FreePort();
        Directory.CreateDirectory($"{folder}/pg");
        if (Environment.UserName == "root")
        {
            await CheckedAsync("chmod", "755", folder);
            await CheckedAsync("chown", "postgres", $"{folder}/pg");
        }
        await PgAsync(folder, "initdb", "-D", $"{folder}/pg/d", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", "postgres", "--no-sync");
        await PgAsync(folder, "pg_ctl", "-D", $"{folder}/pg/d", "-l", $"{folder}/pg/log", "-o", $"-p {port} -h 127.0.0.1 -k {folder}/pg -c fsync=off -c shared_buffers=512MB -c max_wal_size=4GB", "-w", "start");
        return port;
    }

    private static Task PgAsync(string folder, string tool, params string[] arguments)
    {
        var program = Directory.GetDirectories("/usr/lib/postgresql").Select(version => $"{version}/bin/{tool}").First(File.Exists);
        // A server that pg_ctl leaves behind would hold the pipe open.
        string[] quiet = ["-c", "cd / && exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments];
        return Environment.UserName == "root" ? CheckedAsync("runuser", ["-u", "postgres", "--", "/bin/sh", .. quiet]) : CheckedAsync("/bin/sh", quiet);
    }

    private static async Task CheckedAsync(string program, params string[] arguments)
    {
        var (code, output) = await Tool.RunAsync(program, arguments);
        if (code != 0) throw new InvalidOperationException($"{program} ended with {code}: {output}");
    }

    private static async Task WriteAsync(List<(string Name, Dictionary<string, (double P50, double P95)> Times)> columns, int peerStudies)
    {
        var text = new StringBuilder().AppendLine("# QIDO-RS at a million studies").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{Studies:N0} studies of ten sites generated straight into the database, asked over HTTP on loopback, {Asked} times each after two that do not count: p50 / p95 in ms. The coordinator sees all sites, the reader two of ten.")
            .AppendLine(CultureInfo.InvariantCulture, $"Orthanc's DICOMweb holds {peerStudies:N0} studies of one small object each, {Studies / peerStudies} times fewer: what its REST interface took in {PeerLoading.TotalMinutes:N0} minutes over eight connections. Its pages beyond that are empty, and it has no sites and no rights.").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"| query | {string.Join(" | ", columns.Select(column => column.Name))} | Orthanc : PostgreSQL, coordinator (p50) |").AppendLine("|---|" + string.Concat(columns.Select(_ => "---|")) + "---|");
        foreach (var (name, _) in Queries)
        {
            var (peer, ours) = (columns[^1].Times[name].P50, columns[^3].Times[name].P50);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", columns.Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Times[name].P50:F1} / {column.Times[name].P95:F1}")))} | {peer / ours:F2} x |");
        }
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}.");
        await File.WriteAllTextAsync(Path.Combine(Places.Root, "bench", "results", "qido.md"), text.ToString());
        Console.WriteLine(text);
    }

    [GeneratedRegex(@"shown only now:\s*(\S+)")]
    private static partial Regex ShownOnce();
}

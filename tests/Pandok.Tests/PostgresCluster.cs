using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Pandok.Tests.PostgresCluster))]

namespace Pandok.Tests;

/// <summary>A PostgreSQL of this test run alone: made at first use in a temporary folder, on a free loopback port, stopped at the end.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin", "/usr/local/bin", "/usr/bin"];
    private static readonly SemaphoreSlim Gate = new(1);
    private static PostgresCluster? running;

    private string? folder;
    private string bin = "";
    private int port;
    private int databases;

    /// <summary>The connection string of a new, empty database. Skips the test, saying so, where PostgreSQL is not installed.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        await Gate.WaitAsync();
        try
        {
            running ??= await StartAsync();
            return await running.CreateAsync();
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Where the running cluster keeps its files.</summary>
    public static string DataFolder => running?.folder ?? throw new InvalidOperationException("PostgreSQL does not run.");

    public async ValueTask DisposeAsync()
    {
        if (running is not { folder: { } place } cluster)
            return;
        running = null;
        NpgsqlConnection.ClearAllPools();
        await cluster.RunAsync("pg_ctl", "-D", $"{place}/d", "-m", "immediate", "-w", "stop");
        Directory.Delete(place, recursive: true);
    }

    private static async Task<PostgresCluster> StartAsync()
    {
        var bin = Array.Find(Places, place => File.Exists($"{place}/initdb") && File.Exists($"{place}/pg_ctl"));
        Assert.SkipWhen(bin is null, $"PostgreSQL is not installed: no initdb in {string.Join(", ", Places)}. Half of the database tests did NOT run.");
        var cluster = new PostgresCluster { bin = bin!, folder = Directory.CreateTempSubdirectory("pandok-pg-").FullName, port = FreePort() };
        if (Environment.UserName == "root")
            await ExecuteAsync("chown", "postgres", cluster.folder);
        await cluster.RunAsync("initdb", "-D", $"{cluster.folder}/d", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", "postgres", "--no-sync");
        await cluster.RunAsync("pg_ctl", "-D", $"{cluster.folder}/d", "-l", $"{cluster.folder}/log", "-o", $"-p {cluster.port} -h 127.0.0.1 -k {cluster.folder} -c fsync=off -c max_connections=1000", "-w", "start");
        return cluster;
    }

    private async Task<string> CreateAsync()
    {
        var name = $"t{++databases}";
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return Connection(name);
    }

    private string Connection(string database) => $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Maximum Pool Size=30";

    // PostgreSQL refuses to run as root.
    private Task RunAsync(string tool, params string[] arguments) => Environment.UserName == "root"
        ? ExecuteAsync("runuser", ["-u", "postgres", "--", $"{bin}/{tool}", .. arguments])
        : ExecuteAsync($"{bin}/{tool}", arguments);

    // Output is not read: a server that pg_ctl leaves behind would hold the pipe open.
    private static async Task ExecuteAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/tmp" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

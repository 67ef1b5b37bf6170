using System.Diagnostics;

namespace Pandok.Bench;

/// <summary>A PostgreSQL of this measurement alone, with its own defaults: fsync and synchronous_commit on.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private static readonly string? Programs = new[] { "15", "16", "17" }.Select(version => $"/usr/lib/postgresql/{version}/bin").FirstOrDefault(Directory.Exists);
    private readonly string folder = Directory.CreateTempSubdirectory("pandok-pg-").FullName;
    private readonly int port = Tool.FreePort();
    private int databases;

    public static bool Exists => Programs is not null;

    public static async Task<Postgres> StartAsync()
    {
        var cluster = new Postgres();
        if (Environment.UserName == "root") await ShellAsync($"chown postgres {cluster.folder}");
        await RunAsync($"initdb -D {cluster.folder}/d -E UTF8 --locale=C.UTF-8 -A trust -U postgres");
        await RunAsync($"pg_ctl -D {cluster.folder}/d -l {cluster.folder}/log -o '-p {cluster.port} -h 127.0.0.1 -k {cluster.folder}' -w start");
        return cluster;
    }

    /// <summary>A new, empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"b{++databases}";
        await RunAsync($"createdb -h 127.0.0.1 -p {port} -U postgres {name}");
        return $"Host=127.0.0.1;Port={port};Username=postgres;Database={name}";
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync($"pg_ctl -D {folder}/d -m immediate -w stop");
        Directory.Delete(folder, recursive: true);
    }

    // PostgreSQL refuses to run as root.
    private static Task RunAsync(string command) => ShellAsync(Environment.UserName == "root" ? $"runuser -u postgres -- {Programs}/{command}" : $"{Programs}/{command}");

    // Output is not read: a server that pg_ctl leaves behind would hold the pipe open.
    private static async Task ShellAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{command} >/dev/null 2>&1"]) { WorkingDirectory = "/tmp" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command} ended with {process.ExitCode}");
    }
}

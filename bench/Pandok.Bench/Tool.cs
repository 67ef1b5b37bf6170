using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Pandok.Bench;

/// <summary>A program of ours or of a peer, run or kept running.</summary>
internal sealed class Tool : IDisposable
{
    private readonly Process process;

    private Tool(Process process) => this.process = process;

    public int ProcessId => process.Id;

    /// <summary>Runs a program to its end and gives what it printed.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var tool = Start(program, arguments);
        var output = tool.process.StandardOutput.ReadToEndAsync();
        var errors = tool.process.StandardError.ReadToEndAsync();
        await tool.process.WaitForExitAsync();
        return (tool.process.ExitCode, await output + await errors);
    }

    /// <summary>Starts a server and waits until its port answers.</summary>
    public static async Task<Tool> ServeAsync(int port, string program, params string[] arguments)
    {
        var tool = Start(program, arguments);
        var said = new ConcurrentQueue<string?>();
        void Keep(object _, DataReceivedEventArgs line) { if (said.Count < 20) said.Enqueue(line.Data); }
        tool.process.OutputDataReceived += Keep;
        tool.process.ErrorDataReceived += Keep;
        tool.process.BeginOutputReadLine();
        tool.process.BeginErrorReadLine();
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (tool.process.HasExited) throw new InvalidOperationException($"{program} ended with {tool.process.ExitCode}: {string.Join('\n', said)}");
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return tool;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }
        throw new InvalidOperationException($"{program} does not listen on {port}");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, program)));

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private static Tool Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["TCP_NODELAY"] = "1"; // DCMTK stalls 45 ms per object without it
        return new Tool(Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start"));
    }
}

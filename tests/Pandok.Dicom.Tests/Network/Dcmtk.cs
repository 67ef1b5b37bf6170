using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Pandok.Dicom.Tests.Network;

/// <summary>The tools of DCMTK as peers. A test that needs them is skipped, with the missing name, where they are not installed.</summary>
internal static class Dcmtk
{
    internal static async Task<(int Exit, string Output)> RunAsync(string tool, params string[] arguments)
    {
        using var process = Start(tool, arguments);
        using var limit = new CancellationTokenSource(2 * Pdus.Patience);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    // A peer that stays: its output is dropped, or it would wait for a reader.
    internal static Process StartPeer(string tool, params string[] arguments)
    {
        var process = Start(tool, arguments);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static Process Start(string tool, params string[] arguments)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
        if (path is null) Assert.Skip($"NOT TESTED: {tool} (package dcmtk) is not installed");
        var start = new ProcessStartInfo(path) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // Without it DCMTK waits for delayed acknowledgements.
        start.Environment["TCP_NODELAY"] = "1";
        return Process.Start(start)!;
    }

    // Below the range from which the system takes ports for connections: none of the many that the tests open can take it before the peer does.
    internal static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Any, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }

    // A peer needs a moment to listen.
    internal static async Task AwaitAsync(int port)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (clock.Elapsed < Pdus.Patience)
            {
                await Task.Delay(50);
            }
        }
    }
}

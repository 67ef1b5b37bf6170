using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Pandok.Tests.Devices;

/// <summary>Foreign programs: DCMTK's tools, and pydicom in /usr/bin/python3. A test that needs one is skipped, by its name, where it is missing.</summary>
internal static class Peer
{
    public static async Task<(int Code, string Output)> RunAsync(string tool, params string[] arguments)
    {
        using var process = Start(tool, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>A peer that stays until it is disposed of; it listens when this returns.</summary>
    public static async Task<Staying> StayAsync(int port, string tool, params string[] arguments)
    {
        var process = Start(tool, arguments);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var attempt = 0; attempt < 200; attempt++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return new Staying(process);
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }
        throw new TimeoutException($"{tool} does not listen on port {port}.");
    }

    public static Process Start(string tool, params string[] arguments)
    {
        var program = tool.StartsWith('/') ? tool : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
        if (program is null || !File.Exists(program)) Assert.Skip($"NOT TESTED: {tool} is not installed.");
        var start = new ProcessStartInfo(program!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["TCP_NODELAY"] = "1"; // without it DCMTK waits for delayed acknowledgements
        return Process.Start(start)!;
    }

    /// <summary>Starts the peer in dimse_peer.py; see there.</summary>
    public static Process StartDimse(params string[] arguments) => Start("/usr/bin/python3", [Repository.At("tests/Pandok.Tests/Devices/dimse_peer.py"), .. arguments]);

    public static async Task<JsonElement> DimseAsync(params string[] arguments) => await AnswerOf(StartDimse(arguments));

    public static async Task<JsonElement> AnswerOf(Process started)
    {
        using var process = started;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (await errors is { Length: > 0 } fault && fault.Contains("No module named", StringComparison.Ordinal)) Assert.Skip("NOT TESTED: python3-pydicom is not installed.");
        return (await output) is { Length: > 0 } answer ? JsonElement.Parse(answer) : throw new InvalidOperationException(await errors);
    }

    /// <summary>A CT series of so many files, as pydicom writes them.</summary>
    public static async Task MakeStudyAsync(string folder, int count, object attributes)
    {
        var (code, said) = await FilesAsync("make", Directory.CreateDirectory(folder).FullName, $"{count}", await JsonFileAsync(folder + ".json", attributes));
        Assert.True(code == 0, said);
    }

    /// <summary>Files as pydicom reads them.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ReadAsync(IEnumerable<string> files)
    {
        var all = files.ToArray();
        if (all.Length == 0) return [];
        var (code, said) = await FilesAsync(["read", .. all]);
        Assert.True(code == 0, said);
        return [.. JsonElement.Parse(said).EnumerateArray()];
    }

    public static async Task<string> JsonFileAsync(string path, object content)
    {
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(content));
        return path;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<(int Code, string Output)> FilesAsync(params string[] arguments)
    {
        var (code, output) = await RunAsync("/usr/bin/python3", [Repository.At("tests/Pandok.Tests/Devices/dicom_files.py"), .. arguments]);
        if (output.Contains("No module named", StringComparison.Ordinal)) Assert.Skip("NOT TESTED: python3-pydicom is not installed.");
        return (code, output);
    }

    internal sealed class Staying(Process process) : IDisposable
    {
        public void Dispose()
        {
            if (!process.HasExited) process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}

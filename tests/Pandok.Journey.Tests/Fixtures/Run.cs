using System.Diagnostics;

namespace Pandok.Journey.Tests.Fixtures;

/// <summary>Runs a program to its end.</summary>
internal static class Run
{
    private static readonly Dictionary<string, string> NoVariables = [];

    public static Task<(int Code, string Output)> Async(string program, params string[] arguments) => Async(program, NoVariables, arguments);

    public static async Task<(int Code, string Output)> Async(string program, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        using var process = Start(program, variables, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    public static Process Start(string program, params string[] arguments) => Start(program, NoVariables, arguments);

    public static Process Start(string program, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["TCP_NODELAY"] = "1"; // DCMTK stalls 45 ms per object without it
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}

using System.Diagnostics;

namespace Pandok.Fuzz;

/// <summary>Runs the targets side by side and says what came of it, in the form that ./dev sums up.</summary>
internal static class Campaign
{
    private sealed record Outcome(string Target, long Executions, int Kept, int Findings);

    /// <param name="seconds">For each target.</param>
    /// <param name="seed">Of the mutations; null for another one each time.</param>
    /// <param name="names">Which targets; none for all.</param>
    public static async Task<int> RunAsync(int seconds, int? seed, string[] names)
    {
        if (names.Except(Targets.All.Select(target => target.Name)).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"There is no target called {unknown}. Known: {string.Join(", ", Targets.All.Select(target => target.Name))}");
            return 2;
        }
        var chosen = seed ?? Random.Shared.Next();
        Console.WriteLine($"seed {chosen}, {seconds} s a target");
        using var places = new SemaphoreSlim(Environment.ProcessorCount);
        var outcomes = await Task.WhenAll(Targets.All.Where(target => names.Length == 0 || names.Contains(target.Name)).Select(async target =>
        {
            await places.WaitAsync();
            try
            {
                return await OneAsync(target.Name, seconds, chosen);
            }
            finally
            {
                places.Release();
            }
        }));
        Console.WriteLine("| target | executions | a second | kept | findings |\n|---|---|---|---|---|");
        foreach (var one in outcomes) Console.WriteLine($"| {one.Target} | {one.Executions} | {one.Executions / seconds} | {one.Kept} | {one.Findings} |");
        Console.WriteLine($"   Pandok.Fuzz  Total: {outcomes.Length}, Errors: 0, Failed: {outcomes.Count(one => one.Findings > 0)}, Skipped: 0");
        return outcomes.Any(one => one.Findings > 0) ? 1 : 0;
    }

    private static async Task<Outcome> OneAsync(string target, int seconds, int seed)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["child", target, $"{seconds}", $"{seed}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var done = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("done ", StringComparison.Ordinal)) done = line;
            else Console.WriteLine($"[FAIL] {line}");
        }
        await process.WaitForExitAsync();
        if (done.Split(' ') is ["done", var executions, var kept, var findings]) return new Outcome(target, long.Parse(executions), int.Parse(kept), int.Parse(findings));
        var running = Path.Combine(Corpus.Findings, $"{target}-running.bin");
        var input = File.Exists(running) ? Corpus.Keep(target, await File.ReadAllBytesAsync(running)) : "no input";
        Console.WriteLine($"[FAIL] {target}: the process ended with {process.ExitCode}, {input}\n{(await errors).Split('\n').FirstOrDefault()}");
        return new Outcome(target, 0, 0, 1);
    }
}

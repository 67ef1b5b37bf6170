using Pandok.Bench;

// ./dev bench NAME: measures against peers in one run and writes bench/results/NAME.md
var benches = new Dictionary<string, Func<Task<int>>>
{
    ["receive"] = ReceiveBench.RunAsync,
    ["memory"] = MemoryBench.RunAsync,
    ["worklist"] = WorklistBench.RunAsync,
    ["header"] = HeaderBench.RunAsync,
    ["qido"] = QidoBench.RunAsync,
    ["wado"] = WadoBench.RunAsync,
    ["deid"] = () => DeidBench.RunAsync(args.Contains("--quick")),
    ["htj2k"] = Htj2kBench.RunAsync,
};
var name = args.FirstOrDefault() ?? "receive";
if (benches.TryGetValue(name, out var bench)) return await bench();
Console.Error.WriteLine($"There is no benchmark called {name}. Known: {string.Join(", ", benches.Keys)}");
return 2;

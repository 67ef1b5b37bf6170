using Pandok.Bench;

// ./dev bench [receive | worklist | header]: measures against peers in one run and writes bench/results/NAME.md
var name = args.FirstOrDefault() ?? "receive";
return name switch
{
    "receive" => await ReceiveBench.RunAsync(),
    "worklist" => await WorklistBench.RunAsync(),
    "header" => await HeaderBench.RunAsync(),
    _ => Usage(name),
};

static int Usage(string name)
{
    Console.Error.WriteLine($"There is no benchmark called {name}. Known: receive, worklist, header");
    return 2;
}

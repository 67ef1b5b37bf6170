using Pandok.Bench;

// ./dev bench [receive] : measures against peers in one run and writes bench/results/NAME.md
var name = args.FirstOrDefault() ?? "receive";
return name switch
{
    "receive" => await ReceiveBench.RunAsync(),
    _ => Usage(name),
};

static int Usage(string name)
{
    Console.Error.WriteLine($"There is no benchmark called {name}. Known: receive");
    return 2;
}

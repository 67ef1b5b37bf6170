using Pandok.Fuzz;

// Pandok.Fuzz SECONDS [--seed NUMBER] [TARGET...]: every target in a process of its own, as many at a time as there are cores
// Pandok.Fuzz corpus: writes the seeds anew
// Pandok.Fuzz child TARGET SECONDS SEED: one target, here
return args switch
{
    ["corpus"] => Corpus.Write(),
    ["child", var target, var seconds, var seed] => Child.Run(Targets.All.Single(one => one.Name == target), TimeSpan.FromSeconds(int.Parse(seconds)), int.Parse(seed)),
    [var seconds, "--seed", var seed, .. var names] => await Campaign.RunAsync(int.Parse(seconds), int.Parse(seed), names),
    [var seconds, .. var names] => await Campaign.RunAsync(int.Parse(seconds), null, names),
    _ => await Campaign.RunAsync(60, null, []),
};

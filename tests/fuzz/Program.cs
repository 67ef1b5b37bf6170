using System.Diagnostics;
using Pandok.Dicom.Codecs.Isolation;
using Pandok.Fuzz;

// Pandok.Fuzz SECONDS [--seed NUMBER] [TARGET...]: every target in a process of its own, one at a time for each core
// Pandok.Fuzz corpus: writes the seeds anew
// Pandok.Fuzz decoder-process: decodes for the tests and the targets (DecoderIsolation)
// Pandok.Fuzz child TARGET SECONDS SEED: one target, here
if (args is ["decoder-process"]) return DecoderWorker.Run();
DecoderIsolation.Use(() => new ProcessStartInfo(Environment.ProcessPath!, ["decoder-process"]), new IsolationOptions { Workers = 1, Timeout = TimeSpan.FromSeconds(5), MemoryBytes = 2L << 30 });
return args switch
{
    ["corpus"] => Corpus.Write(),
    ["child", var target, var seconds, var seed] => Child.Run(Targets.All.Single(one => one.Name == target), TimeSpan.FromSeconds(int.Parse(seconds)), int.Parse(seed)),
    [var seconds, "--seed", var seed, .. var names] => await Campaign.RunAsync(int.Parse(seconds), int.Parse(seed), names),
    [var seconds, .. var names] => await Campaign.RunAsync(int.Parse(seconds), null, names),
    _ => await Campaign.RunAsync(60, null, []),
};

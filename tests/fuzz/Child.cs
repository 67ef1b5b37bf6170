using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Files;
using Pandok.Dicom.Web;

namespace Pandok.Fuzz;

/// <summary>
/// One target, for a time. A finding is an exception that the library does not promise, an execution of more than twenty seconds, or one that allocates beyond the
/// target's limit; the death of the process is seen by its parent, which finds the input in the file that was written before.
/// </summary>
internal static partial class Child
{
    private const int MostKept = 1000;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    public static int Run(Target target, TimeSpan time, int seed)
    {
        var running = Path.Combine(Directory.CreateDirectory(Corpus.Findings).FullName, $"{target.Name}-running.bin");
        var inputs = Corpus.Read(target.Name);
        var mutator = new Mutator(new Random(seed), target.Words);
        var seen = new HashSet<string>();
        var found = new HashSet<string>();
        var (executions, kept, began) = (0L, 0, Stopwatch.StartNew());
        var started = Stopwatch.GetTimestamp();
        using var watch = new Timer(_ =>
        {
            if (Stopwatch.GetElapsedTime(Interlocked.Read(ref started)) < Hang) return;
            Console.WriteLine($"finding {target.Name}: no end after {Hang.TotalSeconds} s, {running}");
            Environment.Exit(4);
        }, null, 1000, 1000);

        while (began.Elapsed < time)
        {
            var input = executions < inputs.Count ? inputs[(int)executions] : mutator.Next(inputs);
            File.WriteAllBytes(running, input);
            Interlocked.Exchange(ref started, Stopwatch.GetTimestamp());
            var before = GC.GetTotalAllocatedBytes();
            var (said, fault) = Execute(target, input);
            var allocated = (GC.GetTotalAllocatedBytes() - before) >> 20;
            executions++;
            if (allocated > target.Megabytes + input.Length / 16) fault = $"{allocated} MB allocated for {input.Length} bytes ({said})";
            if (fault is not null && found.Add(Digits().Replace(fault.Split('\n')[0], "#"))) Console.WriteLine($"finding {target.Name}: {fault}\n  {Corpus.Keep(target.Name, input)}");
            // What the library says for the first time, it says at a place not reached before.
            else if (fault is null && kept < MostKept && seen.Add(Digits().Replace(said, "#")))
            {
                inputs.Add(input);
                kept++;
            }
        }
        File.Delete(running);
        Console.WriteLine($"done {executions} {kept} {found.Count}");
        return found.Count == 0 ? 0 : 1;
    }

    private static (string Said, string? Fault) Execute(Target target, byte[] input)
    {
        try
        {
            return (target.Run(input), null);
        }
        catch (Exception fault) when (fault is DicomException or CodecException or MultipartException or JsonException)
        {
            return ($"{fault.GetType().Name}: {fault.Message}", null);
        }
        catch (Exception fault)
        {
            var place = fault.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Pandok.Dicom", StringComparison.Ordinal))?.Trim();
            return ("", $"{fault.GetType().Name} {place}\n  {fault.Message}");
        }
    }

    [GeneratedRegex(@"[0-9A-F]{2,}|\d")]
    private static partial Regex Digits();
}

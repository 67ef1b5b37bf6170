using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pandok.Bench;

/// <summary>What was spent of the processor, in seconds, so that neighbours on the machine do not count.</summary>
internal static partial class ProcessorTime
{
    private const int Children = -1;

    /// <summary>Of this process, all its threads: a measured thread with its share of the collector and the compiler.</summary>
    public static double OfThis()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>Of all programs that this one started and that ended.</summary>
    public static double OfChildren()
    {
        Span<long> usage = stackalloc long[18]; // struct rusage: user and system time, each seconds and microseconds, then 14 counts
        if (GetUsage(Children, ref usage[0]) != 0) throw new InvalidOperationException("getrusage failed.");
        return usage[0] + usage[2] + (usage[1] + usage[3]) / 1e6;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref long usage);
}

using System.Globalization;

namespace Pandok.Bench;

/// <summary>What a process holds in memory, as Linux counts it (proc(5)).</summary>
internal static class ProcessMemory
{
    /// <summary>Resident now, in MB.</summary>
    public static double Now(int process) => Read(process, "VmRSS:");

    /// <summary>The most that was resident since the last <see cref="Forget"/>, in MB.</summary>
    public static double Peak(int process) => Read(process, "VmHWM:");

    /// <summary>The peak starts anew.</summary>
    public static void Forget(int process) => File.WriteAllText($"/proc/{process}/clear_refs", "5");

    private static double Read(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}

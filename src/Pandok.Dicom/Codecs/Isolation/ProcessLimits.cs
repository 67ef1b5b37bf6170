using System.Runtime.InteropServices;

namespace Pandok.Dicom.Codecs.Isolation;

/// <summary>Bounds that a process sets to itself (setrlimit, prctl; Linux): how much data it may have, and that no image of its memory is left on the disk when it dies.</summary>
internal static partial class ProcessLimits
{
    private const int Data = 2, Core = 4, PrSetDumpable = 4;

    public static void Set(long memoryBytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        var memory = new Limit { Soft = (ulong)memoryBytes, Hard = (ulong)memoryBytes };
        var none = default(Limit);
        if (setrlimit(Core, in none) != 0 || setrlimit(Data, in memory) != 0 || prctl(PrSetDumpable, 0, 0, 0, 0) != 0) throw new IOException("The process cannot bound itself.");
    }

    [LibraryImport("libc")] private static partial int setrlimit(int resource, in Limit limit);

    [LibraryImport("libc")] private static partial int prctl(int option, nuint value, nuint third, nuint fourth, nuint fifth);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft, Hard;
    }
}

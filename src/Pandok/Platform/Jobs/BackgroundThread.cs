using System.Runtime.InteropServices;

namespace Pandok.Platform.Jobs;

/// <summary>Work of the processor that may wait: on a thread of its own, which yields to whoever receives or reads.</summary>
internal static partial class BackgroundThread
{
    private const int OfThread = 0; // PRIO_PROCESS; on Linux a thread's own
    private const int Niceness = 10;

    public static Task<T> RunAsync<T>(Func<T> work) => Task.Factory.StartNew(
        () =>
        {
            // The thread ends with the work, so its priority needs no restoring. Where it cannot be lowered, the work is done all the same.
            if (OperatingSystem.IsLinux()) _ = SetPriority(OfThread, 0, Niceness);
            return work();
        },
        CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int niceness);
}

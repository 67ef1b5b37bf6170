using System.Diagnostics;

namespace Pandok.Dicom.Codecs.Isolation;

/// <summary>
/// Decoding by OpenJPEG in processes of its own, for the whole of this process: damaged HTJ2K can end the process that decodes it (OpenJPEG 2.5.0 asserts), so that whoever takes
/// images from outside says here, once, how such a process is started: any program that calls <see cref="DecoderWorker.Run"/>. Without it OpenJPEG runs inside this process.
/// </summary>
public static class DecoderIsolation
{
    private static DecoderPool? pool;

    /// <summary>True if OpenJPEG decodes in processes of its own.</summary>
    public static bool IsOn => pool is not null;

    /// <summary>Turns isolation on; starts nothing yet. What was in use before is ended.</summary>
    /// <param name="start">Program and arguments of a process that calls <see cref="DecoderWorker.Run"/>. Its streams and environment are set here: of the environment only what a .NET program needs goes along.</param>
    /// <param name="options">The bounds.</param>
    public static void Use(Func<ProcessStartInfo> start, IsolationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        Interlocked.Exchange(ref pool, new DecoderPool(start, options ?? new()))?.Dispose();
    }

    /// <summary>Turns isolation off, and ends the processes.</summary>
    public static void Stop() => Interlocked.Exchange(ref pool, null)?.Dispose();

    internal static DecoderPool? Pool => pool;
}

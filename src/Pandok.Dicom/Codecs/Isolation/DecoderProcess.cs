using System.ComponentModel;
using System.Diagnostics;

namespace Pandok.Dicom.Codecs.Isolation;

/// <summary>One process that decodes, spoken to through its standard streams. It ends when they close, so that none outlives its parent, however that ended.</summary>
internal sealed class DecoderProcess : IDisposable
{
    private const int LongestReason = 300;

    // A killed process is gone at once; one that hangs in the kernel is not waited for.
    private static readonly TimeSpan End = TimeSpan.FromSeconds(2);

    // What a .NET program and the native libraries need; no key or password of the parent goes along.
    private static readonly string[] Kept = ["PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "PANDOK_OPENJP2"];

    private readonly Process process;
    private readonly TimeSpan timeout;
    private readonly ManualResetEventSlim hasSpoken = new();
    private volatile string reason = "";
    private volatile bool isLate;

    /// <exception cref="CodecException">DecoderFailed.</exception>
    public DecoderProcess(ProcessStartInfo start, IsolationOptions options)
    {
        timeout = options.Timeout;
        foreach (var name in start.Environment.Keys.Where(name => !name.StartsWith("DOTNET_", StringComparison.Ordinal) && !Kept.Contains(name)).ToList()) start.Environment.Remove(name);
        // A killed process leaves no socket of a debugger, and one heap thread is enough.
        (start.Environment["DOTNET_EnableDiagnostics"], start.Environment["DOTNET_gcServer"], start.Environment["DOTNET_gcConcurrent"]) = ("0", "0", "0");
        (start.UseShellExecute, start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true, true);
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new CodecException(CodecFault.DecoderFailed, $"The process that decodes could not be started: {fault.Message}");
        }
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) hasSpoken.Set();
            else if (line.Data is { Length: > 0 } said) reason = said.Length > LongestReason ? said[..LongestReason] : said;
        };
        process.BeginErrorReadLine();
        try
        {
            Within(() =>
            {
                DecoderWire.WriteGreeting(Input, options);
                DecoderWire.ReadGreeting(Output);
                return true;
            });
        }
        catch (CodecException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>False once the process has ended or must be.</summary>
    public bool IsSound { get; private set; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    private Stream Input => process.StandardInput.BaseStream;

    private Stream Output => process.StandardOutput.BaseStream;

    /// <exception cref="CodecException">What the decoder says, or DecoderFailed.</exception>
    public unsafe DecodedFrame Decode(ReadOnlySpan<byte> code, in PixelLayout layout, int reduce)
    {
        var expected = layout;
        fixed (byte* start = code)
        {
            var (bytes, length) = ((nint)start, code.Length);
            return Within(() =>
            {
                DecoderWire.WriteRequest(Input, new ReadOnlySpan<byte>((byte*)bytes, length), expected, reduce);
                return DecoderWire.ReadAnswer(Output, expected);
            });
        }
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit(End);
        process.Dispose();
        hasSpoken.Dispose();
    }

    // Ends the process when the time is over: then its streams end, and with them the reading.
    private T Within<T>(Func<T> talk)
    {
        IsSound = false;
        try
        {
            using var watch = new Timer(_ =>
            {
                isLate = true;
                process.Kill();
            }, null, timeout, System.Threading.Timeout.InfiniteTimeSpan);
            var said = talk();
            IsSound = !isLate;
            return said;
        }
        catch (CodecException fault) when (fault.Code != CodecFault.DecoderFailed)
        {
            IsSound = !isLate;
            throw;
        }
        catch (Exception fault) when (fault is IOException or FormatException or ArgumentException)
        {
            throw new CodecException(CodecFault.DecoderFailed, isLate ? $"Decoding took more than {timeout.TotalSeconds:0.#} s and was ended" : $"The process that decodes ended{Why()}");
        }
    }

    private string Why()
    {
        // Its last words may still be on their way.
        process.Kill();
        hasSpoken.Wait(End);
        return reason.Length > 0 ? ": " + reason : process.WaitForExit(End) ? $" with {process.ExitCode}" : "";
    }
}

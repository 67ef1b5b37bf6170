using System.Collections.Concurrent;
using System.Diagnostics;

namespace Pandok.Dicom.Codecs.Isolation;

/// <summary>Some processes that decode, each one frame at a time. One that fails is replaced, when the next frame needs it.</summary>
internal sealed class DecoderPool(Func<ProcessStartInfo> start, IsolationOptions options) : IDisposable
{
    private readonly SemaphoreSlim places = new(options.Workers);
    private readonly ConcurrentStack<DecoderProcess> idle = new();
    private volatile bool isClosed;

    /// <summary>Decodes a JPEG 2000 or HTJ2K codestream; waits for a process that is free.</summary>
    /// <exception cref="CodecException">What the decoder says; DecoderFailed if its process ended, did not start or took too long.</exception>
    public DecodedFrame Decode(ReadOnlySpan<byte> code, in PixelLayout layout, int reduce)
    {
        places.Wait();
        var worker = default(DecoderProcess);
        try
        {
            worker = Take();
            return worker.Decode(code, layout, reduce);
        }
        finally
        {
            if (worker is { IsSound: true } && !isClosed) idle.Push(worker);
            else worker?.Dispose();
            if (isClosed) EndIdle();
            places.Release();
        }
    }

    public void Dispose()
    {
        isClosed = true;
        EndIdle();
    }

    private void EndIdle()
    {
        while (idle.TryPop(out var worker)) worker.Dispose();
    }

    private DecoderProcess Take()
    {
        while (idle.TryPop(out var worker))
        {
            // It may have been ended by the system while nobody needed it.
            if (!worker.HasExited) return worker;
            worker.Dispose();
        }
        return new DecoderProcess(start(), options);
    }
}

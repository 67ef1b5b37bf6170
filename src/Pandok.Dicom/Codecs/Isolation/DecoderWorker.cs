using Microsoft.Win32.SafeHandles;
using Pandok.Dicom.Codecs.Jpeg2000;

namespace Pandok.Dicom.Codecs.Isolation;

/// <summary>The life of a process that decodes for another: frames come by standard input, samples go by standard output, until the input ends.</summary>
public static class DecoderWorker
{
    private const int LargeFrame = 32 << 20;

    // The parent ends a late process; this is for one whose parent is gone.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Serves until standard input ends. Nothing else may read standard input or write to standard output.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Run()
    {
        using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        try
        {
            var limits = DecoderWire.ReadGreeting(input);
            ProcessLimits.Set(limits.MemoryBytes);
            DecoderWire.WriteGreeting(output, new IsolationOptions { MemoryBytes = limits.MemoryBytes, Timeout = limits.Timeout });
            using var watch = new Timer(_ => Environment.Exit(1));
            while (DecoderWire.ReadRequest(input) is { } request)
            {
                watch.Change(limits.Timeout + Grace, Timeout.InfiniteTimeSpan);
                Answer(output, request.Code, request.Layout, request.Reduce);
                watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                if (request.Layout.FrameLength > LargeFrame) GC.Collect(2, GCCollectionMode.Aggressive);
            }
        }
        catch (IOException)
        {
            // The parent is gone.
        }
        return 0;
    }

    private static void Answer(Stream output, byte[] code, in PixelLayout layout, int reduce)
    {
        DecodedFrame frame;
        try
        {
            frame = Jpeg2000Decoder.DecodeHere(code, layout, reduce);
        }
        catch (CodecException fault)
        {
            DecoderWire.WriteFault(output, fault.Code, fault.Message);
            return;
        }
        catch (OutOfMemoryException)
        {
            DecoderWire.WriteFault(output, CodecFault.TooLarge, "Decoding takes more memory than its process may have");
            return;
        }
        DecoderWire.WriteFrame(output, frame);
    }
}

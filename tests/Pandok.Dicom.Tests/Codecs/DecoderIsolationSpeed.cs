using System.Diagnostics;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Codecs.Isolation;
using Pandok.Dicom.Codecs.Jpeg2000;

namespace Pandok.Dicom.Tests.Codecs;

/// <summary>What decoding in a process of its own costs; run by name.</summary>
public sealed class DecoderIsolationSpeed
{
    [Fact(Explicit = true)]
    public void A_slice_of_512_by_512_pixels_of_16_bits()
    {
        var layout = new PixelLayout(512, 512) { BitsStored = 12 };
        var samples = Pictures.Smooth(layout, 3);
        var code = FrameEncoder.Encode(Syntax.Htj2kLosslessRpcl, samples, layout).Code.ToArray();
        using var pool = new DecoderPool(DecoderIsolationTests.Decoder, new IsolationOptions { Workers = 1 });
        var began = Stopwatch.GetTimestamp();
        pool.Decode(code, layout, 0);
        var first = Stopwatch.GetElapsedTime(began);
        var (here, there) = (new List<double>(), new List<double>());
        for (var round = 0; round < 300; round++)
        {
            here.Add(Time(() => Jpeg2000Decoder.DecodeHere(code, layout, 0)));
            there.Add(Time(() => pool.Decode(code, layout, 0)));
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{code.Length} bytes of code; median here {Median(here):0.00} ms, there {Median(there):0.00} ms, fastest {here.Min():0.00} and {there.Min():0.00} ms, the first with the start of its process {first.TotalMilliseconds:0} ms");
    }

    private static double Time(Action work)
    {
        var began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}

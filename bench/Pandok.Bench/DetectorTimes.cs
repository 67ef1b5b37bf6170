using Pandok.Deidentification.Pixels;
using Pandok.Dicom.Codecs;

namespace Pandok.Bench;

/// <summary>What one look for text at one frame costs one core, in milliseconds of the processor; and its decoding, which both looks share with whoever shows the frame.</summary>
internal sealed record DetectorTimes(string Name, double Milliseconds, double Decode)
{
    public static async Task<IReadOnlyList<DetectorTimes>> MeasureAsync(string folder, bool quick)
    {
        var frames = new List<(FrameSource Source, ReadOnlyMemory<byte> Code)>();
        foreach (var path in Directory.GetFiles(folder, "*.dcm").Order(StringComparer.Ordinal).Where((_, i) => i % 8 == 0).Take(quick ? 8 : 32))
        {
            var source = await FrameSource.OpenAsync(new MemoryStream(await File.ReadAllBytesAsync(path)), CancellationToken.None);
            frames.Add((source, await source.ReadAsync(0, CancellationToken.None)));
        }
        DecodedFrame Decode(FrameSource source, ReadOnlyMemory<byte> code) => FrameDecoder.DecodeFrame(source.Header.Syntax.Unpacked.Uid, code.Span, source.Layout);
        var decoded = frames.ConvertAll(frame => (frame.Source, Frame: Decode(frame.Source, frame.Code)));
        var decode = Median(quick, frames.Count, () => frames.ForEach(frame => Decode(frame.Source, frame.Code)));
        return
        [
            .. new[] { ("first, of high risk (recall first)", DetectorSettings.Recall), ("verifying, of high risk", DetectorSettings.Verifying), ("sampled, of low risk", DetectorSettings.Careful) }.Select(look => new DetectorTimes(look.Item1, Median(quick, frames.Count, () =>
            {
                foreach (var (source, frame) in decoded)
                {
                    foreach (var view in FrameViews.Of(source.Header.DataSet, 1, frame)) TextDetector.Find(view, look.Item2);
                }
            }), decode)),
        ];
    }

    private static double Median(bool quick, int frames, Action work)
    {
        var rounds = new List<double>();
        for (var round = 0; round < (quick ? 4 : 12); round++)
        {
            var before = ProcessorTime.OfThis();
            work();
            rounds.Add(1000 * (ProcessorTime.OfThis() - before) / frames);
        }
        // The first half is the compiler's.
        return rounds.Skip(rounds.Count / 2).Order().ElementAt(rounds.Count / 4);
    }
}

using Pandok.Dicom.Codecs;
using Pandok.Dicom.Files;

namespace Pandok.Dicom.Tests.Codecs;

/// <summary>The frames of a file, as coded bytes with the layout that its data set says.</summary>
internal sealed record CodedObject(string Syntax, PixelLayout Layout, IReadOnlyList<byte[]> Frames)
{
    internal static async Task<CodedObject> ReadAsync(string path)
    {
        await using var file = File.OpenRead(path);
        var (header, index) = await FrameIndex.ReadAsync(file, default);
        var coded = new List<byte[]>();
        for (var frame = 1; frame <= index.Frames; frame++) coded.Add((await index.ReadAsync(file, frame, default)).ToArray());
        return new CodedObject(header.Syntax.Uid, PixelLayout.Of(header), coded);
    }

    internal DecodedFrame Decode(int frame, ColourRule colour = ColourRule.ForReading) =>
        FrameDecoder.DecodeFrame(Syntax, Frames[frame], Layout, new DecodeOptions { Colour = colour });

    /// <summary>The stored values of all frames, one after the other.</summary>
    internal double[] Values(ColourRule colour = ColourRule.ForReading)
    {
        double[][] frames = [.. Enumerable.Range(0, Frames.Count).Select(frame => StoredValues.ToNumbers(Decode(frame, colour)))];
        var values = new double[frames.Sum(frame => (long)frame.Length)];
        var at = 0;
        foreach (var frame in frames)
        {
            frame.CopyTo(values, at);
            at += frame.Length;
        }
        return values;
    }
}

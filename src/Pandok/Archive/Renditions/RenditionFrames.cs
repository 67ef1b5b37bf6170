using System.Text.Json;

namespace Pandok.Archive.Renditions;

/// <summary>Where the frames of a rendition lie: one after the other, each ending where its last resolution ends.</summary>
internal sealed class RenditionFrames
{
    private readonly int[]?[] ends;
    private readonly string?[] reasons;
    private readonly long[] starts;

    private RenditionFrames(int[]?[] ends, string?[] reasons)
    {
        (this.ends, this.reasons, starts) = (ends, reasons, new long[ends.Length]);
        for (var i = 1; i < ends.Length; i++) starts[i] = starts[i - 1] + (ends[i - 1] is [.., var last] ? last : 0);
    }

    public int Count => ends.Length;

    /// <summary>Ends of the resolutions in the frame's codestream; null if it has none.</summary>
    /// <param name="frame">1 for the first.</param>
    public int[]? EndsOf(int frame) => ends[frame - 1];

    /// <summary>Why the frame has no codestream; null if it has one.</summary>
    public string? ReasonOf(int frame) => reasons[frame - 1];

    /// <summary>Where its codestream begins in the object.</summary>
    public long StartOf(int frame) => starts[frame - 1];

    public int LengthOf(int frame) => ends[frame - 1]?[^1] ?? 0;

    public static string Write(IEnumerable<FrameOutcome> frames) =>
        JsonSerializer.Serialize(frames.Select(frame => frame is FrameOutcome.Encoded encoded ? encoded.Ends : (object)((FrameOutcome.Refused)frame).Reason));

    public static RenditionFrames Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        var frames = json.RootElement.EnumerateArray().ToList();
        return new RenditionFrames(
            [.. frames.Select(frame => frame.ValueKind == JsonValueKind.Array ? frame.EnumerateArray().Select(end => end.GetInt32()).ToArray() : null)],
            [.. frames.Select(frame => frame.ValueKind == JsonValueKind.String ? frame.GetString() : null)]);
    }
}

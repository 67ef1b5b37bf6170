namespace Pandok.Read;

/// <summary>Where a frame's codestream lies.</summary>
/// <param name="ObjectKey">Null if there is none.</param>
/// <param name="Start">Where it begins in the object.</param>
/// <param name="Ends">Bytes from there to the end of each resolution; empty if there is none.</param>
/// <param name="IsLossy">Its original was once compressed with loss.</param>
/// <param name="Refused">Why there is none and will be none; null otherwise.</param>
internal sealed record FramePlace(string? ObjectKey, long Start, int[] Ends, bool IsLossy, string? Refused)
{
    /// <summary>Nothing more will come of it.</summary>
    public bool IsSettled => Ends.Length > 0 || Refused is not null;

    /// <summary>Where a level ends, or the highest that the frame has below it.</summary>
    public int EndOf(int level) => Ends.Length == 0 ? 0 : Ends[Math.Min(level, Ends.Length - 1)];
}

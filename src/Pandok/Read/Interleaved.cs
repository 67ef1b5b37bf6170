using System.Numerics;

namespace Pandok.Read;

/// <summary>The order in which the frames of a series go out: by their index with its bits reversed (first, middle, quarters, eighths, …), so that any beginning covers the whole body evenly.</summary>
internal static class Interleaved
{
    public static IEnumerable<int> Order(int count)
    {
        var bits = BitOperations.Log2((uint)Math.Max(1, count - 1)) + 1;
        for (var turn = 0; turn < 1 << bits; turn++)
        {
            var index = 0;
            for (var bit = 0; bit < bits; bit++) index |= (turn >> bit & 1) << (bits - 1 - bit);
            if (index < count) yield return index;
        }
    }
}

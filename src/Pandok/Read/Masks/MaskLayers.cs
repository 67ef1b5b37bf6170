namespace Pandok.Read.Masks;

/// <summary>Which segments share a label map: one map holds one label a pixel, so segments that overlap (a lung and what lies in it) go to different ones.</summary>
internal static class MaskLayers
{
    /// <param name="segments">For each segment its runs by slice, in order of rows, then of columns.</param>
    /// <returns>For each segment its map, from 0; the least that holds no segment it overlaps.</returns>
    public static int[] Of(IReadOnlyList<IReadOnlyDictionary<int, List<MaskRun>>> segments)
    {
        var layers = new int[segments.Count];
        for (var i = 0; i < layers.Length; i++)
        {
            var taken = Enumerable.Range(0, i).Where(other => Overlap(segments[i], segments[other])).Select(other => layers[other]).ToHashSet();
            while (taken.Contains(layers[i])) layers[i]++;
        }
        return layers;
    }

    private static bool Overlap(IReadOnlyDictionary<int, List<MaskRun>> a, IReadOnlyDictionary<int, List<MaskRun>> b) =>
        a.Any(slice => b.TryGetValue(slice.Key, out var others) && Overlap(slice.Value, others));

    private static bool Overlap(List<MaskRun> a, List<MaskRun> b)
    {
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
        {
            var (one, other) = (a[i], b[j]);
            if (one.Row == other.Row && one.Column < other.End && other.Column < one.End) return true;
            if ((one.Row, one.End).CompareTo((other.Row, other.End)) < 0) i++;
            else j++;
        }
        return false;
    }
}

namespace Pandok.Read.Masks;

/// <summary>The pixels of one segment on the images of a series, as runs; its figures follow from them alone.</summary>
internal sealed class SegmentCloud
{
    private readonly Dictionary<int, List<MaskRun>> slices = [];

    /// <summary>By index of the image; runs in order of rows, then of columns.</summary>
    public IReadOnlyDictionary<int, List<MaskRun>> Slices => slices;

    public long Voxels { get; private set; }

    /// <summary>Takes the runs of a frame.</summary>
    /// <returns>False if the slice has pixels of this segment already: two frames say different things of one place.</returns>
    public bool Add(int slice, List<MaskRun> runs)
    {
        if (runs.Count == 0) return true;
        if (!slices.TryAdd(slice, runs)) return false;
        Voxels += runs.Sum(run => (long)run.Length);
        return true;
    }

    /// <summary>The slice with the most pixels, and a pixel of the segment near the middle of them; null if the segment is empty.</summary>
    public LargestSlice? Largest()
    {
        if (slices.Count == 0) return null;
        var (slice, runs, pixels) = slices.Select(one => (one.Key, one.Value, Pixels: one.Value.Sum(run => (long)run.Length))).OrderByDescending(one => one.Pixels).ThenBy(one => one.Key).First();
        var (row, column) = (runs.Sum(run => (double)run.Row * run.Length) / pixels, runs.Sum(run => (run.Column + (run.Length - 1) / 2.0) * run.Length) / pixels);
        var nearest = runs.Select(run => (run.Row, Column: (int)Math.Clamp(Math.Round(column), run.Column, run.End - 1))).MinBy(at => (at.Row - row) * (at.Row - row) + (at.Column - column) * (at.Column - column));
        return new LargestSlice(slice, nearest.Column, nearest.Row, pixels);
    }

    /// <summary>The first and last column, row and slice; null if the segment is empty.</summary>
    public SegmentExtent? Extent()
    {
        if (slices.Count == 0) return null;
        var runs = slices.Values.SelectMany(all => all).ToList();
        return new SegmentExtent([runs.Min(run => run.Column), runs.Min(run => run.Row), slices.Keys.Min()], [runs.Max(run => run.End) - 1, runs.Max(run => run.Row), slices.Keys.Max()]);
    }
}

namespace Pandok.Imaging.Defacing;

/// <summary>Parallel slices in the order of their distance, and how a coarse volume is filled from them. Two slices are in memory at a time.</summary>
internal sealed class SectionStack
{
    private const double LargestGap = 12, MostTilted = 0.7;
    private const long Most = 24_000_000; // a trunk with the head, not more: some thirty bytes each
    private readonly IReadOnlyList<Section> sections;
    private readonly int[] order;
    private readonly Vector3d u, v, w;

    private SectionStack(IReadOnlyList<Section> sections, Vector3d u, Vector3d v, Vector3d w)
    {
        (this.sections, this.u, this.v, this.w) = (sections, u, v, w);
        order = [.. Enumerable.Range(0, sections.Count).OrderBy(Distance).ThenBy(i => i)];
    }

    /// <returns>Null if the slices are not parallel, not roughly axial, or leave gaps.</returns>
    public static SectionStack? Of(IReadOnlyList<Section> sections)
    {
        if (sections.Count < 2 || !sections.All(section => section.IsSound)) return null;
        var first = sections[0];
        if (sections.Any(section => section.Row.Dot(first.Row) < 0.9999 || section.Column.Dot(first.Column) < 0.9999)) return null;
        var (u, v) = Math.Abs(first.Row.X) >= Math.Abs(first.Row.Y) ? (first.Row, first.Column) : (first.Column, first.Row);
        if (u.X < 0) u *= -1;
        if (v.Y < 0) v *= -1;
        var w = u.Cross(v);
        if (u.X < MostTilted || v.Y < MostTilted || w.Z < MostTilted) return null;
        var stack = new SectionStack(sections, u, v, w);
        return stack.order.Zip(stack.order.Skip(1)).Any(pair => stack.Distance(pair.Second) - stack.Distance(pair.First) > LargestGap) ? null : stack;
    }

    /// <summary>The volume.</summary>
    /// <param name="hounsfield">The values of a slice, row by row.</param>
    /// <returns>Null if it is too large for a head or a body.</returns>
    public async ValueTask<HeadGrid?> FillAsync(Func<int, ValueTask<short[]>> hounsfield)
    {
        if (Frame() is not { } grid) return null;
        int? before = null;
        short[] last = [];
        foreach (var number in order)
        {
            if (before is { } known && Distance(number) - Distance(known) < 1e-3) continue; // the same place again: another phase
            var values = await hounsfield(number).ConfigureAwait(false);
            if (before is { } other) Between(grid, sections[other], last, sections[number], values);
            (before, last) = (number, values);
        }
        return grid;
    }

    private double Distance(int number) => sections[number].Position.Dot(w);

    private HeadGrid? Frame()
    {
        double lowU = double.MaxValue, lowV = double.MaxValue, highU = double.MinValue, highV = double.MinValue;
        foreach (var section in sections)
        {
            foreach (var (x, y) in new[] { (0, 0), (section.Columns - 1, 0), (0, section.Rows - 1), (section.Columns - 1, section.Rows - 1) })
            {
                var corner = section.At(x, y);
                (lowU, highU) = (Math.Min(lowU, corner.Dot(u)), Math.Max(highU, corner.Dot(u)));
                (lowV, highV) = (Math.Min(lowV, corner.Dot(v)), Math.Max(highV, corner.Dot(v)));
            }
        }
        var (lowW, highW) = (Distance(order[0]), Distance(order[^1]));
        int Count(double low, double high) => (int)Math.Floor((high - low) / HeadGrid.Step) + 1;
        var (nx, ny, nz) = (Count(lowU, highU), Count(lowV, highV), Count(lowW, highW));
        if ((long)nx * ny * nz > Most) return null;
        return new HeadGrid(nx, ny, nz, u * lowU + v * lowV + w * lowW, u, v, w);
    }

    private static void Between(HeadGrid grid, Section below, short[] low, Section above, short[] high)
    {
        double At(Section section) => (section.Position - grid.Origin).Dot(grid.W) / HeadGrid.Step;
        var (from, to) = (At(below), At(above));
        for (var z = Math.Max(0, (int)Math.Ceiling(from - 1e-6)); z < grid.Nz && z <= to + 1e-6; z++)
        {
            var share = (z - from) / (to - from);
            for (var y = 0; y < grid.Ny; y++)
            {
                for (var x = 0; x < grid.Nx; x++)
                {
                    var place = grid.Origin + grid.U * (x * HeadGrid.Step) + grid.V * (y * HeadGrid.Step) + grid.W * (z * HeadGrid.Step);
                    if (Mean(below, low, place) is not { } a || Mean(above, high, place) is not { } b) continue;
                    grid.Values[grid.Index(x, y, z)] = (short)Math.Clamp(Math.Round(a + (b - a) * share), HeadGrid.Air, 3000);
                }
            }
        }
    }

    // The mean of the pixels that a coarse voxel covers, where it stands over the slice.
    private static double? Mean(Section section, short[] values, Vector3d place)
    {
        var from = place - section.Position;
        var (cx, cy) = (from.Dot(section.Row) / section.ColumnSpacing, from.Dot(section.Column) / section.RowSpacing);
        var (rx, ry) = (HeadGrid.Step / 2 / section.ColumnSpacing, HeadGrid.Step / 2 / section.RowSpacing);
        int x0 = (int)Math.Ceiling(cx - rx), x1 = (int)Math.Floor(cx + rx), y0 = (int)Math.Ceiling(cy - ry), y1 = (int)Math.Floor(cy + ry);
        if (x1 < x0) x0 = x1 = (int)Math.Round(cx);
        if (y1 < y0) y0 = y1 = (int)Math.Round(cy);
        (x0, y0, x1, y1) = (Math.Max(x0, 0), Math.Max(y0, 0), Math.Min(x1, section.Columns - 1), Math.Min(y1, section.Rows - 1));
        if (x1 < x0 || y1 < y0) return null;
        long sum = 0;
        for (var y = y0; y <= y1; y++)
        {
            for (var x = x0; x <= x1; x++) sum += Math.Max(values[y * section.Columns + x], HeadGrid.Air);
        }
        return (double)sum / ((x1 - x0 + 1) * (y1 - y0 + 1));
    }
}

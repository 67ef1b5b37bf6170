namespace Pandok.Imaging.Defacing;

/// <summary>
/// Where the face is in a head whose Y axis runs along the brain's long axis: the midline, the brow (the floor of the anterior fossa), and the line from forehead to chin that the skin beside
/// the nose follows.
/// </summary>
/// <param name="Middle">X of the midline, voxels.</param>
/// <param name="Brow">Z of the brow, voxels.</param>
/// <param name="Low">Z of the lowest section with tissue, voxels.</param>
/// <param name="Depth">Y of the line at Z = 0, voxels.</param>
/// <param name="Slope">Voxels in Y for each in Z.</param>
/// <param name="Centre">Y of the brain's middle, voxels.</param>
internal sealed record FacePlan(double Middle, int Brow, int Low, double Depth, double Slope, double Centre)
{
    private const double BesideNose = 20, BesideEye = 36, LeastBelowBrow = 30, MostSlope = 0.6;

    /// <summary>How far the mask reaches above the brow, mm.</summary>
    public const double Forehead = 30;

    /// <summary>The highest Z of the face, voxels.</summary>
    public int Top => Brow + (int)(Forehead / HeadGrid.Step);

    /// <summary>How far a voxel lies behind the line from forehead to chin, mm; negative before it.</summary>
    public double Behind(int y, int z) => (y - Depth - Slope * z) * HeadGrid.Step;

    /// <returns>Null if the field has no face from forehead to below the orbits.</returns>
    public static FacePlan? Of(HeadAnatomy head)
    {
        var (grid, brain) = (head.Grid, head.Brain);
        double n = 0, sumX = 0, sumY = 0;
        var widest = 0;
        var perSlice = new int[grid.Nz];
        for (var i = 0; i < brain.Length; i++)
        {
            if (!brain[i]) continue;
            (n, sumX, sumY) = (n + 1, sumX + i % grid.Nx, sumY + i / grid.Nx % grid.Ny);
            var z = i / grid.Nx / grid.Ny;
            if (++perSlice[z] > perSlice[widest]) widest = z;
        }
        var (middle, centre) = (sumX / n, sumY / n);
        var pole = Pole(head, middle, widest);
        var brow = LowestLobes(head, middle, pole);
        var low = Enumerable.Range(0, grid.Nz).First(z => Enumerable.Range(0, grid.Nx * grid.Ny).Any(i => head.Filled[z * grid.Nx * grid.Ny + i]));
        if (brow is not { } found || (found - low) * HeadGrid.Step < LeastBelowBrow) return null;
        if (Line(head, middle, low, Math.Min(grid.Nz - 1, found + (int)(Forehead / HeadGrid.Step))) is not { } line) return null;
        return new FacePlan(middle, found, low, line.Depth, line.Slope, centre);
    }

    // The foremost brain of the widest section.
    private static int Pole(HeadAnatomy head, double middle, int z)
    {
        var grid = head.Grid;
        for (var y = 0; y < grid.Ny; y++)
        {
            var count = 0;
            for (var x = (int)(middle - 15); x <= middle + 15; x++) count += x >= 0 && x < grid.Nx && head.Brain[grid.Index(x, y, z)] ? 1 : 0;
            if (count >= 8) return y;
        }
        return grid.Ny;
    }

    // The lowest section with frontal lobes over most of the face's width.
    private static int? LowestLobes(HeadAnatomy head, double middle, int pole)
    {
        var grid = head.Grid;
        for (var z = 0; z < grid.Nz; z++)
        {
            var columns = 0;
            for (var x = (int)(middle - 15); x <= middle + 15; x++)
            {
                if (x < 0 || x >= grid.Nx) continue;
                for (var y = 0; y < Math.Min(grid.Ny, pole + 12); y++)
                {
                    if (!head.Brain[grid.Index(x, y, z)]) continue;
                    columns++;
                    break;
                }
            }
            if (columns >= 20) return z;
        }
        return null;
    }

    private static (double Depth, double Slope)? Line(HeadAnatomy head, double middle, int low, int high)
    {
        var points = new List<(double Z, double Y)>();
        for (var z = low; z <= high; z++)
        {
            var depths = new List<int>();
            for (var side = -1; side <= 1; side += 2)
            {
                for (var off = BesideNose / HeadGrid.Step; off <= BesideEye / HeadGrid.Step; off++)
                {
                    if (head.Skin((int)Math.Round(middle + side * off), z) is { } y) depths.Add(y);
                }
            }
            if (depths.Count < 8) continue;
            depths.Sort();
            points.Add((z, depths[depths.Count / 2]));
        }
        if (points.Count < 10) return null;
        // Theil and Sen: the median of all slopes, so that a fold or a tube does not turn it.
        var slopes = points.SelectMany((a, i) => points.Skip(i + 4).Select(b => (b.Y - a.Y) / (b.Z - a.Z))).Order().ToList();
        var slope = Math.Clamp(slopes[slopes.Count / 2], -MostSlope, MostSlope);
        var depths0 = points.Select(point => point.Y - slope * point.Z).Order().ToList();
        return (depths0[depths0.Count / 2], slope);
    }
}

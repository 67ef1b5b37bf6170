namespace Pandok.Imaging.Defacing;

/// <summary>What is needed of a head's anatomy, found in a coarse volume: its surface, bone, and the inside of the skull.</summary>
internal sealed class HeadAnatomy
{
    private const short Tissue = -400, Bone = 300;
    private const double Thin = 8, Reach = 25;
    private const double Tight = 4; // wider than the channels by which the inside of the skull hangs together with the outside

    private bool[]? brain;

    private HeadAnatomy(HeadGrid grid, bool[] filled, bool[] smooth, bool[] body, bool[] bone) => (Grid, Filled, Smooth, Body, BoneVoxels) = (grid, filled, smooth, body, bone);

    public HeadGrid Grid { get; }

    /// <summary>Everything within the skin, airways too; also a table or head rest.</summary>
    public bool[] Filled { get; }

    /// <summary>The head without what is thin: ears, the tip of the nose, a head rest.</summary>
    public bool[] Smooth { get; }

    /// <summary>The head with what is thin and near it.</summary>
    public bool[] Body { get; }

    public bool[] BoneVoxels { get; }

    /// <summary>The inside of the skull.</summary>
    public bool[] Brain => brain ??= Inside(Grid, BoneVoxels);

    /// <summary>Volume of the inside of the skull in ml.</summary>
    public double BrainMillilitres => Brain.AsSpan().Count(true) * HeadGrid.Step * HeadGrid.Step * HeadGrid.Step / 1000;

    public static HeadAnatomy Of(HeadGrid grid)
    {
        var bone = Array.ConvertAll(grid.Values, value => value > Bone);
        var filled = Solid.Filled(grid, Array.ConvertAll(grid.Values, value => value > Tissue));
        var depth = Solid.DistanceTo(grid, i => !filled[i]);
        var core = Solid.Largest(grid, Array.ConvertAll(depth, value => value > Thin));
        var reach = Solid.DistanceTo(grid, i => core[i]);
        bool[] smooth = [.. reach.Select((value, i) => filled[i] && value <= Thin + HeadGrid.Step / 2)];
        // What hangs together with the smooth head by faces: nose and ears; a rest that the skin touches reaches no further than they do.
        bool[] body = [.. Solid.Largest(grid, [.. reach.Select((value, i) => filled[i] && value <= Thin + Reach)])];
        return new HeadAnatomy(grid, filled, smooth, body, bone);
    }

    /// <summary>By how much the head is turned about the axis of the slices: the angle of the brain's long axis, 0 if it has none.</summary>
    public double Yaw()
    {
        double n = 0, mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
        for (var i = 0; i < Brain.Length; i++)
        {
            if (!Brain[i]) continue;
            double x = i % Grid.Nx, y = i / Grid.Nx % Grid.Ny;
            (n, mx, my, xx, yy, xy) = (n + 1, mx + x, my + y, xx + x * x, yy + y * y, xy + x * y);
        }
        if (n == 0) return 0;
        (xx, yy, xy) = (xx / n - mx * mx / n / n, yy / n - my * my / n / n, xy / n - mx * my / n / n);
        var angle = 0.5 * Math.Atan2(2 * xy, yy - xx);
        var spread = Math.Sqrt((yy - xx) * (yy - xx) + 4 * xy * xy) / (xx + yy);
        return spread < 0.08 ? 0 : Math.Clamp(angle, -0.6, 0.6);
    }

    /// <summary>Y of the skin seen from the front, or null where the sight meets none.</summary>
    public int? Skin(int x, int z)
    {
        if ((uint)x >= (uint)Grid.Nx) return null;
        for (var y = 0; y < Grid.Ny; y++)
        {
            if (Body[Grid.Index(x, y, z)]) return y;
        }
        return null;
    }

    // Soft voxels that see bone all around and above; then the largest of them that hangs together by more than a channel.
    private static bool[] Inside(HeadGrid grid, bool[] bone)
    {
        var (around, above) = (new byte[bone.Length], new byte[bone.Length]);
        for (var dz = 0; dz <= 1; dz++)
        {
            for (var dy = -1; dy <= 1; dy++)
            {
                for (var dx = -1; dx <= 1; dx++)
                {
                    if (dz == 0 && dx == 0 && dy == 0) continue;
                    // A vault that the field cuts counts as closed.
                    var seen = Solid.Seen(grid, bone, dx, dy, dz, z => z >= grid.Nz);
                    var count = dz == 0 ? around : above;
                    for (var i = 0; i < seen.Length; i++) count[i] += seen[i] ? (byte)1 : (byte)0;
                }
            }
        }
        bool IsSoft(int i) => grid.Values[i] is > -150 and <= Bone && around[i] >= 7 && above[i] >= 8;
        var depth = Solid.DistanceTo(grid, i => !IsSoft(i));
        var core = Solid.Largest(grid, Array.ConvertAll(depth, value => value > Tight));
        var reach = Solid.DistanceTo(grid, i => core[i]);
        return [.. reach.Select((value, i) => value <= Tight + HeadGrid.Step && !bone[i] && grid.Values[i] > -150)];
    }
}

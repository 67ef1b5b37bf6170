namespace Pandok.Imaging.Defacing;

/// <summary>Marks the voxels of a head: what lies before the plane from forehead to chin, and the ears; never what is near the inside of the skull.</summary>
internal static class FaceMarks
{
    /// <summary>Everything goes that lies further forward than this behind the skin beside the nose, mm: nose, lips, the tip of the chin.</summary>
    public const double WholeBefore = 3;

    /// <summary>Soft tissue goes as far back as this, mm.</summary>
    public const double SoftBefore = 20;

    private const double Guard = 6, BoneGuard = 14, OrbitGuard = 2.5, OrbitsBehind = 8, FarAir = 10;
    private const double EarsBeside = 40, EarsBack = 60, EarsAbove = 50;

    public static FaceMark[] Of(HeadAnatomy head, FacePlan plan)
    {
        var grid = head.Grid;
        var (toBrain, toBone, toHead) = (Solid.DistanceTo(grid, i => head.Brain[i]), Solid.DistanceTo(grid, i => head.BoneVoxels[i]), Solid.DistanceTo(grid, i => head.Filled[i]));
        var marks = new FaceMark[grid.Values.Length];
        for (var z = 0; z < grid.Nz; z++)
        {
            for (var y = 0; y < grid.Ny; y++)
            {
                for (var x = 0; x < grid.Nx; x++)
                {
                    var i = grid.Index(x, y, z);
                    marks[i] = toBrain[i] <= Guard || (head.BoneVoxels[i] && toBrain[i] <= BoneGuard) ? FaceMark.Guarded
                        : Goes(head, plan, toBone[i], x, y, z) is { } mark ? mark
                        : toHead[i] > FarAir ? FaceMark.Air
                        : FaceMark.Keep;
                }
            }
        }
        return marks;
    }

    private static FaceMark? Goes(HeadAnatomy head, FacePlan plan, float toBone, int x, int y, int z)
    {
        var behind = plan.Behind(y, z);
        if (IsEar(head, plan, behind, x, y, z)) return FaceMark.Whole;
        if (z > plan.Top) return null;
        if (behind < WholeBefore && z <= plan.Brow) return FaceMark.Whole;
        // The walls of the orbits are thinner than a voxel: what lies on them stays.
        return behind < SoftBefore && (behind <= OrbitsBehind || toBone > OrbitGuard || z > plan.Brow) ? FaceMark.Soft : null;
    }

    // What stands off from the smooth head beside the brain's middle, and the air behind it: no edge of it is left in half-filled voxels.
    private static bool IsEar(HeadAnatomy head, FacePlan plan, double behind, int x, int y, int z)
    {
        var back = (y - plan.Centre) * HeadGrid.Step;
        return behind >= SoftBefore && back < EarsBack && (z - plan.Brow) * HeadGrid.Step < EarsAbove && Math.Abs(x - plan.Middle) * HeadGrid.Step > EarsBeside
            && !head.Smooth[head.Grid.Index(x, y, z)];
    }
}

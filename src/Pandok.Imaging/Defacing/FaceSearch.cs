namespace Pandok.Imaging.Defacing;

/// <summary>Looks for the face of a CT volume: a mask that passed its test, or why there is none.</summary>
/// <param name="Mask">Null if the volume is not defaced.</param>
/// <param name="Fault">Null if there is a mask.</param>
public sealed record FaceSearch(FaceMask? Mask, FaceFault? Fault)
{
    private const double LeastBrain = 400, WidestHead = 260, MostAir = 0.35;

    /// <summary>Looks, and tests what it finds: slices are read twice, two are in memory at a time.</summary>
    /// <param name="sections">Where the slices lie, in any order.</param>
    /// <param name="hounsfield">The Hounsfield units of a slice, row by row; what is outside the scan is -1000 or less.</param>
    public static FaceSearch Run(IReadOnlyList<Section> sections, Func<int, short[]> hounsfield)
    {
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(hounsfield);
        if (SectionStack.Of(sections) is not { } stack || stack.Fill(hounsfield) is not { } straight) return new FaceSearch(null, FaceFault.NotAVolume);
        var first = HeadAnatomy.Of(straight);
        if (IsWideEverywhere(first)) return new FaceSearch(null, FaceFault.NoHead);
        if (first.BrainMillilitres < LeastBrain) return new FaceSearch(null, FaceFault.NoSkull);
        var angle = first.Yaw();
        var grid = straight.Turned(angle);
        var head = HeadAnatomy.Of(grid);
        if (head.BrainMillilitres < LeastBrain) return new FaceSearch(null, FaceFault.NoSkull);
        if (FacePlan.Of(head) is not { } plan) return new FaceSearch(null, FaceFault.NoFace);
        if (IsCut(first, plan.Brow)) return new FaceSearch(null, FaceFault.Cut);
        if (IsCovered(head, plan)) return new FaceSearch(null, FaceFault.Covered);
        var mask = new FaceMask(grid, FaceMarks.Of(head, plan), head.BrainMillilitres);
        var measure = FaceTest.Of(head, plan, stack.Fill(number => Masked(mask, sections[number], hounsfield(number)))!.Turned(angle));
        mask = new FaceMask(grid, mask.Marks, head.BrainMillilitres) { Measure = measure };
        return FaceTest.Judge(measure) is { } fault ? new FaceSearch(null, fault) : new FaceSearch(mask, null);
    }

    private static short[] Masked(FaceMask mask, Section section, short[] values)
    {
        var marks = new FaceMark[values.Length];
        mask.Mark(section, marks);
        return [.. values.Select((value, i) => FaceMask.Removes(marks[i], value) ? HeadGrid.Air : value)];
    }

    // Heads are narrower than this at every age, bodies of the grown are not; what is in between waits for a person.
    private static bool IsWideEverywhere(HeadAnatomy body)
    {
        var grid = body.Grid;
        for (var z = 0; z < grid.Nz; z++)
        {
            int low = grid.Nx, high = -1;
            for (var i = 0; i < grid.Nx * grid.Ny; i++)
            {
                if (!body.Smooth[z * grid.Nx * grid.Ny + i]) continue;
                (low, high) = (Math.Min(low, i % grid.Nx), Math.Max(high, i % grid.Nx));
            }
            if ((high - low) * HeadGrid.Step < WidestHead) return false;
        }
        return true;
    }

    // In the slices' own frame, whose borders are the field's.
    private static bool IsCut(HeadAnatomy head, int top)
    {
        var grid = head.Grid;
        for (var z = 0; z <= top; z++)
        {
            for (var x = 0; x < grid.Nx; x++)
            {
                if (head.Smooth[grid.Index(x, 0, z)] || head.Smooth[grid.Index(x, 1, z)]) return true;
            }
            for (var y = 0; y < grid.Ny; y++)
            {
                if (head.Smooth[grid.Index(0, y, z)] || head.Smooth[grid.Index(grid.Nx - 1, y, z)]) return true;
            }
        }
        return false;
    }

    // A closed rest, a mask or bandage with air below: the surface that is seen is not the skin.
    private static bool IsCovered(HeadAnatomy head, FacePlan plan)
    {
        var (grid, air, all) = (head.Grid, 0, 0);
        for (var z = plan.Low; z <= plan.Top && z < grid.Nz; z++)
        {
            for (var i = z * grid.Nx * grid.Ny; i < (z + 1) * grid.Nx * grid.Ny; i++)
            {
                if (!head.Body[i]) continue;
                (all, air) = (all + 1, air + (grid.Values[i] < -700 ? 1 : 0));
            }
        }
        return air > MostAir * all;
    }
}

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
    public static async Task<FaceSearch> RunAsync(IReadOnlyList<Section> sections, Func<int, ValueTask<short[]>> hounsfield)
    {
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(hounsfield);
        if (SectionStack.Of(sections) is not { } stack || await stack.FillAsync(hounsfield).ConfigureAwait(false) is not { } straight) return new FaceSearch(null, FaceFault.NotAVolume);
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
        var brain = 0;
        var masked = await stack.FillAsync(async number =>
        {
            var values = await hounsfield(number).ConfigureAwait(false);
            var after = Masked(mask, sections[number], values);
            brain += ChangedInside(head, sections[number], values, after);
            return after;
        }).ConfigureAwait(false);
        var measure = FaceTest.Of(head, plan, masked!.Turned(angle), brain);
        mask = new FaceMask(grid, mask.Marks, head.BrainMillilitres) { Measure = measure };
        return FaceTest.Judge(measure) is { } fault ? new FaceSearch(null, fault) : new FaceSearch(mask, null);
    }

    private static short[] Masked(FaceMask mask, Section section, short[] values)
    {
        var marks = new FaceMark[values.Length];
        mask.Mark(section, marks);
        return [.. values.Select((value, i) => FaceMask.Removes(marks[i], value) ? HeadGrid.Air : value)];
    }

    // Of the slices themselves, not of what is interpolated between them.
    private static int ChangedInside(HeadAnatomy head, Section section, short[] before, short[] after)
    {
        var count = 0;
        for (var i = 0; i < before.Length; i++)
        {
            if (before[i] != after[i] && head.Grid.Nearest(section.At(i % section.Columns, i / section.Columns)) is >= 0 and var at && head.Brain[at]) count++;
        }
        return count;
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

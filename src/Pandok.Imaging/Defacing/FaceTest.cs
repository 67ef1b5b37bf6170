namespace Pandok.Imaging.Defacing;

/// <summary>
/// The test of a mask on a head that was masked and read again: seen from the front, from the lowest section to the brow and as wide as both eyes, no skin may be where it was, unless it
/// lies so far back at the side that the plane hardly reaches it; inside the skull nothing may have changed.
/// </summary>
public static class FaceTest
{
    /// <summary>A place of the face counts as gone when its surface moved back by this, mm: two voxels.</summary>
    public const double LeastMove = 2 * HeadGrid.Step;

    /// <summary>The part of the face's surface that may have moved by less: where a bone lies under the thinnest skin.</summary>
    public const double MostStill = 0.05;

    /// <summary>Half of the face's surface must have moved by this, mm.</summary>
    public const double LeastMedian = 8;

    private const double Wide = 40;
    private const short Skin = -400;

    internal static FaceMeasure Of(HeadAnatomy before, FacePlan plan, HeadGrid after, int brain)
    {
        var (grid, moves) = (before.Grid, new List<double>());
        for (var z = plan.Low; z <= plan.Brow; z++)
        {
            for (var x = (int)Math.Ceiling(plan.Middle - Wide / HeadGrid.Step); x <= plan.Middle + Wide / HeadGrid.Step; x++)
            {
                if (before.Skin(x, z) is not { } was || plan.Behind(was, z) > FaceMarks.SoftBefore - LeastMove - HeadGrid.Step) continue;
                var now = was;
                while (now < grid.Ny && after.Values[grid.Index(x, now, z)] <= Skin) now++;
                moves.Add((now - was) * HeadGrid.Step);
            }
        }
        if (moves.Count == 0) return default;
        moves.Sort();
        return new FaceMeasure(moves[moves.Count / 20], moves[moves.Count / 2], moves.Count(move => move < LeastMove) / (double)moves.Count, brain);
    }

    internal static FaceFault? Judge(in FaceMeasure measure) =>
        measure.Brain > 0 ? FaceFault.BrainTouched
        : measure.Still > MostStill || measure.Median < LeastMedian ? FaceFault.FaceLeft
        : null;
}

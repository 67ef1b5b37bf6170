namespace Pandok.Imaging.Phantoms;

/// <summary>
/// Arteries, veins and airways of the lungs. A tree starts at the hilum and goes towards the middle of the points it has to supply, divides
/// them by a plane and goes on with each part, thinner each time.
/// </summary>
internal static class VesselTree
{
    private const int PointsPerTree = 1900;
    private const double Thinnest = 0.5;

    /// <summary>A segment with its distance from the hilum in divisions.</summary>
    internal readonly record struct Branch(Tube Tube, int Generation, bool Artery);

    internal static List<Branch> Grow(PhantomGrid grid, PhantomRandom chance)
    {
        var branches = new List<Branch>(PointsPerTree * 10);
        foreach (var (lung, artery, hilum) in ((byte, bool, Vector3d)[])
            [(ChestPhantom.RightLung, true, new(-42, 2, 150)), (ChestPhantom.RightLung, false, new(-46, 10, 128)),
             (ChestPhantom.LeftLung, true, new(47, 8, 157)), (ChestPhantom.LeftLung, false, new(50, 13, 133))])
        {
            var points = PointsIn(grid, chance, lung);
            if (points.Length > 0)
                Divide(branches, chance, hilum, points, 0, artery);
        }

        return branches;
    }

    internal static void PaintVessels(PhantomGrid grid, List<Branch> branches)
    {
        foreach (var branch in branches)
            branch.Tube.Raise(grid, 38);
    }

    /// <summary>The airways run beside the first divisions of the arteries: wall first, then air.</summary>
    internal static void PaintAirways(PhantomGrid grid, List<Branch> branches)
    {
        foreach (var hollow in (bool[])[false, true])
        {
            foreach (var (tube, generation, artery) in branches)
            {
                if (!artery || generation is < 1 or > 7 || tube.ToRadius < 1.3)
                    continue;
                var beside = new Vector3d(tube.From.X < 0 ? 1 : -1, 0.9, 0) * (tube.FromRadius * 1.15);
                double from = tube.FromRadius * 0.8, to = tube.ToRadius * 0.8;
                if (hollow)
                    new Tube(tube.From + beside, tube.To + beside, from, to).HollowLung(grid, -980);
                else
                    new Tube(tube.From + beside, tube.To + beside, from + 0.9, to + 0.7).Raise(grid, -120);
            }
        }
    }

    private static Vector3d[] PointsIn(PhantomGrid grid, PhantomRandom chance, byte lung)
    {
        var points = new List<Vector3d>(PointsPerTree);
        for (var attempt = 0; attempt < PointsPerTree * 60 && points.Count < PointsPerTree; attempt++)
        {
            var p = new Vector3d(
                chance.Between(2, 135) * (lung == ChestPhantom.RightLung ? -1 : 1), chance.Between(-80, 90), chance.Between(2, 292));
            if (Is(p) && Is(p + new Vector3d(5, 0, 0)) && Is(p - new Vector3d(5, 0, 0)) && Is(p + new Vector3d(0, 5, 0)) && Is(p - new Vector3d(0, 5, 0)))
                points.Add(p);
        }

        return [.. points];

        bool Is(Vector3d p) => grid.IndexOf(p) is var index and >= 0 && grid.Lungs[index] == lung;
    }

    private static void Divide(List<Branch> branches, PhantomRandom chance, Vector3d from, Span<Vector3d> points, int generation, bool artery)
    {
        var middle = new Vector3d();
        foreach (var p in points)
            middle += p;
        middle *= 1.0 / points.Length;
        var share = points.Length == 1 ? 1 : generation < 2 ? 0.18 : chance.Between(0.34, 0.5);
        var way = (middle - from) * share;
        var end = from + way + new Vector3d(chance.Normal(), chance.Normal(), chance.Normal()) * (way.Length * 0.09);
        var radius = Thinnest * Math.Pow(points.Length, 0.335);
        branches.Add(new Branch(new Tube(from, end, radius, Math.Max(0.35, radius * 0.88)), generation, artery));
        if (points.Length == 1)
            return;

        var normal = WidestAcross(chance, way, points, middle);
        var level = middle.Dot(normal);
        var kept = 0;
        for (var i = 0; i < points.Length; i++)
        {
            if (points[i].Dot(normal) >= level)
                continue;
            (points[i], points[kept]) = (points[kept], points[i]);
            kept++;
        }

        if (kept == 0 || kept == points.Length)
            kept = points.Length / 2;
        Divide(branches, chance, end, points[..kept], generation + 1, artery);
        Divide(branches, chance, end, points[kept..], generation + 1, artery);
    }

    // Of a few directions across the way, the one in which the points spread most.
    private static Vector3d WidestAcross(PhantomRandom chance, Vector3d way, Span<Vector3d> points, Vector3d middle)
    {
        var best = new Vector3d(1, 0, 0);
        var widest = -1.0;
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var direction = new Vector3d(chance.Normal(), chance.Normal(), chance.Normal());
            direction -= way * (direction.Dot(way) / Math.Max(way.Dot(way), 1e-9));
            direction *= 1 / Math.Max(direction.Length, 1e-9);
            var spread = 0.0;
            foreach (var p in points)
            {
                var off = (p - middle).Dot(direction);
                spread += off * off;
            }

            if (spread > widest)
                (widest, best) = (spread, direction);
        }

        return best;
    }
}

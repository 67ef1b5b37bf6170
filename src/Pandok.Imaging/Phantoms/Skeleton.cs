namespace Pandok.Imaging.Phantoms;

/// <summary>Ribs, spine, sternum, shoulder blades.</summary>
internal static class Skeleton
{
    private const double VertebraHeight = 25;
    private const double RibDistance = 24;
    private const double RibDepth = 5;

    /// <summary>Ribs run down from the spine to the front and come up again as cartilage: each slice cuts many of them aslant.</summary>
    internal static void PaintRibs(PhantomGrid grid, PolarMap polar, Contours contours, int z, double height)
    {
        var offsets = new double[Contours.Directions];
        var cartilage = new bool[Contours.Directions];
        for (var i = 0; i < offsets.Length; i++)
        {
            var turn = (double)i / Contours.Directions;
            var fromFront = Math.Min(turn, 1 - turn) * 2;
            cartilage[i] = fromFront < 0.27;
            var fall = fromFront < 0.27 ? 112 * Math.Pow(0.73, 1.15) - 90 * (0.27 - fromFront) : 112 * Math.Pow(1 - fromFront, 1.15);
            var cycle = (height + fall + (turn < 0.5 ? 0 : 3)) / RibDistance + 0.5;
            offsets[i] = fromFront is < 0.05 or > 0.92 ? RibDistance : (cycle - Math.Floor(cycle) - 0.5) * RibDistance;
        }

        for (var at = 0; at < polar.Radius.Length; at++)
        {
            int direction = polar.Direction[at];
            var across = Math.Abs(polar.Radius[at] - contours.Cavity[direction] - RibDepth);
            if (across > 4.6)
                continue;
            var along = offsets[direction];
            var inside = 1 - across * across / (4.4 * 4.4) - along * along / (7.0 * 7.0);
            if (inside <= 0)
                continue;
            grid.Hu[z * grid.Rows * grid.Columns + at] = cartilage[direction] ? (short)115 : inside < 0.42 ? (short)760 : (short)190;
        }
    }

    internal static void Paint(PhantomGrid grid)
    {
        for (var z = 0; z < grid.Slices; z++)
        {
            PaintSpine(grid, grid.Z(z));
            PaintSternum(grid, grid.Z(z));
            PaintShoulderBlades(grid, grid.Z(z));
        }
    }

    private static void PaintSpine(PhantomGrid grid, double z)
    {
        var phase = z % VertebraHeight;
        Section(grid, z, 0, 75, 39, 17, 0, 54);
        Section(grid, z, 0, 53, 21, 16, 0, 35);
        for (var side = -1; side <= 1; side += 2)
        {
            if (phase is > 7 and < 18)
                Bone(grid, z, side * 24, 74, 17, 5.2, side * 28, 620, 230);
            else
                Bone(grid, z, side * 13, 79, 5, 5.5, 0, 560, 300);
        }

        if (phase > 4)
            Section(grid, z, 0, 71, 14.5, 12, 0, phase is > 5 and < 19 ? (short)640 : (short)90);
        Bone(grid, z, 0, 92, phase is > 3 and < 19 ? 3.6 : 2, phase is > 3 and < 19 ? 13 : 8, 0, 600, 260);
        if (phase > 5)
            Bone(grid, z, 0, 49, 18, 14.5, 0, 520, 165);
        else
            Section(grid, z, 0, 49, 18, 14.5, 0, 92);
        Section(grid, z, 0, 70, 9.5, 8.2, 0, 8);
        Section(grid, z, 0, 70, 5.2, 4.4, 0, 38);
    }

    private static void PaintSternum(PhantomGrid grid, double z)
    {
        if (z is > 70 and < 232)
            Bone(grid, z, 0, z > 200 ? -80 + 0.35 * (z - 200) : -82, z > 195 ? 24 : 16, 5.5, 0, 480, 120);
    }

    private static void PaintShoulderBlades(PhantomGrid grid, double z)
    {
        for (var side = -1; side <= 1; side += 2)
        {
            if (z is > 150 and < 262)
            {
                var half = 33 * Math.Sqrt(Math.Clamp((z - 150) / 55, 0.05, 1));
                Bone(grid, z, side * 103, 72, half, 3.1, side * -40, 700, 260);
            }

            if (z > 215)
                Bone(grid, z, side * 122, 57, 8, 6, side * -40, 700, 240);
        }
    }

    private static void Bone(PhantomGrid grid, double z, double x, double y, double across, double deep, double degrees, short cortex, short marrow)
    {
        Section(grid, z, x, y, across, deep, degrees, cortex);
        if (across > 2.5 && deep > 2.5)
            Section(grid, z, x, y, across - 1.6, deep - 1.6, degrees, marrow);
    }

    private static void Section(PhantomGrid grid, double z, double x, double y, double across, double deep, double degrees, short hu) =>
        new Ellipsoid(new Vector3d(x, y, z), new Vector3d(across, deep, 1e6), degrees, hu).Cover(grid, z - 0.01, z + 0.01);
}

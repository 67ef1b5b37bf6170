namespace Pandok.Imaging.Phantoms;

/// <summary>The large masses: air, couch, skin, fat, muscle, the two lungs, the fat between them, and what lies below the diaphragm.</summary>
internal static class Torso
{
    // Half width of the tissue between the lungs, by distance from the front wall to the back, mm.
    private static readonly (double Y, double Right, double Left)[] Between =
        [(-80, 2, 5), (-66, 3, 9), (-45, 15, 18), (-25, 26, 24), (0, 26, 25), (22, 15, 20), (40, 15, 22), (56, 21, 23), (74, 34, 34), (90, 46, 46)];

    internal static void Paint(PhantomGrid grid, NoiseTile noise)
    {
        var polar = new PolarMap(grid);
        var diaphragm = DiaphragmHeights(grid);
        var right = new double[grid.Rows];
        var left = new double[grid.Rows];
        for (var z = 0; z < grid.Slices; z++)
        {
            var height = grid.Z(z);
            var contours = Contours.At(height, noise);
            for (var y = 0; y < grid.Rows; y++)
                (right[y], left[y]) = WidthBetweenLungs(grid.Y(y), height);
            Skeleton.PaintRibs(grid, polar, contours, z, PaintSlice(grid, noise, polar, contours, diaphragm, right, left, z));
        }
    }

    private static double PaintSlice(
        PhantomGrid grid, NoiseTile noise, PolarMap polar, Contours contours, float[] diaphragm, double[] right, double[] left, int z)
    {
        var height = grid.Z(z);
        var apex = height > 200 ? 1 - Math.Pow((height - 200) / 86, 2) : 1;
        var slice = z * grid.Rows * grid.Columns;
        for (var y = 0; y < grid.Rows; y++)
        {
            var py = grid.Y(y);
            for (var x = 0; x < grid.Columns; x++)
            {
                var px = grid.X(x);
                var at = y * grid.Columns + x;
                int direction = polar.Direction[at];
                double radius = polar.Radius[at], depth = contours.Body[direction] - radius;
                if (depth <= 0)
                    grid.Hu[slice + at] = Couch(px, py);
                else if (depth < 1.8)
                    grid.Hu[slice + at] = 20;
                else if (radius > contours.Muscle[direction])
                    grid.Hu[slice + at] = (short)(-106 + 10 * noise.Smooth(px / 18, py / 18, height / 25));
                else if (radius > contours.Cavity[direction])
                    grid.Hu[slice + at] = Muscle(noise, px, py, height, radius - contours.Cavity[direction]);
                else if (px > -right[y] && px < left[y])
                    grid.Hu[slice + at] = height < diaphragm[at] - 25 ? BelowDiaphragm(noise, px, py, height) : MediastinalFat(noise, px, py, height);
                else if (height < diaphragm[at])
                    grid.Hu[slice + at] = diaphragm[at] - height < 3 ? (short)50 : BelowDiaphragm(noise, px, py, height);
                else if (apex < 1 && !InApex(px, py, apex))
                    grid.Hu[slice + at] = Muscle(noise, px, py, height, 20);
                else
                {
                    grid.Hu[slice + at] = Lung(noise, px, py, height);
                    grid.Lungs[slice + at] = px < 0 ? ChestPhantom.RightLung : ChestPhantom.LeftLung;
                }
            }
        }

        return height;
    }

    // Supine: the back of the lung holds more blood.
    private static short Lung(NoiseTile noise, double x, double y, double z)
    {
        var fissure = Math.Abs(z - (x < 0 ? 128 : 140) + 0.95 * (y - 5) + 6 * noise.Smooth(x / 40, y / 40, 3));
        return (short)(-862 + 0.24 * y + 14 * noise.Smooth(x / 7, y / 7, z / 7) + 10 * noise.Smooth(x / 25, y / 25, z / 25)
            + (fissure < 2.5 ? 70 * (1 - fissure / 2.5) : 0));
    }

    private static short Muscle(NoiseTile noise, double x, double y, double z, double fromCavity)
    {
        // Fat planes separate muscles; the one on the ribs is the clearest.
        var plane = fromCavity is > 9.5 and < 11 || Math.Abs(noise.Smooth(x / 17 + 7, y / 9, z / 40)) < (fromCavity > 11 ? 0.075 : 0);
        return plane ? (short)-55 : (short)(54 + 7 * noise.Smooth(x / 6, y / 6, z / 12));
    }

    private static short MediastinalFat(NoiseTile noise, double x, double y, double z) =>
        noise.Smooth(x / 6, y / 6, z / 9) > 0.66 ? (short)20 : (short)(-96 + 12 * noise.Smooth(x / 12, y / 12, z / 12));

    private static short BelowDiaphragm(NoiseTile noise, double x, double y, double z)
    {
        if (x < 26 - 0.4 * (y + 40) && y < 62)
            return (short)(noise.Smooth(x / 10 + 3, y / 10, z / 14) > 0.62 ? 38 : 58);
        if (Within(x - 50, 42, y + 22, 38, z - 6, 40))
            return y < -34 ? (short)-960 : (short)(Within(x - 50, 38, y + 22, 34, z - 6, 37) ? 12 : 40);
        if (Within(x - 84, 34, y - 34, 42, z - 12, 40))
            return 49;
        return (short)(-100 + 10 * noise.Smooth(x / 15, y / 15, z / 15));
    }

    private static bool Within(double x, double a, double y, double b, double z, double c) =>
        x * x / (a * a) + y * y / (b * b) + z * z / (c * c) < 1;

    private static bool InApex(double x, double y, double apex)
    {
        double u = (Math.Abs(x) - 50) / 84, v = (y - 6) / 92;
        return u * u + v * v < apex;
    }

    // Two carbon shells with foam between, hollowed towards the patient.
    private static short Couch(double x, double y)
    {
        var fromTop = y - (119 - x * x / 900);
        if (Math.Abs(x) > 172 || fromTop < 0 || y > 146)
            return -1000;
        return fromTop < 1.6 || y > 144 || Math.Abs(x) > 170 ? (short)-180 : (short)-955;
    }

    private static float[] DiaphragmHeights(PhantomGrid grid)
    {
        var heights = new float[grid.Rows * grid.Columns];
        for (var y = 0; y < grid.Rows; y++)
        {
            for (var x = 0; x < grid.Columns; x++)
            {
                double px = grid.X(x), py = grid.Y(y) + 8;
                double dx = (Math.Abs(px) - 58) / 88, dy = py / 84;
                heights[y * grid.Columns + x] = (float)((px < 0 ? 70 : 58) - 62 * (dx * dx + dy * dy));
            }
        }

        return heights;
    }

    private static (double Right, double Left) WidthBetweenLungs(double y, double z)
    {
        var i = 0;
        while (i < Between.Length - 2 && y > Between[i + 1].Y)
            i++;
        var (from, to) = (Between[i], Between[i + 1]);
        var t = Math.Clamp((y - from.Y) / (to.Y - from.Y), 0, 1);
        t = t * t * (3 - 2 * t);
        var upper = Math.Clamp((z - 195) / 40, 0, 1) * Math.Clamp((y + 75) / 30, 0, 1) * 9;
        return (from.Right + (to.Right - from.Right) * t + upper, from.Left + (to.Left - from.Left) * t + upper);
    }
}

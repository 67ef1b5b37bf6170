namespace Pandok.Imaging.Phantoms;

/// <summary>Heart, great vessels, oesophagus, windpipe: without contrast medium.</summary>
internal static class Mediastinum
{
    private const short Blood = 42;

    private static readonly Vector3d[] Windpipe = [new(0, 6, 300), new(0, 12, 180)];
    private static readonly Vector3d[] RightBronchus = [new(0, 12, 180), new(-18, 13, 162), new(-42, 10, 148)];
    private static readonly Vector3d[] LeftBronchus = [new(0, 12, 180), new(24, 15, 160), new(46, 13, 148)];

    internal static void Paint(PhantomGrid grid)
    {
        Heart(grid);
        Path(grid, Blood, 16, 15, [new(-2, -20, 112), new(-17, -27, 140), new(-17, -27, 182), new(-8, -14, 198), new(8, 8, 205), new(21, 26, 197), new(25, 35, 178)]);
        Path(grid, Blood, 13.5, 11.5, [new(25, 35, 178), new(25, 37, 70), new(14, 36, 0)]);
        Path(grid, Blood, 13, 12, [new(14, -40, 112), new(18, -38, 140), new(21, -24, 158)]);
        Path(grid, Blood, 11, 8, [new(18, -26, 152), new(-10, -3, 152), new(-42, 1, 150)]);
        Path(grid, Blood, 11, 8, [new(21, -24, 158), new(36, -4, 162), new(47, 8, 158)]);
        Path(grid, Blood, 9, 8, [new(-35, -22, 116), new(-33, -20, 224)]);
        Path(grid, Blood, 11, 10, [new(-22, 0, 0), new(-20, -8, 78)]);
        Path(grid, Blood, 6, 5.5, [new(-7, -13, 204), new(-22, -6, 250), new(-30, 0, 300)]);
        Path(grid, Blood, 4, 3.8, [new(4, 0, 208), new(16, 2, 300)]);
        Path(grid, Blood, 5, 4.5, [new(16, 18, 206), new(28, 12, 255), new(62, 2, 284)]);
        Path(grid, Blood, 6, 6, [new(-30, -24, 222), new(0, -36, 218), new(32, -18, 252), new(40, -10, 290)]);
        Path(grid, Blood, 7, 6, [new(-33, -20, 222), new(-38, -8, 285)]);
        Path(grid, Blood, 4, 4, [new(-9, 35, 0), new(-9, 35, 172), new(-30, 12, 180), new(-33, -14, 176)]);
        Path(grid, 36, 7, 7.5, [new(5, 24, 300), new(3, 28, 180), new(7, 25, 90), new(18, 18, 10)]);
        Path(grid, -500, 1.4, 1.4, [new(5, 24, 270), new(3, 28, 190)]);
        new Ellipsoid(new(-15, 1, 188), new(6, 4, 7), 20, 34).Cover(grid);
        new Ellipsoid(new(12, -4, 182), new(5, 4, 6), -30, 34).Cover(grid);
        new Ellipsoid(new(4, 20, 164), new(9, 5, 8), 0, 34).Cover(grid);
        Path(grid, 38, 10.3, 10.3, Windpipe);
        Path(grid, 30, 9, 7, RightBronchus);
        Path(grid, 30, 8.4, 6.4, LeftBronchus);
    }

    /// <summary>The air in the windpipe and the main bronchi, painted last so that nothing closes it.</summary>
    internal static void PaintAirways(PhantomGrid grid)
    {
        Path(grid, -1000, 8.8, 8.8, Windpipe);
        Path(grid, -1000, 7.4, 5.4, RightBronchus);
        Path(grid, -1000, 6.9, 4.9, LeftBronchus);
    }

    private static void Heart(PhantomGrid grid)
    {
        new Ellipsoid(new(21, -19, 86), new(63, 47, 58), -32, -92).Cover(grid);
        new Ellipsoid(new(-16, -16, 98), new(27, 31, 40), 20, -92).Cover(grid);
        new Ellipsoid(new(-16, -16, 98), new(24, 28, 37), 20, 42).Cover(grid);
        new Ellipsoid(new(20, -18, 86), new(57, 41, 53), -32, 50).Cover(grid);
        new Ellipsoid(new(8, -36, 88), new(34, 20, 38), -30, 40).Cover(grid);
        new Ellipsoid(new(36, -16, 84), new(31, 21, 36), -32, 38).Cover(grid);
        new Ellipsoid(new(6, 11, 124), new(32, 17, 22), 0, 41).Cover(grid);
        Path(grid, 41, 7, 5, [new(-14, 12, 124), new(-46, 12, 126)]);
        Path(grid, 41, 7, 5, [new(24, 12, 128), new(50, 14, 132)]);
        // Fat in the groove between atria and ventricles, and in front.
        Path(grid, -80, 3.2, 2.4, [new(-14, -44, 112), new(-20, -42, 84), new(-16, -40, 60)]);
        Path(grid, -80, 3, 2.4, [new(34, 10, 112), new(22, 14, 96), new(4, 12, 84)]);
        Path(grid, -80, 2.6, 2, [new(26, -52, 118), new(46, -52, 92), new(58, -46, 70)]);
    }

    private static void Path(PhantomGrid grid, short hu, double firstRadius, double lastRadius, Vector3d[] points)
    {
        var step = (lastRadius - firstRadius) / (points.Length - 1);
        for (var i = 0; i + 1 < points.Length; i++)
            new Tube(points[i], points[i + 1], firstRadius + step * i, firstRadius + step * (i + 1)).Cover(grid, hu, true);
    }
}

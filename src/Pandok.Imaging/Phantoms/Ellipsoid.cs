namespace Pandok.Imaging.Phantoms;

/// <summary>An organ as an ellipsoid, turned in the axial plane. It covers what is there and is no lung.</summary>
/// <param name="Centre">Middle, mm.</param>
/// <param name="Radii">Half axes, mm.</param>
/// <param name="Degrees">Turn of the first axis from the left towards the back.</param>
/// <param name="Hu">Its density.</param>
internal readonly record struct Ellipsoid(Vector3d Centre, Vector3d Radii, double Degrees, short Hu)
{
    /// <summary>Paints the ellipsoid; a slice above <paramref name="top"/> or below <paramref name="bottom"/> is left alone.</summary>
    internal void Cover(PhantomGrid grid, double bottom = 0, double top = PhantomGrid.Height)
    {
        var (sin, cos) = Math.SinCos(Degrees * Math.PI / 180);
        var wide = Math.Max(Radii.X, Radii.Y) + grid.Pixel;
        var (z0, z1) = grid.SliceRange(Math.Max(bottom, Centre.Z - Radii.Z), Math.Min(top, Centre.Z + Radii.Z));
        var (y0, y1) = grid.RowRange(Centre.Y - wide, Centre.Y + wide);
        var (x0, x1) = grid.ColumnRange(Centre.X - wide, Centre.X + wide);
        for (var z = z0; z <= z1; z++)
        {
            var rise = (grid.Z(z) - Centre.Z) / Radii.Z;
            var section = Math.Sqrt(Math.Max(0, 1 - rise * rise));
            double a = Math.Max(0.1, Radii.X * section), b = Math.Max(0.1, Radii.Y * section);
            for (var y = y0; y <= y1; y++)
            {
                var dy = grid.Y(y) - Centre.Y;
                for (var x = x0; x <= x1; x++)
                {
                    var dx = grid.X(x) - Centre.X;
                    double u = (dx * cos + dy * sin) / a, v = (dy * cos - dx * sin) / b;
                    var r = Math.Sqrt(u * u + v * v);
                    var coverage = Math.Clamp((1 - r) * Math.Min(a, b) / grid.Pixel + 0.5, 0, 1);
                    if (coverage == 0)
                        continue;
                    var index = (z * grid.Rows + y) * grid.Columns + x;
                    grid.Hu[index] = (short)(grid.Hu[index] + (Hu - grid.Hu[index]) * coverage);
                    if (coverage >= 0.5)
                        grid.Lungs[index] = 0;
                }
            }
        }
    }
}

namespace Pandok.Imaging.Phantoms;

/// <summary>A round segment from one point to another, radius changing between them: the brush for vessels and airways.</summary>
internal readonly record struct Tube(Vector3d From, Vector3d To, double FromRadius, double ToRadius)
{
    /// <summary>Paints the tube over whatever is there, and takes it out of the lungs when asked.</summary>
    internal void Cover(PhantomGrid grid, short hu, bool clearsLung)
    {
        foreach (var (index, coverage) in Coverage(grid, 0))
        {
            grid.Hu[index] = (short)(grid.Hu[index] + (hu - grid.Hu[index]) * coverage);
            if (clearsLung && coverage >= 0.5)
                grid.Lungs[index] = 0;
        }
    }

    /// <summary>Paints the tube where it is denser than what is there. Half the slice thickness counts as partial volume.</summary>
    internal void Raise(PhantomGrid grid, short hu)
    {
        foreach (var (index, coverage) in Coverage(grid, grid.Step / 2))
            if (grid.Hu[index] < hu)
                grid.Hu[index] = (short)(grid.Hu[index] + (hu - grid.Hu[index]) * coverage);
    }

    /// <summary>Paints the tube in lung only, where it is thinner than what is there.</summary>
    internal void HollowLung(PhantomGrid grid, short hu)
    {
        foreach (var (index, coverage) in Coverage(grid, 0))
            if (grid.Lungs[index] != 0 && grid.Hu[index] > hu)
                grid.Hu[index] = (short)(grid.Hu[index] + (hu - grid.Hu[index]) * coverage);
    }

    private IEnumerable<(int Index, double Coverage)> Coverage(PhantomGrid grid, double halfThickness)
    {
        var widest = Math.Max(FromRadius, ToRadius) + grid.Pixel;
        var axis = To - From;
        var square = Math.Max(axis.Dot(axis), 1e-9);
        var (z0, z1) = grid.SliceRange(Math.Min(From.Z, To.Z) - widest - halfThickness, Math.Max(From.Z, To.Z) + widest + halfThickness);
        var (y0, y1) = grid.RowRange(Math.Min(From.Y, To.Y) - widest, Math.Max(From.Y, To.Y) + widest);
        var (x0, x1) = grid.ColumnRange(Math.Min(From.X, To.X) - widest, Math.Max(From.X, To.X) + widest);
        // A vessel thinner than the slice fills only a part of it.
        var filled = halfThickness == 0 ? 1 : Math.Min(1, (FromRadius + ToRadius + 1.6) / (2 * halfThickness));
        for (var z = z0; z <= z1; z++)
        {
            // The nearest height inside the slice that the segment reaches.
            var middle = grid.Z(z);
            var height = Math.Clamp(Math.Clamp(middle, Math.Min(From.Z, To.Z), Math.Max(From.Z, To.Z)), middle - halfThickness, middle + halfThickness);
            var dz = height - From.Z;
            for (var y = y0; y <= y1; y++)
            {
                var dy = grid.Y(y) - From.Y;
                for (var x = x0; x <= x1; x++)
                {
                    var dx = grid.X(x) - From.X;
                    var t = Math.Clamp((dx * axis.X + dy * axis.Y + dz * axis.Z) / square, 0, 1);
                    double ex = dx - t * axis.X, ey = dy - t * axis.Y, ez = dz - t * axis.Z;
                    var radius = FromRadius + (ToRadius - FromRadius) * t;
                    var reach = radius + grid.Pixel / 2;
                    var distance = ex * ex + ey * ey + ez * ez;
                    if (distance >= reach * reach)
                        continue;
                    var coverage = Math.Min(1, (reach - Math.Sqrt(distance)) / grid.Pixel) * filled;
                    yield return ((z * grid.Rows + y) * grid.Columns + x, coverage);
                }
            }
        }
    }
}

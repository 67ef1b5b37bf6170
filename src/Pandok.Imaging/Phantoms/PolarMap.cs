namespace Pandok.Imaging.Phantoms;

/// <summary>Per pixel of a slice: distance from the middle of the body, and direction as an index into <see cref="Contours"/>.</summary>
internal sealed class PolarMap
{
    internal PolarMap(PhantomGrid grid)
    {
        Radius = new float[grid.Columns * grid.Rows];
        Direction = new ushort[Radius.Length];
        for (var y = 0; y < grid.Rows; y++)
        {
            for (var x = 0; x < grid.Columns; x++)
            {
                double px = grid.X(x), py = grid.Y(y);
                var at = y * grid.Columns + x;
                Radius[at] = (float)Math.Sqrt(px * px + py * py);
                var turn = Math.Atan2(px, -py) / (2 * Math.PI);
                Direction[at] = (ushort)((int)Math.Round((turn < 0 ? turn + 1 : turn) * Contours.Directions) % Contours.Directions);
            }
        }
    }

    internal float[] Radius { get; }
    internal ushort[] Direction { get; }
}

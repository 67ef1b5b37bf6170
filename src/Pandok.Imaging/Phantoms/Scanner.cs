namespace Pandok.Imaging.Phantoms;

/// <summary>What the scanner adds to the truth: a small blur in the plane, and noise.</summary>
internal static class Scanner
{
    /// <summary>Weights 1 2 1 along rows and columns.</summary>
    internal static void Blur(PhantomGrid grid)
    {
        var (columns, rows) = (grid.Columns, grid.Rows);
        var across = new int[columns * rows];
        for (var z = 0; z < grid.Slices; z++)
        {
            var slice = grid.Hu.AsSpan(z * columns * rows, columns * rows);
            for (var y = 0; y < rows; y++)
            {
                var from = slice.Slice(y * columns, columns);
                var to = across.AsSpan(y * columns, columns);
                to[0] = from[0] * 4;
                to[^1] = from[^1] * 4;
                for (var x = 1; x < columns - 1; x++)
                    to[x] = from[x - 1] + 2 * from[x] + from[x + 1];
            }

            for (var y = 1; y < rows - 1; y++)
            {
                var above = across.AsSpan((y - 1) * columns, columns);
                var here = across.AsSpan(y * columns, columns);
                var below = across.AsSpan((y + 1) * columns, columns);
                var to = slice.Slice(y * columns, columns);
                for (var x = 0; x < to.Length; x++)
                    to[x] = (short)((above[x] + 2 * here[x] + below[x] + 8) >> 4);
            }
        }
    }

    /// <summary>Correlated noise, another part of the tile in each slice; nothing goes below -1024 HU.</summary>
    internal static void AddNoise(PhantomGrid grid, NoiseTile noise, double deviation)
    {
        const int mask = NoiseTile.GrainSize - 1;
        var sigma = (float)deviation;
        for (var z = 0; z < grid.Slices; z++)
        {
            int shiftX = z * 197, shiftY = z * 331;
            for (var y = 0; y < grid.Rows; y++)
            {
                var row = grid.Hu.AsSpan((z * grid.Rows + y) * grid.Columns, grid.Columns);
                var grain = noise.Grain.AsSpan(((y + shiftY) & mask) * NoiseTile.GrainSize, NoiseTile.GrainSize);
                for (var x = 0; x < row.Length; x++)
                    row[x] = (short)Math.Max(-1024f, MathF.Round(row[x] + sigma * grain[(x + shiftX) & mask]));
            }
        }
    }
}

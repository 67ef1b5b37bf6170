namespace Pandok.Imaging.Defacing;

/// <summary>Sets of voxels of a <see cref="HeadGrid"/>, one flag each, and what is done with them.</summary>
internal static class Solid
{
    /// <summary>What is not reached from the borders of each slice without crossing the set: the set with its holes and airways.</summary>
    public static bool[] Filled(HeadGrid grid, bool[] set)
    {
        var filled = new bool[set.Length];
        Array.Fill(filled, true);
        var open = new Stack<(int X, int Y)>();
        for (var z = 0; z < grid.Nz; z++)
        {
            void Reach(int x, int y)
            {
                if ((uint)x >= (uint)grid.Nx || (uint)y >= (uint)grid.Ny) return;
                var i = grid.Index(x, y, z);
                if (set[i] || !filled[i]) return;
                filled[i] = false;
                open.Push((x, y));
            }
            for (var x = 0; x < grid.Nx; x++)
            {
                Reach(x, 0);
                Reach(x, grid.Ny - 1);
            }
            for (var y = 0; y < grid.Ny; y++)
            {
                Reach(0, y);
                Reach(grid.Nx - 1, y);
            }
            while (open.TryPop(out var place))
            {
                Reach(place.X - 1, place.Y);
                Reach(place.X + 1, place.Y);
                Reach(place.X, place.Y - 1);
                Reach(place.X, place.Y + 1);
            }
        }
        return filled;
    }

    /// <summary>The largest part that hangs together by faces.</summary>
    public static bool[] Largest(HeadGrid grid, bool[] set)
    {
        var label = new int[set.Length];
        var (best, most, next) = (0, 0, 0);
        var open = new Stack<int>();
        for (var seed = 0; seed < set.Length; seed++)
        {
            if (!set[seed] || label[seed] != 0) continue;
            var count = 0;
            label[seed] = ++next;
            open.Push(seed);
            while (open.TryPop(out var i))
            {
                count++;
                var (x, y, z) = (i % grid.Nx, i / grid.Nx % grid.Ny, i / grid.Nx / grid.Ny);
                void Reach(bool isInside, int j)
                {
                    if (!isInside || !set[j] || label[j] != 0) return;
                    label[j] = next;
                    open.Push(j);
                }
                Reach(x > 0, i - 1);
                Reach(x + 1 < grid.Nx, i + 1);
                Reach(y > 0, i - grid.Nx);
                Reach(y + 1 < grid.Ny, i + grid.Nx);
                Reach(z > 0, i - grid.Nx * grid.Ny);
                Reach(z + 1 < grid.Nz, i + grid.Nx * grid.Ny);
            }
            if (count > most) (best, most) = (next, count);
        }
        return [.. label.Select(value => best != 0 && value == best)];
    }

    /// <summary>Distance of each voxel to the set in mm, by steps to the 26 neighbours: at most a tenth too long. The borders of the volume are no part of the set.</summary>
    public static float[] DistanceTo(HeadGrid grid, Func<int, bool> set)
    {
        var distance = new float[grid.Values.Length];
        for (var i = 0; i < distance.Length; i++) distance[i] = set(i) ? 0 : float.MaxValue / 2;
        Sweep(grid, distance, 1);
        Sweep(grid, distance, -1);
        return distance;
    }

    private static void Sweep(HeadGrid grid, float[] distance, int way)
    {
        int nx = grid.Nx, ny = grid.Ny, nz = grid.Nz;
        var steps = new (int X, int Y, int Z, float Length)[13];
        var count = 0;
        for (var dz = -1; dz <= 0; dz++)
        {
            for (var dy = -1; dy <= 1; dy++)
            {
                for (var dx = -1; dx <= 1; dx++)
                {
                    if (dz < 0 || dy < 0 || (dy == 0 && dx < 0)) steps[count++] = (dx * way, dy * way, dz * way, (float)(HeadGrid.Step * Math.Sqrt(dx * dx + dy * dy + dz * dz)));
                }
            }
        }
        for (var n = 0; n < distance.Length; n++)
        {
            var i = way > 0 ? n : distance.Length - 1 - n;
            if (distance[i] == 0) continue;
            var (x, y, z) = (i % nx, i / nx % ny, i / nx / ny);
            var least = distance[i];
            foreach (var (dx, dy, dz, length) in steps)
            {
                var (ax, ay, az) = (x + dx, y + dy, z + dz);
                if ((uint)ax >= (uint)nx || (uint)ay >= (uint)ny || (uint)az >= (uint)nz) continue;
                var other = distance[i + (dz * ny + dy) * nx + dx] + length;
                if (other < least) least = other;
            }
            distance[i] = least;
        }
    }

    /// <summary>For each voxel, whether a ray in a direction of whole steps meets the set before it leaves the volume; one that leaves gets what <c>atEnd</c> says of the Z where it does.</summary>
    public static bool[] Seen(HeadGrid grid, bool[] set, int dx, int dy, int dz, Func<int, bool> atEnd)
    {
        var seen = new bool[set.Length];
        int Start(int d, int n) => d > 0 ? n - 1 : 0;
        int Way(int d) => d > 0 ? -1 : 1;
        for (int k = 0, z = Start(dz, grid.Nz); k < grid.Nz; k++, z += Way(dz))
        {
            for (int j = 0, y = Start(dy, grid.Ny); j < grid.Ny; j++, y += Way(dy))
            {
                for (int i = 0, x = Start(dx, grid.Nx); i < grid.Nx; i++, x += Way(dx))
                {
                    var here = grid.Index(x, y, z);
                    var (ax, ay, az) = (x + dx, y + dy, z + dz);
                    seen[here] = set[here] || ((uint)ax < (uint)grid.Nx && (uint)ay < (uint)grid.Ny && (uint)az < (uint)grid.Nz ? seen[grid.Index(ax, ay, az)] : atEnd(az));
                }
            }
        }
        return seen;
    }
}

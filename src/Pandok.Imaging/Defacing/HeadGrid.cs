namespace Pandok.Imaging.Defacing;

/// <summary>
/// A coarse volume with equal steps whose axes run roughly to the patient's left (X), back (Y) and head (Z): the slices' own axes, or these turned about Z. The voxel (x, y, z) is at index
/// <c>(z * Ny + y) * Nx + x</c>. All work on a face is done here; slices are only read to fill it and to be masked.
/// </summary>
internal sealed class HeadGrid(int nx, int ny, int nz, Vector3d origin, Vector3d u, Vector3d v, Vector3d w)
{
    /// <summary>Distance of voxels in mm.</summary>
    public const double Step = 2;

    /// <summary>Where no slice lies, and air.</summary>
    public const short Air = -1000;

    public int Nx => nx;
    public int Ny => ny;
    public int Nz => nz;
    public Vector3d Origin => origin;
    public Vector3d U => u;
    public Vector3d V => v;
    public Vector3d W => w;

    /// <summary>Hounsfield units, clipped to -1000 and 3000.</summary>
    public short[] Values { get; } = NewValues(nx * ny * nz);

    public int Index(int x, int y, int z) => (z * ny + y) * nx + x;

    /// <summary>The voxel nearest to a position, or -1.</summary>
    public int Nearest(Vector3d position)
    {
        var from = position - origin;
        var (x, y, z) = ((int)Math.Round(from.Dot(u) / Step), (int)Math.Round(from.Dot(v) / Step), (int)Math.Round(from.Dot(w) / Step));
        return (uint)x < (uint)nx && (uint)y < (uint)ny && (uint)z < (uint)nz ? Index(x, y, z) : -1;
    }

    /// <summary>The same volume with its X and Y axes turned about Z, so that the new Y axis is the old one turned by an angle towards the old X axis.</summary>
    public HeadGrid Turned(double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        var (turnedU, turnedV) = (u * cos + v * -sin, v * cos + u * sin);
        var centre = origin + u * ((nx - 1) * Step / 2) + v * ((ny - 1) * Step / 2);
        var (width, height) = ((int)Math.Ceiling(nx * Math.Abs(cos) + ny * Math.Abs(sin)), (int)Math.Ceiling(ny * Math.Abs(cos) + nx * Math.Abs(sin)));
        var start = centre + turnedU * (-(width - 1) * Step / 2) + turnedV * (-(height - 1) * Step / 2);
        var turned = new HeadGrid(width, height, nz, start, turnedU, turnedV, w);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var from = start + turnedU * (x * Step) + turnedV * (y * Step) - origin;
                var (fx, fy) = (from.Dot(u) / Step, from.Dot(v) / Step);
                var (x0, y0) = ((int)Math.Floor(fx), (int)Math.Floor(fy));
                if (x0 < 0 || y0 < 0 || x0 + 1 >= nx || y0 + 1 >= ny) continue;
                var (ax, ay) = (fx - x0, fy - y0);
                for (var z = 0; z < nz; z++)
                {
                    var i = Index(x0, y0, z);
                    var value = (Values[i] * (1 - ax) + Values[i + 1] * ax) * (1 - ay) + (Values[i + nx] * (1 - ax) + Values[i + nx + 1] * ax) * ay;
                    turned.Values[turned.Index(x, y, z)] = (short)Math.Round(value);
                }
            }
        }
        return turned;
    }

    /// <summary>An empty volume of the same place.</summary>
    public HeadGrid Like() => new(nx, ny, nz, origin, u, v, w);

    private static short[] NewValues(int count)
    {
        var values = new short[count];
        Array.Fill(values, Air);
        return values;
    }
}

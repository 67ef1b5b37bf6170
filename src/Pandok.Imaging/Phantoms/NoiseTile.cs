namespace Pandok.Imaging.Phantoms;

/// <summary>Noise made once and read everywhere: fine grain as a scanner has it, and smooth noise in three dimensions for tissue.</summary>
internal sealed class NoiseTile
{
    internal const int GrainSize = 512;
    private const int Lattice = 32;

    private readonly float[] lattice = new float[Lattice * Lattice * Lattice];

    internal NoiseTile(PhantomRandom chance)
    {
        for (var i = 0; i < lattice.Length; i++)
            lattice[i] = (float)chance.Between(-1, 1);
        Grain = MakeGrain(chance);
    }

    /// <summary>GrainSize x GrainSize values of deviation 1, neighbours correlated; the tile continues at its other side.</summary>
    internal float[] Grain { get; }

    /// <summary>Smooth noise in about [-1, 1], with features of about one unit of the coordinates.</summary>
    internal double Smooth(double x, double y, double z)
    {
        double fx = Math.Floor(x), fy = Math.Floor(y), fz = Math.Floor(z);
        int x0 = (int)fx & 31, y0 = (int)fy & 31, z0 = (int)fz & 31;
        int x1 = (x0 + 1) & 31, y1 = (y0 + 1) & 31, z1 = (z0 + 1) & 31;
        double u = Ease(x - fx), v = Ease(y - fy), w = Ease(z - fz);
        double Row(int yy, int zz)
        {
            double a = lattice[(zz * Lattice + yy) * Lattice + x0], b = lattice[(zz * Lattice + yy) * Lattice + x1];
            return a + (b - a) * u;
        }

        double near = Row(y0, z0) + (Row(y1, z0) - Row(y0, z0)) * v;
        double far = Row(y0, z1) + (Row(y1, z1) - Row(y0, z1)) * v;
        return near + (far - near) * w;
    }

    private static double Ease(double t) => t * t * (3 - 2 * t);

    private static float[] MakeGrain(PhantomRandom chance)
    {
        var white = new float[GrainSize * GrainSize];
        for (var i = 0; i < white.Length; i++)
            white[i] = (float)chance.Normal();
        var grain = new float[white.Length];
        const int mask = GrainSize - 1;
        for (var y = 0; y < GrainSize; y++)
        {
            for (var x = 0; x < GrainSize; x++)
            {
                float At(int dx, int dy) => white[((y + dy) & mask) * GrainSize + ((x + dx) & mask)];
                // Weights 4, 2, 1: the deviation of the sum is 6.
                grain[y * GrainSize + x] = (4 * At(0, 0) + 2 * (At(1, 0) + At(-1, 0) + At(0, 1) + At(0, -1))
                    + At(1, 1) + At(-1, 1) + At(1, -1) + At(-1, -1)) / 6;
            }
        }

        return grain;
    }
}

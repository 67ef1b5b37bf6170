namespace Pandok.Imaging.Phantoms;

/// <summary>
/// A head of ellipsoids with known truth, in CT: skull with a base, brain, orbits, upper jaw, nose, chin, ears. It resembles no person. The patient's coordinates are mm from the middle of
/// the brain; a head of size 1 reaches from about (-89, -116, -150) to (89, 96, 100).
/// </summary>
/// <param name="size">Scale of the whole head, 1 for a grown one.</param>
public sealed class HeadPhantom(double size = 1)
{
    private const double BrainFloor = -44, FrontFloor = -22, FrontOf = -28, Wall = 4;

    /// <summary>What is at a position.</summary>
    public HeadPart PartAt(Vector3d position)
    {
        var (x, y, z) = (Math.Abs(position.X) / size, position.Y / size, position.Z / size);
        var floor = y < FrontOf ? FrontFloor : BrainFloor;
        if (Near(x, y, z, 64, 84, 88) && z > floor) return HeadPart.Brain;
        var isForamen = x * x + (y - 25) * (y - 25) < 14 * 14;
        if (Near(x, y, z, 70, 90, 94) && z > floor - Wall) return isForamen && z < 0 ? HeadPart.Soft : HeadPart.Bone;
        // The step between the two floors is a wall.
        if (Math.Abs(y - FrontOf) < Wall / 2 && z is > BrainFloor - Wall and < FrontFloor && Near(x, y, z, 66, 86, 90)) return HeadPart.Bone;
        if (Near(x - 31, y + 62, z + 42, 12, 12, 12)) return HeadPart.Eye;
        if (Near(x - 31, y + 56, z + 42, 17, 24, 17)) return HeadPart.Soft;
        if (Near(x - 31, y + 54, z + 42, 20, 27, 20) && y > -74) return HeadPart.Bone;
        if (x < 9 && y is > -78 and < -20 && z is > -88 and < -34) return HeadPart.Air;
        if (Near(x - 24, y + 56, z + 78, 11, 14, 11)) return HeadPart.Air;
        if (Near(x, y + 48, z + 80, 44, 33, 24)) return HeadPart.Bone;
        if (Near(x, y + 97, z + 66, 11, 19, 20)) return HeadPart.Nose;
        if (Near(x, y + 86, z + 126, 18, 15, 14)) return HeadPart.Chin;
        if (Near(x - 84, y - 10, z + 45, 4, 16, 28) || (x > 72 && Near(x - 76, y - 10, z + 45, 8, 5, 6))) return HeadPart.Ear;
        var isHead = Near(x, y, z, 76, 96, 100) || Near(x, y + 38, z + 82, 57, 54, 62) || (z < -50 && x * x + (y - 15) * (y - 15) < 54 * 54);
        return isHead ? HeadPart.Soft : HeadPart.Air;
    }

    /// <summary>The Hounsfield units of a slice with the noise of a scanner, row by row.</summary>
    /// <param name="section">Where it lies.</param>
    /// <param name="seed">Of the noise.</param>
    /// <param name="noise">Its deviation.</param>
    public short[] Hounsfield(in Defacing.Section section, int seed = 1, double noise = 8)
    {
        var chance = new PhantomRandom((ulong)seed);
        var values = new short[section.Rows * section.Columns];
        for (var row = 0; row < section.Rows; row++)
        {
            for (var column = 0; column < section.Columns; column++)
                values[row * section.Columns + column] = (short)Math.Round(Density(PartAt(section.At(column, row))) + noise * chance.Normal());
        }
        return values;
    }

    private static short Density(HeadPart part) => part switch { HeadPart.Air => -1000, HeadPart.Bone => 1000, HeadPart.Brain => 35, HeadPart.Eye => 15, _ => 45 };

    private static bool Near(double x, double y, double z, double a, double b, double c) => x * x / (a * a) + y * y / (b * b) + z * z / (c * c) < 1;
}

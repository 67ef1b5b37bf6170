namespace Pandok.Imaging.Phantoms;

/// <summary>
/// The outlines of the chest wall at one height, as distances from the middle by direction: skin, outer muscle, inner chest wall.
/// Direction 0 is the front, then left, back (half way) and right.
/// </summary>
internal sealed class Contours
{
    internal const int Directions = 2048;

    private Contours(double[] body, double[] muscle, double[] cavity)
    {
        Body = body;
        Muscle = muscle;
        Cavity = cavity;
    }

    internal double[] Body { get; }
    internal double[] Muscle { get; }
    internal double[] Cavity { get; }

    internal static Contours At(double z, NoiseTile noise)
    {
        double[] body = new double[Directions], muscle = new double[Directions], cavity = new double[Directions];
        var shoulder = Math.Clamp((z - 225) / 75, 0, 1);
        var narrowing = z > 200 ? 1 - 0.32 * Math.Pow((z - 200) / 100, 1.6) : 1;
        for (var i = 0; i < Directions; i++)
        {
            var (sin, cos) = Math.SinCos(i * 2 * Math.PI / Directions);
            var wobble = noise.Smooth(9 + sin * 2.2, 9 + cos * 2.2, z / 60);
            var front = Math.Max(0, cos);
            var back = Math.Max(0, -cos);
            body[i] = Outline(sin, cos, 163 + 10 * shoulder, 101 - 6 * shoulder, 109) + 2.5 * wobble;
            var fat = 8 + 7 * Math.Abs(sin) * (1 - shoulder) + 4 * back + 3 * front * Math.Abs(sin) + 4 * noise.Smooth(3 + sin * 4, 5 + cos * 4, z / 45);
            muscle[i] = body[i] - 1.8 - Math.Max(4, fat);
            cavity[i] = Outline(sin, cos, 131, 77, 84) * narrowing + 2 * noise.Smooth(20 + sin * 3, 4 + cos * 3, z / 50);
        }

        return new Contours(body, muscle, cavity);
    }

    // A superellipse, with another half axis to the back than to the front.
    private static double Outline(double sin, double cos, double side, double front, double back) =>
        Math.Pow(Math.Pow(Math.Abs(sin) / side, 2.35) + Math.Pow(Math.Abs(cos) / (cos > 0 ? front : back), 2.35), -1 / 2.35);
}

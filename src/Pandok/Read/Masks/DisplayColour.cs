namespace Pandok.Read.Masks;

/// <summary>From CIELab under D50, the ICC profile connection space (PS3.3 C.10.7.1.1), to sRGB (IEC 61966-2-1).</summary>
internal static class DisplayColour
{
    /// <summary>As #rrggbb; a colour that no screen shows becomes the nearest by component.</summary>
    public static string Hex((double L, double A, double B) lab)
    {
        var fy = (lab.L + 16) / 116;
        var (x, y, z) = (0.9642 * Linear(fy + lab.A / 500), Linear(fy), 0.8249 * Linear(fy - lab.B / 200));
        // XYZ under D50 to linear sRGB, the chromatic adaptation (Bradford) in it.
        var red = Byte(3.1338561 * x - 1.6168667 * y - 0.4906146 * z);
        var green = Byte(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z);
        var blue = Byte(0.0719453 * x - 0.2289914 * y + 1.4052427 * z);
        return $"#{red:x2}{green:x2}{blue:x2}";
    }

    /// <summary>The way back, from #rrggbb.</summary>
    public static (double L, double A, double B) Lab(string hex)
    {
        var (red, green, blue) = (Light(hex[1..3]), Light(hex[3..5]), Light(hex[5..7]));
        var fx = Root((0.4360747 * red + 0.3850649 * green + 0.1430804 * blue) / 0.9642);
        var fy = Root(0.2225045 * red + 0.7168786 * green + 0.0606169 * blue);
        var fz = Root((0.0139322 * red + 0.0971045 * green + 0.7141733 * blue) / 0.8249);
        return (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz));
    }

    private static double Light(string hex)
    {
        var value = Convert.ToInt32(hex, 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static double Root(double t) => t > 216.0 / 24389 ? Math.Cbrt(t) : t / (3 * (6.0 / 29) * (6.0 / 29)) + 4.0 / 29;

    private static double Linear(double f) => f > 6.0 / 29 ? f * f * f : 3 * (6.0 / 29) * (6.0 / 29) * (f - 4.0 / 29);

    private static byte Byte(double linear)
    {
        var value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;
        return (byte)Math.Round(255 * Math.Clamp(value, 0, 1));
    }
}

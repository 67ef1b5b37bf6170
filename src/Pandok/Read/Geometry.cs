namespace Pandok.Read;

/// <summary>Directions and places of the patient's coordinate system, in millimetres (PS3.3 C.7.6.2.1.1).</summary>
internal static class Geometry
{
    /// <summary>The normal of an image plane: its row direction times its column direction.</summary>
    /// <param name="o">Image Orientation (Patient).</param>
    public static double[] Normal(double[] o) => [o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]];

    public static double Dot(double[] a, double[] b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

    public static double[] Minus(double[] a, double[] b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

    public static double[] Plus(double[] a, double[] b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];

    public static double[] Times(double[] a, double factor) => [a[0] * factor, a[1] * factor, a[2] * factor];

    public static double Length(double[] a) => Math.Sqrt(Dot(a, a));

    /// <summary>axial, coronal or sagittal, by the axis that the normal is nearest to; null where it is nearest to none.</summary>
    public static string? PlaneOf(double[]? orientation)
    {
        if (orientation is null) return null;
        var normal = Normal(orientation).Select(Math.Abs).ToArray();
        var most = normal.Max();
        return most < 0.8 ? null : Array.IndexOf(normal, most) switch { 0 => "sagittal", 1 => "coronal", _ => "axial" };
    }
}

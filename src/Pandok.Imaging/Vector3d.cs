namespace Pandok.Imaging;

/// <summary>A position or extent in millimetres in the patient coordinate system: X to the left, Y to the back, Z to the head (PS3.3 C.7.6.2.1.1).</summary>
/// <param name="X">Millimetres towards the patient's left.</param>
/// <param name="Y">Millimetres towards the patient's back.</param>
/// <param name="Z">Millimetres towards the patient's head.</param>
public readonly record struct Vector3d(double X, double Y, double Z)
{
    /// <summary>Length in millimetres.</summary>
    public double Length => Math.Sqrt(X * X + Y * Y + Z * Z);

    /// <summary>Sum.</summary>
    public static Vector3d operator +(Vector3d a, Vector3d b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Difference.</summary>
    public static Vector3d operator -(Vector3d a, Vector3d b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Scaled by a factor.</summary>
    public static Vector3d operator *(Vector3d a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    /// <summary>Sum.</summary>
    public static Vector3d Add(Vector3d left, Vector3d right) => left + right;

    /// <summary>Difference.</summary>
    public static Vector3d Subtract(Vector3d left, Vector3d right) => left - right;

    /// <summary>Scaled by a factor.</summary>
    public static Vector3d Multiply(Vector3d left, double right) => left * right;

    /// <summary>Scalar product, in square millimetres.</summary>
    public double Dot(Vector3d other) => X * other.X + Y * other.Y + Z * other.Z;

    /// <summary>Vector product: perpendicular to both, right-handed.</summary>
    public Vector3d Cross(Vector3d other) => new(Y * other.Z - Z * other.Y, Z * other.X - X * other.Z, X * other.Y - Y * other.X);
}

namespace Pandok.Imaging.Defacing;

/// <summary>Where one plane image lies in the patient (PS3.3 C.7.6.2). Each slice of a series has its own, so tilted gantries and uneven distances need no rule.</summary>
/// <param name="Position">Centre of the first pixel in mm, Image Position (0020,0032).</param>
/// <param name="Row">Direction in which the column index grows, a unit vector: the first half of Image Orientation (0020,0037).</param>
/// <param name="Column">Direction in which the row index grows, a unit vector, perpendicular to <paramref name="Row"/>.</param>
/// <param name="RowSpacing">Distance of rows in mm, the first of Pixel Spacing (0028,0030).</param>
/// <param name="ColumnSpacing">Distance of columns in mm.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
public readonly record struct Section(Vector3d Position, Vector3d Row, Vector3d Column, double RowSpacing, double ColumnSpacing, int Rows, int Columns)
{
    /// <summary>Right-handed normal of the plane.</summary>
    public Vector3d Normal => Row.Cross(Column);

    /// <summary>Centre of a pixel in mm.</summary>
    public Vector3d At(double column, double row) => Position + Row * (column * ColumnSpacing) + Column * (row * RowSpacing);

    /// <summary>True if directions are unit vectors at right angles and sizes are positive.</summary>
    public bool IsSound => Math.Abs(Row.Length - 1) < 1e-3 && Math.Abs(Column.Length - 1) < 1e-3 && Math.Abs(Row.Dot(Column)) < 1e-3
        && RowSpacing > 0 && ColumnSpacing > 0 && Rows > 1 && Columns > 1 && double.IsFinite(Position.Length);
}

namespace Pandok.Imaging.Phantoms;

/// <summary>
/// The voxels while they are painted, in mm around the middle of the body: x to the left, y to the back, z from 0 at the lowest slice up to 300.
/// </summary>
internal sealed class PhantomGrid
{
    internal const double FieldOfView = 360;
    internal const double Height = 300;

    internal PhantomGrid(int columns, int rows, int slices)
    {
        Columns = columns;
        Rows = rows;
        Slices = slices;
        Pixel = FieldOfView / columns;
        Step = Height / slices;
        Hu = new short[columns * rows * slices];
        Lungs = new byte[Hu.Length];
        Opacities = new byte[Hu.Length];
    }

    internal int Columns { get; }
    internal int Rows { get; }
    internal int Slices { get; }

    /// <summary>Width and height of a pixel in mm.</summary>
    internal double Pixel { get; }

    /// <summary>Distance of slices in mm.</summary>
    internal double Step { get; }

    internal short[] Hu { get; }
    internal byte[] Lungs { get; }
    internal byte[] Opacities { get; }

    internal double X(int column) => (column - (Columns - 1) / 2.0) * Pixel;
    internal double Y(int row) => (row - (Rows - 1) / 2.0) * Pixel;
    internal double Z(int slice) => (slice + 0.5) * Step;

    internal Vector3d Position(int index) =>
        new(X(index % Columns), Y(index / Columns % Rows), Z(index / (Columns * Rows)));

    /// <summary>The index of the voxel that holds a position, or -1 outside.</summary>
    internal int IndexOf(Vector3d p)
    {
        int x = (int)Math.Round(p.X / Pixel + (Columns - 1) / 2.0), y = (int)Math.Round(p.Y / Pixel + (Rows - 1) / 2.0), z = (int)Math.Floor(p.Z / Step);
        return x >= 0 && y >= 0 && z >= 0 && x < Columns && y < Rows && z < Slices ? (z * Rows + y) * Columns + x : -1;
    }

    internal (int From, int To) ColumnRange(double low, double high) => Range(low / Pixel + (Columns - 1) / 2.0, high / Pixel + (Columns - 1) / 2.0, Columns);
    internal (int From, int To) RowRange(double low, double high) => Range(low / Pixel + (Rows - 1) / 2.0, high / Pixel + (Rows - 1) / 2.0, Rows);
    internal (int From, int To) SliceRange(double low, double high) => Range(low / Step - 0.5, high / Step - 0.5, Slices);

    internal Volume ToVolume() =>
        new(Hu, Columns, Rows, Slices, new Vector3d(Pixel, Pixel, Step), new Vector3d(X(0), Y(0), -Height / 2 + Step / 2));

    private static (int From, int To) Range(double low, double high, int size) =>
        ((int)Math.Max(0, Math.Ceiling(low)), (int)Math.Min(size - 1, Math.Floor(high)));
}

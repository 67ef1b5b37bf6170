namespace Pandok.Imaging;

/// <summary>
/// A CT volume in Hounsfield units on a regular axial grid: columns run to the patient's left, rows to the back, slices to the head.
/// The voxel (column x, row y, slice z) is at index <c>(z * Rows + y) * Columns + x</c>.
/// </summary>
public sealed class Volume
{
    /// <summary>Wraps voxels that exist already; the array is not copied.</summary>
    /// <param name="voxels">Hounsfield units, <c>columns * rows * slices</c> of them.</param>
    /// <param name="columns">Voxels along X.</param>
    /// <param name="rows">Voxels along Y.</param>
    /// <param name="slices">Voxels along Z.</param>
    /// <param name="spacing">Distance of neighbouring voxel centres in mm, each positive.</param>
    /// <param name="origin">Centre of the voxel (0, 0, 0) in mm.</param>
    /// <exception cref="ArgumentException">The number of voxels is not the product of the sizes, or a size or spacing is not positive.</exception>
    public Volume(short[] voxels, int columns, int rows, int slices, Vector3d spacing, Vector3d origin)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(slices, 1);
        if (voxels.LongLength != (long)columns * rows * slices)
            throw new ArgumentException($"{voxels.LongLength} voxels are not {columns} x {rows} x {slices}", nameof(voxels));
        if (!(spacing is { X: > 0, Y: > 0, Z: > 0 }))
            throw new ArgumentException("Spacing must be positive", nameof(spacing));
        Voxels = voxels;
        Columns = columns;
        Rows = rows;
        Slices = slices;
        Spacing = spacing;
        Origin = origin;
    }

    /// <summary>Hounsfield units, slice by slice, row by row.</summary>
#pragma warning disable CA1819 // A volume is its array: filters read and write it in place.
    public short[] Voxels { get; }
#pragma warning restore CA1819

    /// <summary>Voxels along X.</summary>
    public int Columns { get; }

    /// <summary>Voxels along Y.</summary>
    public int Rows { get; }

    /// <summary>Voxels along Z.</summary>
    public int Slices { get; }

    /// <summary>Distance of neighbouring voxel centres in mm.</summary>
    public Vector3d Spacing { get; }

    /// <summary>Centre of the voxel (0, 0, 0) in mm.</summary>
    public Vector3d Origin { get; }

    /// <summary>Volume of one voxel in millilitres.</summary>
    public double VoxelMillilitres => Spacing.X * Spacing.Y * Spacing.Z / 1000;

    /// <summary>The Hounsfield units at a voxel.</summary>
    public short this[int x, int y, int z] => Voxels[(z * Rows + y) * Columns + x];

    /// <summary>One axial slice, row by row; slice 0 is nearest to the feet.</summary>
    public ReadOnlySpan<short> Slice(int z) => Voxels.AsSpan(z * Rows * Columns, Rows * Columns);
}

namespace Pandok.Imaging.Phantoms;

/// <summary>What kind of chest to generate. The same settings give the same voxels.</summary>
public sealed record ChestPhantomSettings
{
    /// <summary>Axial slices over the 300 mm of the chest; 60 gives 5 mm each. At least 1.</summary>
    public int Slices { get; init; } = 60;

    /// <summary>Rows of a slice, at least 16.</summary>
    public int Rows { get; init; } = 512;

    /// <summary>Columns of a slice over the field of view of 360 mm, at least 16.</summary>
    public int Columns { get; init; } = 512;

    /// <summary>Chooses the vessels, the opacities and the noise.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Opacities to place, 0 to 32: every third a consolidation, the others ground glass.</summary>
    public int Opacities { get; init; } = 5;

    /// <summary>Standard deviation of the scanner's noise in HU.</summary>
    public double Noise { get; init; } = 14;
}

namespace Pandok.Imaging.Phantoms;

/// <summary>
/// A synthetic chest CT with known truth: body wall, skeleton, heart and great vessels, lungs with vessel and airway trees, opacities,
/// couch, and the blur and noise of a scanner. It resembles no person, and is made of numbers only.
/// </summary>
public sealed class ChestPhantom
{
    /// <summary>Label of the right lung, which lies left in the picture.</summary>
    public const byte RightLung = 1;

    /// <summary>Label of the left lung.</summary>
    public const byte LeftLung = 2;

    private ChestPhantom(Volume volume, byte[] lungLabels, byte[] opacityLabels, IReadOnlyList<PhantomOpacity> opacities)
    {
        Volume = volume;
        LungLabels = lungLabels;
        OpacityLabels = opacityLabels;
        Opacities = opacities;
        RightLungMillilitres = lungLabels.AsSpan().Count(RightLung) * volume.VoxelMillilitres;
        LeftLungMillilitres = lungLabels.AsSpan().Count(LeftLung) * volume.VoxelMillilitres;
    }

    /// <summary>The CT.</summary>
    public Volume Volume { get; }

#pragma warning disable CA1819 // Label maps lie beside the volume's array, voxel for voxel.
    /// <summary>Per voxel 0, <see cref="RightLung"/> or <see cref="LeftLung"/>. Vessels, airways and opacities in a lung belong to it.</summary>
    public byte[] LungLabels { get; }

    /// <summary>Per voxel 0 or the label of an opacity. Every such voxel is lung, too.</summary>
    public byte[] OpacityLabels { get; }
#pragma warning restore CA1819

    /// <summary>The opacities in the order of their labels.</summary>
    public IReadOnlyList<PhantomOpacity> Opacities { get; }

    /// <summary>Volume of the right lung, opacities included.</summary>
    public double RightLungMillilitres { get; }

    /// <summary>Volume of the left lung, opacities included.</summary>
    public double LeftLungMillilitres { get; }

    /// <summary>Generates a chest.</summary>
    /// <param name="settings">Size, seed and content.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public static ChestPhantom Generate(ChestPhantomSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Slices, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Rows, 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Columns, 16);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Opacities);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.Opacities, 32);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Noise);

        var grid = new PhantomGrid(settings.Columns, settings.Rows, settings.Slices);
        var chance = new PhantomRandom((ulong)settings.Seed);
        var noise = new NoiseTile(chance);

        Torso.Paint(grid, noise);
        Mediastinum.Paint(grid);
        Skeleton.Paint(grid);
        var trees = VesselTree.Grow(grid, chance);
        VesselTree.PaintVessels(grid, trees);
        var opacities = Opacity.Place(grid, noise, chance, settings.Opacities);
        VesselTree.PaintAirways(grid, trees);
        Mediastinum.PaintAirways(grid);
        Scanner.Blur(grid);
        Scanner.AddNoise(grid, noise, settings.Noise);

        return new ChestPhantom(grid.ToVolume(), grid.Lungs, grid.Opacities, opacities);
    }
}

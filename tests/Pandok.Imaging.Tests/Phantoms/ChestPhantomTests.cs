using Pandok.Imaging.Phantoms;

namespace Pandok.Imaging.Tests.Phantoms;

public sealed class ChestPhantomTests
{
    private static readonly ChestPhantomSettings Small = new() { Rows = 192, Columns = 192, Slices = 60, Seed = 3, Opacities = 6 };
    private static readonly ChestPhantom Chest = ChestPhantom.Generate(Small);

    [Fact]
    public void The_same_seed_gives_the_same_chest_and_another_seed_another()
    {
        var again = ChestPhantom.Generate(Small);
        Assert.True(Chest.Volume.Voxels.AsSpan().SequenceEqual(again.Volume.Voxels));
        Assert.True(Chest.OpacityLabels.AsSpan().SequenceEqual(again.OpacityLabels));
        Assert.Equal(Chest.Opacities, again.Opacities);
        Assert.False(Chest.OpacityLabels.AsSpan().SequenceEqual(ChestPhantom.Generate(Small with { Seed = 4 }).OpacityLabels));
    }

    [Fact]
    public void Volumes_are_voxel_counts_times_the_voxel()
    {
        var voxel = Chest.Volume.Spacing.X * Chest.Volume.Spacing.Y * Chest.Volume.Spacing.Z / 1000;
        Assert.Equal(Chest.LungLabels.Count(l => l == ChestPhantom.RightLung) * voxel, Chest.RightLungMillilitres, 9);
        Assert.Equal(Chest.LungLabels.Count(l => l == ChestPhantom.LeftLung) * voxel, Chest.LeftLungMillilitres, 9);
        Assert.Equal(6, Chest.Opacities.Count);
        foreach (var opacity in Chest.Opacities)
        {
            Assert.Equal(Chest.OpacityLabels.LongCount(l => l == opacity.Label), opacity.Voxels);
            Assert.Equal(opacity.Voxels * voxel, opacity.Millilitres, 9);
        }

        Assert.Equal(Chest.Opacities.Sum(o => o.Voxels), Chest.OpacityLabels.LongCount(l => l != 0));
    }

    [Fact]
    public void Lungs_are_as_large_as_an_adults_and_the_right_one_lies_on_the_right()
    {
        Assert.InRange(Chest.RightLungMillilitres, 2000, 3800);
        Assert.InRange(Chest.LeftLungMillilitres, 1800, Chest.RightLungMillilitres);
        Assert.All(Enumerable.Range(0, 192 * 60), row =>
        {
            Assert.False(Chest.LungLabels.AsSpan(row * 192 + 96, 96).Contains(ChestPhantom.RightLung));
            Assert.False(Chest.LungLabels.AsSpan(row * 192, 96).Contains(ChestPhantom.LeftLung));
        });
    }

    [Fact]
    public void Healthy_lung_is_air_and_a_little_tissue() =>
        Assert.InRange(Median(i => Chest.LungLabels[i] != 0 && Chest.OpacityLabels[i] == 0), -890, -820);

    [Fact]
    public void Each_opacity_lies_in_the_lung_that_it_names_and_has_the_density_of_its_kind()
    {
        foreach (var opacity in Chest.Opacities)
        {
            for (var i = 0; i < Chest.OpacityLabels.Length; i++)
                if (Chest.OpacityLabels[i] == opacity.Label && Chest.LungLabels[i] != opacity.LungLabel)
                    Assert.Equal(opacity.LungLabel, Chest.LungLabels[i]);
            var (low, high) = opacity.Kind == OpacityKind.GroundGlass ? (-680, -540) : (-60, 40);
            Assert.InRange(Median(i => Chest.OpacityLabels[i] == opacity.Label), low, high);
        }
    }

    [Fact]
    public void Outside_the_body_is_air_and_below_it_the_couch()
    {
        var middle = Chest.Volume.Slice(30).ToArray();
        Assert.InRange(middle.Take(192 * 20).Average(v => v), -1005, -985);
        var couch = middle[(192 * 160)..].Max();
        Assert.InRange(couch, -850, -50);
    }

    [Fact]
    public void Fat_muscle_blood_and_bone_are_all_there()
    {
        var middle = Chest.Volume.Slice(24).ToArray();
        Assert.InRange(middle.Count(v => v is > -130 and < -70), 1500, 6000);
        Assert.InRange(middle.Count(v => v is > 20 and < 80), 1500, 8000);
        Assert.InRange(middle.Count(v => v > 250), 150, 2500);
    }

    [Fact]
    public void Spacing_follows_size_and_the_field_of_view_stays()
    {
        Assert.Equal(new Vector3d(360.0 / 192, 360.0 / 192, 5), Chest.Volume.Spacing);
        Assert.Equal(-180 + 180.0 / 192, Chest.Volume.Origin.X, 9);
        Assert.Equal(-147.5, Chest.Volume.Origin.Z, 9);
    }

    [Theory]
    [InlineData(16, 16, 1), InlineData(64, 96, 7)]
    public void Any_size_is_generated(int rows, int columns, int slices)
    {
        var chest = ChestPhantom.Generate(new() { Rows = rows, Columns = columns, Slices = slices, Seed = -5 });
        Assert.Equal(rows * columns * slices, chest.Volume.Voxels.Length);
        Assert.True(chest.RightLungMillilitres > 0);
    }

    [Fact]
    public void A_chest_without_opacities_or_noise_can_be_had()
    {
        var chest = ChestPhantom.Generate(Small with { Opacities = 0, Noise = 0 });
        Assert.Empty(chest.Opacities);
        Assert.False(chest.OpacityLabels.AsSpan().ContainsAnyExcept((byte)0));
        Assert.Equal(-1000, chest.Volume[2, 2, 30]);
    }

    [Fact]
    public void Settings_outside_their_range_are_refused()
    {
        foreach (var wrong in (ChestPhantomSettings[])[Small with { Slices = 0 }, Small with { Rows = 8 }, Small with { Opacities = 33 }, Small with { Noise = -1 }])
            Assert.Throws<ArgumentOutOfRangeException>(() => ChestPhantom.Generate(wrong));
    }

    private static int Median(Func<int, bool> chosen)
    {
        var values = Enumerable.Range(0, Chest.Volume.Voxels.Length).Where(chosen).Select(i => Chest.Volume.Voxels[i]).Order().ToArray();
        return values[values.Length / 2];
    }
}

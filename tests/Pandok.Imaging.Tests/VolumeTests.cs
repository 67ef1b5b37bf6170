namespace Pandok.Imaging.Tests;

public sealed class VolumeTests
{
    [Fact]
    public void A_voxel_is_found_by_column_row_and_slice()
    {
        var volume = new Volume([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 2, 3, 2, new(0.5, 0.5, 4), new(0, 0, 0));
        Assert.Equal(9, volume[1, 1, 1]);
        Assert.Equal([6, 7, 8, 9, 10, 11], volume.Slice(1).ToArray());
        Assert.Equal(0.001, volume.VoxelMillilitres, 12);
    }

    [Fact]
    public void Sizes_that_do_not_hold_the_voxels_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Volume(new short[7], 2, 2, 2, new(1, 1, 1), default));
        Assert.Throws<ArgumentException>(() => new Volume(new short[8], 2, 2, 2, new(1, 0, 1), default));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Volume([], 0, 2, 2, new(1, 1, 1), default));
    }
}

using Pandok.Read;

namespace Pandok.Tests.Read;

public sealed class VolumeFitTests
{
    private static readonly double[] Axial = [1, 0, 0, 0, 1, 0];

    [Fact]
    public void Even_slices_in_line_are_a_volume_with_their_distance() => Assert.Equal(new VolumeFit(true, 2.5, null), VolumeFit.Judge(Stack(0, 2.5, 5, 7.5)));

    [Fact]
    public void Positions_that_were_rounded_are_still_even() => Assert.Equal(0.625, VolumeFit.Judge(Stack(0, 0.63, 1.25, 1.88, 2.5)).SpacingZ);

    [Fact]
    public void A_slice_that_is_missing_is_a_gap() => Assert.Equal("Gap", VolumeFit.Judge(Stack(0, 5, 10, 20, 25)).Reason);

    [Fact]
    public void Two_distances_are_uneven() => Assert.Equal("UnevenSpacing", VolumeFit.Judge(Stack(0, 5, 10, 17.5, 25)).Reason);

    [Fact]
    public void Slices_that_move_evenly_aside_are_those_of_a_tilted_gantry() =>
        Assert.Equal("GantryTilt", VolumeFit.Judge([.. Enumerable.Range(0, 10).Select(i => Slice([0, 1.2 * i, 5 * i]))]).Reason);

    [Fact]
    public void A_stack_in_two_pieces_is_mixed() =>
        Assert.Equal("Mixed", VolumeFit.Judge([.. Enumerable.Range(0, 10).Select(i => Slice([i < 5 ? 0 : 20, 0, 5 * i]))]).Reason);

    [Fact]
    public void Two_slices_at_one_place_are_mixed() => Assert.Equal("Mixed", VolumeFit.Judge(Stack(0, 5, 5, 10)).Reason);

    [Fact]
    public void Planes_sizes_colours_units_and_frames_of_reference_that_differ_are_mixed()
    {
        VolumeFit.Slice[] stack = Stack(0, 5, 10);
        Assert.All(
            new[]
            {
                stack[1] with { Orientation = [1, 0, 0, 0, 0.998, 0.06] }, stack[1] with { Rows = 256 }, stack[1] with { Spacing = [0.5, 0.7] },
                stack[1] with { Rescale = new(1, 0, "US") }, stack[1] with { FrameOfReference = "2.25.2" },
            },
            other => Assert.Equal("Mixed", VolumeFit.Judge([stack[0], other, stack[2]]).Reason));
        Assert.Equal("Mixed", VolumeFit.Judge([.. stack.Select(slice => slice with { Samples = 3 })]).Reason);
    }

    [Fact]
    public void Slopes_that_differ_from_slice_to_slice_are_no_reason() =>
        Assert.True(VolumeFit.Judge([.. Stack(0, 3, 6).Select((slice, i) => slice with { Rescale = new(1 + i, 0, "HU") })]).Usable);

    [Fact]
    public void Without_positions_or_with_two_slices_there_is_no_volume()
    {
        Assert.Equal("TooFew", VolumeFit.Judge(Stack(0, 5)).Reason);
        Assert.Equal("NoPositions", VolumeFit.Judge([.. Stack(0, 5, 10).Select(slice => slice with { Position = null })]).Reason);
    }

    private static VolumeFit.Slice[] Stack(params double[] places) => [.. places.Select(z => Slice([0, 0, z]))];

    private static VolumeFit.Slice Slice(double[] position) => new(position, Axial, [0.7, 0.7], 512, 512, 1, new Rescale(1, -1024, "HU"), "2.25.1");
}

using Pandok.Imaging.Defacing;
using Pandok.Imaging.Phantoms;

namespace Pandok.Imaging.Tests.Defacing;

/// <summary>On a head whose every voxel is known: nose, chin, eyes' front and ears go, the brain stays, and what has no whole face is refused.</summary>
public sealed class FaceSearchTests
{
    [Theory]
    [InlineData(0, 0, 5, 1)]
    [InlineData(18, 0, 4, 1)]
    [InlineData(-12, 0, 5, 1)]
    [InlineData(0, 14, 3, 1)]
    [InlineData(10, -9, 5, 0.9)]
    public async Task Nose_chin_and_ears_go_and_the_brain_stays(double tilt, double turn, double step, double size)
    {
        var scan = new HeadScan(new HeadPhantom(size), tilt, turn, step);
        var search = await scan.SearchAsync();
        Assert.True(search.Mask is not null, $"{search.Fault}");
        Assert.InRange(search.Mask.BrainMillilitres / (size * size * size), 900, 2200);
        Assert.Equal(0, search.Mask.Measure.Brain);
        Assert.True(search.Mask.Measure.Median >= 8, $"{search.Mask.Measure}");
        var removed = scan.RemovedBy(search.Mask);
        Assert.Equal(0, removed[HeadPart.Brain].Gone);
        foreach (var part in new[] { HeadPart.Nose, HeadPart.Chin, HeadPart.Ear }) Assert.True(removed[part].Gone >= 0.97 * removed[part].Of, $"{part}: {removed[part]}");
        Assert.True(removed[HeadPart.Eye].Gone > 0.3 * removed[HeadPart.Eye].Of, $"eyes: {removed[HeadPart.Eye]}");
        Assert.True(removed[HeadPart.Soft].Gone < 0.4 * removed[HeadPart.Soft].Of, $"soft: {removed[HeadPart.Soft]}");
        Assert.True(removed[HeadPart.Bone].Gone < 0.1 * removed[HeadPart.Bone].Of, $"bone: {removed[HeadPart.Bone]}");
    }

    [Fact]
    public async Task The_order_of_slices_and_a_second_phase_change_nothing()
    {
        var scan = new HeadScan(new HeadPhantom(), 10, 0, 5);
        var marks = scan.MarksBy((await scan.SearchAsync()).Mask!);
        var mixed = scan.Shuffled();
        Assert.Equal(marks, scan.MarksBy((await mixed.SearchAsync()).Mask!));
        Assert.Equal(marks, scan.MarksBy((await scan.Doubled().SearchAsync()).Mask!));
    }

    [Fact]
    public async Task Uneven_distances_and_a_mirrored_orientation_are_placed_by_their_own_positions()
    {
        var scan = new HeadScan(new HeadPhantom(), 15, 0, 4) { IsUneven = true };
        var removed = scan.RemovedBy((await scan.SearchAsync()).Mask!);
        Assert.Equal(0, removed[HeadPart.Brain].Gone);
        Assert.True(removed[HeadPart.Nose].Gone >= 0.97 * removed[HeadPart.Nose].Of);
        var mirrored = new HeadScan(new HeadPhantom(), 0, 0, 5) { IsMirrored = true };
        removed = mirrored.RemovedBy((await mirrored.SearchAsync()).Mask!);
        Assert.True(removed[HeadPart.Nose].Gone >= 0.97 * removed[HeadPart.Nose].Of);
    }

    [Fact]
    public async Task The_same_mask_serves_every_series_of_its_frame_of_reference()
    {
        var thick = new HeadScan(new HeadPhantom(), 0, 0, 5);
        var mask = (await thick.SearchAsync()).Mask!;
        foreach (var other in new[] { new HeadScan(new HeadPhantom(), 12, 0, 3), new HeadScan(new HeadPhantom(), 0, 0, 6) { IsMirrored = true } })
        {
            var removed = other.RemovedBy(mask);
            Assert.Equal(0, removed[HeadPart.Brain].Gone);
            Assert.True(removed[HeadPart.Nose].Gone >= 0.95 * removed[HeadPart.Nose].Of, $"{removed[HeadPart.Nose]}");
        }
    }

    [Fact]
    public async Task What_has_no_whole_face_is_refused_with_the_reason()
    {
        var head = new HeadPhantom();
        Assert.Equal(FaceFault.NoFace, (await new HeadScan(head, 0, 0, 5) { Low = -32 }.SearchAsync()).Fault);
        Assert.Equal(FaceFault.NoSkull, (await new HeadScan(head, 0, 0, 5) { High = -46 }.SearchAsync()).Fault);
        Assert.Equal(FaceFault.Cut, (await new HeadScan(head, 0, 0, 5) { CentreY = 22 }.SearchAsync()).Fault);
        Assert.Equal(FaceFault.Cut, (await new HeadScan(head, 0, 0, 5) { CentreX = 62 }.SearchAsync()).Fault);
        Assert.Equal(FaceFault.NotAVolume, (await new HeadScan(head, 0, 0, 15).SearchAsync()).Fault);
        Assert.Equal(FaceFault.NotAVolume, (await new HeadScan(head, 0, 0, 5) { Low = 0, High = 1 }.SearchAsync()).Fault);
        Assert.Equal(FaceFault.NotAVolume, (await new HeadScan(head, 60, 0, 5).SearchAsync()).Fault);
    }

    [Fact]
    public async Task A_wide_body_has_no_head()
    {
        var body = Enumerable.Range(0, 12).Select(i => new Section(new Vector3d(-200, -200, 5 * i), new Vector3d(1, 0, 0), new Vector3d(0, 1, 0), 4, 4, 100, 100)).ToList();
        short[] Slice(int number) => [.. Enumerable.Range(0, 100 * 100).Select(i => (short)(Math.Pow((i % 100 - 50) * 4 / 160.0, 2) + Math.Pow((i / 100 - 50) * 4 / 110.0, 2) < 1 ? 40 : -1000))];
        Assert.Equal(FaceFault.NoHead, (await FaceSearch.RunAsync(body, number => new(Slice(number)))).Fault);
    }

    [Fact]
    public async Task A_mask_that_leaves_skin_or_touches_the_brain_fails_its_test()
    {
        Assert.Equal(FaceFault.BrainTouched, FaceTest.Judge(new FaceMeasure(6, 18, 0, 1)));
        Assert.Equal(FaceFault.FaceLeft, FaceTest.Judge(new FaceMeasure(6, 18, 0.06, 0)));
        Assert.Equal(FaceFault.FaceLeft, FaceTest.Judge(new FaceMeasure(6, 7, 0, 0)));
        Assert.Null(FaceTest.Judge(new FaceMeasure(6, 18, 0.01, 0)));
        // A measure of a real head that nobody masked.
        var scan = new HeadScan(new HeadPhantom(), 0, 0, 5);
        var stack = SectionStack.Of(scan.Sections)!;
        var grid = (await stack.FillAsync(number => new(scan.Slice(number))))!;
        var head = HeadAnatomy.Of(grid);
        Assert.Equal(FaceFault.FaceLeft, FaceTest.Judge(FaceTest.Of(head, FacePlan.Of(head)!, grid, 0)));
    }
}

using Pandok.Dicom.Data;
using Pandok.Read;

namespace Pandok.Tests.Read;

public sealed class ManifestBuilderTests
{
    [Fact]
    public void Frames_lie_along_the_slice_normal_whatever_their_numbers_say()
    {
        var headers = new[] { Slice("b", 1, 10), Slice("c", 2, -5), Slice("a", 3, 2.5) };
        var manifest = ManifestBuilder.Build("s", "3c", true, headers);
        Assert.Equal(["c", "a", "b"], manifest.Frames.Instance);
        Assert.Equal([0, 7.5, 15], manifest.Frames.Along!);
        Assert.Equal([0, 0, -5], manifest.Origin!);
        Assert.Equal("HU", manifest.Rescale.Unit);
        Assert.Equal([new Window(40, 400), new Window(-600, 1500)], manifest.Windows);
        Assert.Equal("PixelSpacing", manifest.SpacingSource);
    }

    [Fact]
    public void A_coronal_stack_is_ordered_along_its_own_normal()
    {
        var headers = new[] { Slice("front", 1, 0), Slice("back", 2, 0) };
        foreach (var (header, y) in headers.Zip([-50.0, 50.0]))
            header.SetDecimals(Tags.ImageOrientationPatient, 1, 0, 0, 0, 0, -1).SetDecimals(Tags.ImagePositionPatient, 0, y, 0);
        // The normal of a coronal image (left, feet) points to the back.
        Assert.Equal(["front", "back"], ManifestBuilder.Build("s", "2c", true, headers).Frames.Instance);
    }

    [Fact]
    public void Without_positions_the_instance_number_orders_and_nothing_pretends_to_know_a_distance()
    {
        var headers = new[] { Slice("b", 2, 0), Slice("a", 1, 0) };
        headers[0].Remove(Tags.ImagePositionPatient);
        var manifest = ManifestBuilder.Build("s", "2c", true, headers);
        Assert.Equal(["a", "b"], manifest.Frames.Instance);
        Assert.Null(manifest.Frames.Along);
        Assert.Null(manifest.Frames.Position);
        Assert.Null(manifest.Origin);
    }

    [Fact]
    public void Every_frame_of_a_multi_frame_instance_is_listed()
    {
        var header = Slice("a", 1, 0);
        header.SetIntegers(Tags.NumberOfFrames, Vr.IS, 3);
        var manifest = ManifestBuilder.Build("s", "1c", true, [header]);
        Assert.Equal([1, 2, 3], manifest.Frames.Number);
        Assert.Equal(["a", "a", "a"], manifest.Frames.Instance);
    }

    [Fact]
    public void Spacing_at_the_detector_says_so_and_an_absurd_window_is_left_out()
    {
        var header = Slice("a", 1, 0);
        header.Remove(Tags.PixelSpacing);
        header.SetDecimals(Tags.ImagerPixelSpacing, 0.2, 0.2).SetDecimals(Tags.WindowCenter, 40).SetDecimals(Tags.WindowWidth, 0);
        var manifest = ManifestBuilder.Build("s", "1c", true, [header]);
        Assert.Equal("ImagerPixelSpacing", manifest.SpacingSource);
        Assert.Empty(manifest.Windows);
    }

    private static DataSet Slice(string uid, int number, double z) => new DataSet()
        .Set(Tags.SOPInstanceUID, Vr.UI, uid).Set(Tags.Modality, Vr.CS, "CT").SetIntegers(Tags.InstanceNumber, Vr.IS, number)
        .SetDecimals(Tags.ImagePositionPatient, 0, 0, z).SetDecimals(Tags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
        .SetIntegers(Tags.Rows, Vr.US, 4).SetIntegers(Tags.Columns, Vr.US, 4).SetIntegers(Tags.BitsAllocated, Vr.US, 16).SetIntegers(Tags.BitsStored, Vr.US, 12)
        .SetDecimals(Tags.PixelSpacing, 0.7, 0.7).SetDecimals(Tags.RescaleSlope, 1).SetDecimals(Tags.RescaleIntercept, -1024)
        .SetDecimals(Tags.WindowCenter, 40, -600).SetDecimals(Tags.WindowWidth, 400, 1500);
}

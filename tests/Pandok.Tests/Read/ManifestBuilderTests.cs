using System.Runtime.InteropServices;
using Pandok.Archive.Renditions;
using Pandok.Dicom.Data;
using Pandok.Read;
using Pandok.Studies;

namespace Pandok.Tests.Read;

public sealed class ManifestBuilderTests
{
    private static readonly Tag PerFrame = new(0x52009230), Shared = new(0x52009229), PlanePosition = new(0x00209113), PlaneOrientation = new(0x00209116), PixelMeasures = new(0x00289110);

    [Fact]
    public void Frames_lie_along_the_slice_normal_whatever_their_numbers_say()
    {
        var manifest = Build(Slice("b", 1, 10), Slice("c", 2, -5), Slice("a", 3, 2.5));
        Assert.Equal(["c", "a", "b"], manifest.Frames.Instance);
        Assert.Equal([0, 7.5, 15], manifest.Frames.Along!);
        Assert.Equal([0, 0, -5], manifest.Origin!);
        Assert.Null(manifest.Frames.Position);
        Assert.Equal(new VolumeFit(true, 7.5, null), manifest.Volume);
        Assert.Equal("HU", manifest.Rescale.Unit);
        Assert.Equal([new Window(40, 400), new Window(-600, 1500)], manifest.Windows);
        Assert.Equal("PixelSpacing", manifest.SpacingSource);
    }

    [Fact]
    public void A_modality_LUT_is_said_once_and_takes_the_place_of_slope_and_intercept()
    {
        DataSet Plate(string uid, int number, params ushort[] values)
        {
            var table = new DataSet().SetIntegers(new Tag(0x00283002), Vr.SS, values.Length, -1, 16).Set(new Tag(0x00283004), Vr.LO, "US");
            table.Set(DataElement.Of(new Tag(0x00283006), Vr.OW, MemoryMarshal.AsBytes<ushort>(values).ToArray()));
            return Slice(uid, number, number).SetIntegers(Tags.PixelRepresentation, Vr.US, 1).SetItems(new Tag(0x00283000), table);
        }

        var manifest = Build(Plate("a", 1, 5, 7, 60000), Slice("b", 2, 2), Plate("c", 3, 5, 7, 60000), Plate("d", 4, 1, 2));
        Assert.Equal([0, -1, 0, 1], manifest.Frames.Table!);
        Assert.Equal([[5, 7, 60000], [1, 2]], manifest.Tables!.Select(table => table.Values));
        Assert.Equal([-1, -1], manifest.Tables!.Select(table => table.First));
        Assert.Equal([1, 0], manifest.Frames.Rescale![0]);
        Assert.Null(Build(Slice("b", 2, 2)).Tables);
    }

    [Fact]
    public void A_VOI_LUT_or_a_sigmoid_is_a_curve_and_a_radiograph_has_its_own_window()
    {
        DataSet Plate(string uid, int number, double center) => Slice(uid, number, number).Set(Tags.Modality, Vr.CS, "DX").SetDecimals(Tags.WindowCenter, center).SetDecimals(Tags.WindowWidth, 100);
        var table = new DataSet().SetIntegers(new Tag(0x00283002), Vr.SS, 3, -20, 12);
        table.Set(DataElement.Of(new Tag(0x00283006), Vr.OW, MemoryMarshal.AsBytes<ushort>(new ushort[] { 0, 9, 4095 }).ToArray()));

        var manifest = Build(Plate("a", 1, 500), Plate("b", 2, 600).SetItems(new Tag(0x00283010), table), Plate("c", 3, 500).Set(new Tag(0x00281056), Vr.CS, "SIGMOID"));
        Assert.Equal([-1, 0, 1], manifest.Frames.Curve!);
        Assert.Equal([500, 600, 500], manifest.Frames.Window!.Select(window => window![0]));
        var (lut, sigmoid) = (manifest.Curves![0], manifest.Curves[1]);
        Assert.Equal((-20, 4095, 4095), (lut.First, lut.Highest, lut.Values[^1]));
        Assert.Equal(0.5, sigmoid.Apply(500), 4);
        Assert.Equal(1 / (1 + Math.Exp(-1)), sigmoid.Apply(525), 4);
        Assert.InRange(sigmoid.Apply(-9999), 0, 0.001);
        // Slices are looked through as one.
        Assert.Null(Build(Slice("a", 1, 1), Slice("b", 2, 2).SetDecimals(Tags.WindowCenter, 7).SetDecimals(Tags.WindowWidth, 9)).Frames.Window);
    }

    [Fact]
    public void A_coronal_stack_is_ordered_along_its_own_normal()
    {
        var headers = new[] { Slice("front", 1, 0), Slice("back", 2, 0) };
        foreach (var (header, y) in headers.Zip([-50.0, 50.0]))
            header.SetDecimals(Tags.ImageOrientationPatient, 1, 0, 0, 0, 0, -1).SetDecimals(Tags.ImagePositionPatient, 0, y, 0);
        // The normal of a coronal image (left, feet) points to the back.
        Assert.Equal(["front", "back"], Build(headers).Frames.Instance);
    }

    [Fact]
    public void Without_positions_the_instance_number_orders_and_nothing_pretends_to_know_a_distance()
    {
        var headers = new[] { Slice("b", 2, 0), Slice("a", 1, 0) };
        headers[0].Remove(Tags.ImagePositionPatient);
        var manifest = Build(headers);
        Assert.Equal(["a", "b"], manifest.Frames.Instance);
        Assert.Null(manifest.Frames.Along);
        Assert.Null(manifest.Frames.Position);
        Assert.Null(manifest.Origin);
        Assert.Equal("NoPositions", manifest.Volume.Reason);
    }

    [Fact]
    public void A_scout_among_slices_has_its_own_plane_and_size_and_makes_no_volume()
    {
        var scout = Slice("scout", 1, 0).SetDecimals(Tags.ImageOrientationPatient, 1, 0, 0, 0, 0, -1).SetIntegers(Tags.Rows, Vr.US, 8);
        var manifest = Build(scout, Slice("a", 2, 5), Slice("b", 3, 10), Slice("c", 4, 15));
        Assert.Equal(["scout", "a", "b", "c"], manifest.Frames.Instance);
        Assert.Equal((4, "Mixed"), (manifest.Rows, manifest.Volume.Reason));
        Assert.Equal([[4, 8], [4, 4], [4, 4], [4, 4]], manifest.Frames.Size!);
        Assert.Equal([0, 0, -1], manifest.Frames.Orientation![0]![3..]);
        Assert.Equal([0, 0, 15], manifest.Frames.Position![3]);
        Assert.Null(manifest.Frames.Along);
    }

    [Fact]
    public void Slices_of_a_tilted_gantry_say_where_each_lies()
    {
        var headers = Enumerable.Range(0, 4).Select(i => Slice($"{i}", i, 0).SetDecimals(Tags.ImagePositionPatient, 0, 1.5 * i, 5 * i)).ToArray();
        var manifest = Build(headers);
        Assert.Equal("GantryTilt", manifest.Volume.Reason);
        Assert.Equal([0, 4.5, 15], manifest.Frames.Position![3]);
    }

    [Fact]
    public void Every_frame_of_a_multi_frame_instance_is_listed()
    {
        var manifest = Build(Slice("a", 1, 0).SetIntegers(Tags.NumberOfFrames, Vr.IS, 3));
        Assert.Equal([1, 2, 3], manifest.Frames.Number);
        Assert.Equal(["a", "a", "a"], manifest.Frames.Instance);
        Assert.Equal("NoPositions", manifest.Volume.Reason);
    }

    [Fact]
    public void Frames_of_an_enhanced_object_lie_where_their_functional_groups_say()
    {
        var set = Slice("a", 1, 0).SetIntegers(Tags.NumberOfFrames, Vr.IS, 3);
        set.Remove(Tags.ImagePositionPatient);
        set.Remove(Tags.ImageOrientationPatient);
        set.Remove(Tags.PixelSpacing);
        set.SetItems(Shared, new DataSet().SetItems(PlaneOrientation, new DataSet().SetDecimals(Tags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)).SetItems(PixelMeasures, new DataSet().SetDecimals(Tags.PixelSpacing, 0.5, 0.5)));
        set.SetItems(PerFrame, [.. new[] { 8.0, 0, 4 }.Select(z => new DataSet().SetItems(PlanePosition, new DataSet().SetDecimals(Tags.ImagePositionPatient, 0, 0, z)))]);
        var manifest = Build(set);
        Assert.Equal([2, 3, 1], manifest.Frames.Number);
        Assert.Equal(new VolumeFit(true, 4, null), manifest.Volume);
        Assert.Equal([0.5, 0.5], manifest.PixelSpacing!);
    }

    [Fact]
    public void Scales_that_differ_from_slice_to_slice_are_told_for_each()
    {
        var manifest = Build(Slice("a", 1, 0), Slice("b", 2, 5).SetDecimals(Tags.RescaleSlope, 2));
        Assert.Equal([[1, -1024], [2, -1024]], manifest.Frames.Rescale!);
        Assert.Null(Build(Slice("a", 1, 0), Slice("b", 2, 5)).Frames.Rescale);
    }

    [Fact]
    public void Spacing_at_the_detector_says_so_and_an_absurd_window_is_left_out()
    {
        var header = Slice("a", 1, 0);
        header.Remove(Tags.PixelSpacing);
        header.SetDecimals(Tags.ImagerPixelSpacing, 0.2, 0.2).SetDecimals(Tags.WindowCenter, 40).SetDecimals(Tags.WindowWidth, 0);
        var manifest = Build(header);
        Assert.Equal("ImagerPixelSpacing", manifest.SpacingSource);
        Assert.Empty(manifest.Windows);
    }

    [Fact]
    public void What_is_not_ready_is_listed_without_ends_and_what_cannot_be_with_its_reason()
    {
        var ready = Made("b", "[[10,20]]", lossy: true);
        var refused = Made("c", "[\"damaged\"]");
        var (manifest, places) = ManifestBuilder.Build(SeriesAt(3), [.. new[] { Slice("a", 1, 0), Slice("b", 2, 5), Slice("c", 3, 10) }.Select(InstanceHead.Of)], new Dictionary<string, StoredRendition> { ["b"] = ready, ["c"] = refused });
        Assert.Equal([[], [10, 20], []], manifest.Frames.Ends);
        Assert.Equal([new RefusedFrame(2, "damaged")], manifest.Frames.Refused);
        Assert.Equal([1], manifest.Frames.Lossy);
        Assert.Equal([false, true, true], places.Select(place => place.IsSettled));
        Assert.Equal((3, false, 3, 3), (manifest.Version, manifest.Complete, manifest.FramesHere, manifest.FramesExpected));
        Assert.Null(manifest.Coarse);
    }

    [Fact]
    public void A_series_that_grows_says_how_many_were_announced_and_a_packed_one_is_complete()
    {
        var head = InstanceHead.Of(Slice("a", 1, 0).SetIntegers(new Tag(0x00201002), Vr.IS, 40));
        Assert.Equal((40, 1, false), Counts(ManifestBuilder.Build(SeriesAt(1), [head], new Dictionary<string, StoredRendition>()).Manifest));
        var packed = ManifestBuilder.Build(SeriesAt(2, packed: 2), [head], new Dictionary<string, StoredRendition> { ["a"] = Made("a", "[[10,20]]") }).Manifest;
        Assert.Equal((1, 1, true), Counts(packed));
        Assert.Equal(16 + 20, packed.Coarse!.Bytes);
        Assert.False(ManifestBuilder.Build(SeriesAt(3, packed: 2), [head], new Dictionary<string, StoredRendition>()).Manifest.Complete);

        static (int, int, bool) Counts(Manifest manifest) => (manifest.FramesExpected, manifest.FramesHere, manifest.Complete);
    }

    [Fact]
    public void A_palette_is_streamed_as_colour_and_stored_as_its_indices()
    {
        var manifest = Build(Slice("a", 1, 0).Set(Tags.PhotometricInterpretation, Vr.CS, "PALETTE COLOR").SetIntegers(Tags.BitsAllocated, Vr.US, 8).SetIntegers(Tags.BitsStored, Vr.US, 8));
        Assert.Equal((3, 8, "RGB"), (manifest.Samples, manifest.BitsStored, manifest.Photometric));
        Assert.Equal(new StoredSamples(8, 8, false, 1, "PALETTE COLOR"), manifest.Stored);
    }

    private static Manifest Build(params DataSet[] headers) => ManifestBuilder.Build(SeriesAt(1), [.. headers.Select(InstanceHead.Of)], new Dictionary<string, StoredRendition>()).Manifest;

    private static Series SeriesAt(int version, int? packed = null) => new() { Uid = "s", StudyUid = "st", Version = version, PackVersion = packed };

    private static StoredRendition Made(string instance, string frames, bool lossy = false) =>
        StoredRendition.Of(new Rendition { InstanceUid = instance, SeriesUid = "s", StudyUid = "st", ObjectKey = instance, Sha256 = "", Frames = frames, Lossy = lossy, BitsStored = 12, Samples = 1, Photometric = "MONOCHROME2" });

    private static DataSet Slice(string uid, int number, double z) => new DataSet()
        .Set(Tags.SOPInstanceUID, Vr.UI, uid).Set(Tags.Modality, Vr.CS, "CT").SetIntegers(Tags.InstanceNumber, Vr.IS, number)
        .SetDecimals(Tags.ImagePositionPatient, 0, 0, z).SetDecimals(Tags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
        .SetIntegers(Tags.Rows, Vr.US, 4).SetIntegers(Tags.Columns, Vr.US, 4).SetIntegers(Tags.BitsAllocated, Vr.US, 16).SetIntegers(Tags.BitsStored, Vr.US, 12)
        .SetDecimals(Tags.PixelSpacing, 0.7, 0.7).SetDecimals(Tags.RescaleSlope, 1).SetDecimals(Tags.RescaleIntercept, -1024)
        .SetDecimals(Tags.WindowCenter, 40, -600).SetDecimals(Tags.WindowWidth, 400, 1500);
}

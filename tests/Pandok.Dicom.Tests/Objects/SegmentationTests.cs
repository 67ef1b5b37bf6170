using System.Globalization;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Objects.Segmentations;

namespace Pandok.Dicom.Tests.Objects;

public sealed class SegmentationTests
{
    // Positions, segments and pixels by pydicom and numpy alone: unpackbits over all frames without a gap between them.
    private const string ReadVoxels = """
        import sys, pydicom, numpy as np
        d = pydicom.dcmread(sys.argv[1])
        raw = np.frombuffer(d.PixelData, np.uint8)
        n = d.Rows * d.Columns
        assert len(d.PixelData) % 2 == 0 and d.NumberOfFrames == len(d.PerFrameFunctionalGroupsSequence)
        if d.BitsAllocated == 1: px = np.unpackbits(raw, bitorder='little')[: n * d.NumberOfFrames]
        else: px = raw.view(np.uint16 if d.BitsAllocated == 16 else np.uint8)[: n * d.NumberOfFrames]
        px = px.reshape(d.NumberOfFrames, d.Rows, d.Columns)
        order = [d.DimensionIndexSequence[i].DimensionIndexPointer for i in range(len(d.DimensionIndexSequence))]
        for f, g in enumerate(d.PerFrameFunctionalGroupsSequence):
            z = float(g.PlanePositionSequence[0].ImagePositionPatient[2])
            s = g.SegmentIdentificationSequence[0].ReferencedSegmentNumber if 'SegmentIdentificationSequence' in g else 0
            src = g.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID
            print(s, z, src, list(g.FrameContentSequence[0].DimensionIndexValues) if s else g.FrameContentSequence[0].DimensionIndexValues, ''.join(map(str, px[f].ravel())), sep='|')
        """;

    [Theory]
    [InlineData(1, "홍^길동", "ISO_IR 192")]
    [InlineData(4, "Hong^Gildong=洪^吉洞=홍^길동", "\\ISO 2022 IR 149")]
    [InlineData(3, null, "ISO_IR 100")]
    public async Task dciodvfy_finds_no_error_in_a_binary_segmentation(int segments, string? name, string characterSet)
    {
        using var folder = new TemporaryFolder();
        var built = Sources.Segmentation(SegmentationType.Binary, segments, source: Sources.Slice(0, name, characterSet)).Build();
        await Outside.PassesAsync(await Outside.WriteAsync(folder, "seg.dcm", built));
    }

    [Theory]
    [InlineData(SegmentationType.Binary, 1)]
    [InlineData(SegmentationType.Binary, 3)]
    [InlineData(SegmentationType.LabelMap, 3)]
    [InlineData(SegmentationType.LabelMap, 300)]
    public async Task Every_voxel_is_where_an_independent_reader_expects_it(SegmentationType type, int segments)
    {
        using var folder = new TemporaryFolder();
        var path = await Outside.WriteAsync(folder, "seg.dcm", Sources.Segmentation(type, segments).Build());
        var lines = (await Outside.PythonAsync(ReadVoxels, path)).Split('\n');
        Assert.Equal(type == SegmentationType.Binary ? 3 * segments : 3, lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            var fields = lines[i].Split('|');
            var segment = int.Parse(fields[0]);
            var slice = i % 3; // sorted by segment, then from the lowest slice
            Assert.Equal(type == SegmentationType.Binary ? i / 3 + 1 : 0, segment);
            Assert.Equal(40 + 2.5 * slice, double.Parse(fields[1], CultureInfo.InvariantCulture));
            Assert.Equal($"2.25.100{slice}", fields[2]);
            Assert.Equal(type == SegmentationType.Binary ? $"[{segment}, {slice + 1}]" : $"{slice + 1}", fields[3]);
            var expected = Enumerable.Range(0, 63).Select(p => type == SegmentationType.Binary ? Sources.Inside(segment, slice, p / 7, p % 7) ? 1 : 0 : Sources.Label(segments, slice, p / 7, p % 7));
            Assert.Equal(string.Concat(expected), fields[4]);
        }
    }

    [Theory]
    [InlineData(SegmentationType.Binary)]
    [InlineData(SegmentationType.LabelMap)]
    public async Task What_was_built_is_read_with_its_segments_places_and_pixels(SegmentationType type)
    {
        var built = Sources.Segmentation(type, 3).Build();
        var pixels = new MemoryStream();
        await built.WritePixelsAsync(pixels, default);
        Assert.Equal(built.Pixels!.Value.Length, pixels.Length);

        var read = Assert.IsType<SegmentationReading.Understood>(SegmentationReader.Read(built.DataSet)).Segmentation;
        Assert.Equal(["오른쪽 폐", "Opacity 2", "Opacity 3"], read.Segments.Select(segment => segment.Label));
        Assert.Equal("opacity", read.Segments[0].Algorithm?.Name);
        Assert.Equal("2.25.502", read.Segments[1].TrackingUid);
        Assert.Equal(60, read.Segments[2].Color!.Value.L, 0.01);
        Assert.Equal("2.25.9", read.FrameOfReferenceUid);
        Assert.Equal(["2.25.8"], read.ReferencedSeries);
        foreach (var frame in read.Frames)
        {
            var slice = (int)Math.Round((frame.Position![2] - 40) / 2.5);
            var labels = read.Unpack(frame, pixels.ToArray());
            Assert.Equal(Enumerable.Range(0, 63).Select(p => (ushort)(type == SegmentationType.LabelMap ? Sources.Label(3, slice, p / 7, p % 7)
                : Sources.Inside(frame.SegmentNumber!.Value, slice, p / 7, p % 7) ? frame.SegmentNumber.Value : 0)), labels);
            Assert.Equal([($"2.25.100{slice}", 1)], frame.Sources);
            Assert.Equal([0.75, 0.5], frame.Spacing!);
        }
    }

    [Theory]
    [InlineData("seg_image_ct_binary.dcm")]
    [InlineData("seg_image_ct_binary_overlap.dcm")]
    [InlineData("seg_image_ct_binary_single_frame.dcm")]
    [InlineData("liver.dcm")]
    [InlineData("liver_nonbyte_aligned.dcm")]
    [InlineData("partial_overlaps.dcm")]
    public async Task Masks_of_others_are_unpacked_as_numpy_unpacks_them(string name)
    {
        var path = SharedData.File($"data/conformance/modalities/seg/{name}");
        var sums = (await Outside.PythonAsync("""
            import sys, pydicom, numpy as np
            d = pydicom.dcmread(sys.argv[1]); n = d.Rows * d.Columns; f = int(d.get('NumberOfFrames', 1))
            px = np.unpackbits(np.frombuffer(d.PixelData, np.uint8), bitorder='little')[: n * f].reshape(f, n).astype(np.int64)
            for i, g in enumerate(d.PerFrameFunctionalGroupsSequence):
                s = g.get('SegmentIdentificationSequence') or d.SharedFunctionalGroupsSequence[0].SegmentIdentificationSequence
                print(s[0].ReferencedSegmentNumber, px[i].sum(), (px[i] * (np.arange(n) % 1009)).sum())
            """, path)).Split('\n');

        await using var file = File.OpenRead(path);
        var reader = new DicomReader(file);
        var header = await reader.ReadFileAsync(default);
        var pixels = new MemoryStream();
        await reader.CopyPixelDataAsync(pixels, default);
        var read = Assert.IsType<SegmentationReading.Understood>(SegmentationReader.Read(header.DataSet)).Segmentation;
        Assert.Equal(sums.Length, read.Frames.Count);
        foreach (var (frame, line) in read.Frames.Zip(sums))
        {
            var labels = read.Unpack(frame, pixels.ToArray());
            var inside = Enumerable.Range(0, labels.Length).Where(i => labels[i] != 0).ToArray();
            Assert.Equal(line, $"{frame.SegmentNumber} {inside.Length} {inside.Sum(i => (long)(i % 1009))}");
            Assert.NotNull(frame.Position);
        }
    }

    [Theory]
    [InlineData("seg_image_ct_true_fractional.dcm")]
    [InlineData("seg_image_ct_binary_fractional.dcm")]
    public async Task Fractional_segmentations_are_refused_by_name(string name)
    {
        await using var file = File.OpenRead(SharedData.File($"data/conformance/modalities/seg/{name}"));
        var header = await new DicomReader(file).ReadFileAsync(default);
        Assert.Equal(SegmentationRefusal.Fractional, Assert.IsType<SegmentationReading.Refused>(SegmentationReader.Read(header.DataSet)).Reason);
    }

    [Fact]
    public void What_locates_nothing_is_not_built()
    {
        var source = Sources.Slice(0);
        source.Remove(Tags.FrameOfReferenceUID);
        Assert.Throws<ArgumentException>(() => Sources.Segmentation(SegmentationType.Binary, 1, source: source).Build());
        var good = Sources.Segmentation(SegmentationType.Binary, 2);
        Assert.Throws<ArgumentException>(() => (good with { Frames = [] }).Build());
        Assert.Throws<ArgumentException>(() => (good with { Frames = [good.Frames[0], good.Frames[0]] }).Build());
        Assert.Throws<ArgumentException>(() => (good with { Segments = [good.Segments[1]] }).Build());
    }
}

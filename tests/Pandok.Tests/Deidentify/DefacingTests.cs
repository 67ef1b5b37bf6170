using Pandok.Commands.Offline;
using Pandok.Deidentification;
using Pandok.Dicom.Data;
using Pandok.Imaging.Defacing;
using Pandok.Imaging.Phantoms;
using Pandok.Tests.Devices;

namespace Pandok.Tests.Deidentify;

/// <summary>Faces go from head CTs on their way through the command, and nothing else does.</summary>
public sealed class DefacingTests
{
    private const string Native = "1.2.840.10008.1.2.1", JpegLossless = "1.2.840.10008.1.2.4.70", Rle = "1.2.840.10008.1.2.5", Jpeg2000 = "1.2.840.10008.1.2.4.90";
    private static readonly Tag VisualFeatures = new(0x00280302), Derivation = new(0x00082111), CodeValue = new(0x00080100), DerivationCode = new(0x00089215);

    [Theory]
    [InlineData(0, Native, false, "MONOCHROME2")]
    [InlineData(16, JpegLossless, true, "MONOCHROME2")]
    [InlineData(-10, Rle, true, "MONOCHROME1")]
    [InlineData(8, Jpeg2000, false, "MONOCHROME2")]
    public async Task A_phantom_loses_nose_chin_and_ears_and_keeps_its_brain(double tilt, string syntax, bool isSigned, string photometric)
    {
        using var data = new TemporaryFolder();
        var (files, sections) = (new HeadFiles(syntax, isSigned, photometric), HeadFiles.Axial(tilt));
        await files.WriteAsync(data["in"], "s", sections);
        var report = await RunAsync(data, "out");
        Assert.All(report.Files, file => Assert.True(file.Result == FileResult.Released, $"{file.Path} {string.Join(' ', file.Reasons)} {string.Join(' ', file.Findings.Select(f => f.Code + f.At))}"));
        var counts = Enum.GetValues<HeadPart>().ToDictionary(part => part, _ => (Gone: 0, Of: 0));
        for (var i = 0; i < sections.Count; i++)
        {
            var (_, before, _) = await HeadFiles.ReadAsync(data[$"in/s{i:D2}.dcm"]);
            var (set, after, _) = await HeadFiles.ReadAsync(data[$"out/s{i:D2}.dcm"]);
            var truth = HeadFiles.Truth(sections[i]);
            var changed = 0;
            for (var at = 0; at < truth.Length; at++)
            {
                counts[truth[at]] = (counts[truth[at]].Gone + (before[at] != after[at] && after[at] <= files.Stored(-900) ? 1 : 0), counts[truth[at]].Of + 1);
                if (before[at] == after[at]) continue;
                changed++;
                Assert.True(after[at] <= files.Stored(-900) && truth[at] != HeadPart.Brain, $"{truth[at]} became {after[at]}");
                if (isSigned) Assert.True(before[at] != HeadFiles.Padding && after[at] != HeadFiles.Padding);
            }
            Assert.Equal(photometric, set.GetString(Tags.PhotometricInterpretation));
            AssertMarks(set, changed > 0);
        }
        Assert.Equal(0, counts[HeadPart.Brain].Gone);
        foreach (var part in new[] { HeadPart.Nose, HeadPart.Chin, HeadPart.Ear }) Assert.True(counts[part].Gone >= 0.97 * counts[part].Of, $"{part} {counts[part]}");
        Assert.Contains(report.Files, file => file.Pixels == "defaced");
        Assert.Contains(report.Files, file => file.Pixels == "unchanged"); // the vertex
    }

    [Fact]
    public async Task Twice_gives_the_same_bytes_whatever_the_files_are_called_and_another_key_other_noise()
    {
        using var data = new TemporaryFolder();
        var sections = HeadFiles.Axial(0);
        await new HeadFiles(Native, true, "MONOCHROME2").WriteAsync(data["in"], "s", sections);
        Directory.CreateDirectory(data["in2"]);
        for (var i = 0; i < sections.Count; i++) File.Copy(data[$"in/s{i:D2}.dcm"], data[$"in2/s{sections.Count - i:D2}.dcm"]);
        await RunAsync(data, "out");
        await RunAsync(data, "again", source: "in2");
        await RunAsync(data, "other", key: new string('8', 64));
        for (var i = 0; i < sections.Count; i++) Assert.Equal(await File.ReadAllBytesAsync(data[$"out/s{i:D2}.dcm"]), await File.ReadAllBytesAsync(data[$"again/s{sections.Count - i:D2}.dcm"]));
        Assert.NotEqual((await HeadFiles.ReadAsync(data["out/s10.dcm"])).Values, (await HeadFiles.ReadAsync(data["other/s10.dcm"])).Values);
    }

    [Fact]
    public async Task Another_series_of_the_same_frame_of_reference_gets_the_same_mask()
    {
        using var data = new TemporaryFolder();
        var (files, coronal) = (new HeadFiles(Native, false, "MONOCHROME2"), HeadFiles.Coronal());
        await files.WriteAsync(data["in"], "a", HeadFiles.Axial(0));
        await files.WriteAsync(data["in"], "c", coronal, series: 2, set => set.Set(Tags.ImageType, Vr.CS, "DERIVED", "SECONDARY", "MPR"));
        var report = await RunAsync(data, "out");
        Assert.All(report.Files, file => Assert.True(file.Result == FileResult.Released, $"{file.Path} {string.Join(' ', file.Reasons)}"));
        var (nose, gone) = (0, 0);
        for (var i = 0; i < coronal.Count; i++)
        {
            var (before, after, truth) = ((await HeadFiles.ReadAsync(data[$"in/c{i:D2}.dcm"])).Values, (await HeadFiles.ReadAsync(data[$"out/c{i:D2}.dcm"])).Values, HeadFiles.Truth(coronal[i]));
            for (var at = 0; at < truth.Length; at++)
            {
                if (truth[at] == HeadPart.Brain) Assert.Equal(before[at], after[at]);
                if (truth[at] == HeadPart.Nose) (nose, gone) = (nose + 1, gone + (before[at] != after[at] ? 1 : 0));
            }
        }
        Assert.True(nose > 50 && gone >= 0.95 * nose, $"{gone} of {nose}");

        // The same planes alone have nothing to be masked by.
        Directory.CreateDirectory(data["alone"]);
        foreach (var file in Directory.EnumerateFiles(data["in"], "c*")) File.Copy(file, data[$"alone/{Path.GetFileName(file)}"]);
        AssertHeld(await RunAsync(data, "out2", source: "alone"), "FACE-NOTAVOLUME");
    }

    [Fact]
    public async Task A_cut_face_a_scout_and_a_damaged_slice_wait_for_a_person()
    {
        using var data = new TemporaryFolder();
        var files = new HeadFiles(Native, false, "MONOCHROME2");
        await files.WriteAsync(data["vault"], "s", HeadFiles.Axial(0, low: -32));
        AssertHeld(await RunAsync(data, "out1", source: "vault"), "FACE-NOFACE");
        await files.WriteAsync(data["chin"], "s", HeadFiles.Axial(0, high: -52));
        AssertHeld(await RunAsync(data, "out2", source: "chin"), "FACE-NOSKULL");
        await files.WriteAsync(data["scout"], "s", HeadFiles.Axial(0), more: set => set.Set(Tags.ImageType, Vr.CS, "ORIGINAL", "PRIMARY", "LOCALIZER"));
        AssertHeld(await RunAsync(data, "out3", source: "scout"), "FACE-NOTAVOLUME");
        await new HeadFiles(JpegLossless, true, "MONOCHROME2").WriteAsync(data["broken"], "s", HeadFiles.Axial(0));
        var bytes = await File.ReadAllBytesAsync(data["broken/s20.dcm"]);
        bytes.AsSpan(bytes.Length - 4000, 3000).Fill(0xFF);
        await File.WriteAllBytesAsync(data["broken/s20.dcm"], bytes);
        var report = await RunAsync(data, "out4", source: "broken");
        Assert.All(report.Files, file => Assert.Equal(FileResult.Quarantined, file.Result));
    }

    [Fact]
    public async Task A_body_without_a_head_is_not_touched_even_if_its_header_is_silent()
    {
        using var data = new TemporaryFolder();
        Directory.CreateDirectory(data["in"]);
        foreach (var source in Series("chest-ct/cip-ct64-dicom").Take(6).Concat(Series("chest-ct/ricord-1a-covid-dicom").Take(4))) File.Copy(source, data[$"in/{Path.GetFileName(source)}"]);
        var report = await RunAsync(data, "out");
        Assert.Equal(10, report.Files.Count);
        foreach (var file in report.Files)
        {
            Assert.True(file is { Result: FileResult.Released, Pixels: "unchanged" or "stripped" }, $"{file.Path} {string.Join(' ', file.Reasons)}");
            var (set, after, _) = await HeadFiles.ReadAsync(data[$"out/{file.Path}"]);
            Assert.Equal((await HeadFiles.ReadAsync(data[$"in/{file.Path}"])).Values, after);
            Assert.Null(set.GetString(VisualFeatures));
        }
    }

    [Fact]
    public async Task A_real_head_with_a_tilted_gantry_and_two_slice_distances_loses_its_face_alone()
    {
        var originals = Series("head-ct/ge-hispeed-dual").ToList();
        using var data = new TemporaryFolder();
        Directory.CreateDirectory(data["in"]);
        foreach (var original in originals) File.Copy(original, data[$"in/{Path.GetFileName(original)}"]);
        var report = await RunAsync(data, "out");
        Assert.All(report.Files, file => Assert.True(file.Result == FileResult.Released, $"{file.Path} {string.Join(' ', file.Reasons)}"));
        var moves = new List<int>();
        for (var n = 0; n < originals.Count; n++)
        {
            var (_, before, _) = await HeadFiles.ReadAsync(originals[n]);
            var (set, after, _) = await HeadFiles.ReadAsync(data[$"out/{Path.GetFileName(originals[n])}"]);
            var changed = Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]).ToList();
            AssertMarks(set, changed.Count > 0);
            Assert.All(changed, i => Assert.True(after[i] is > -1100 and < -900 && before[i] != -1500));
            // Above the orbits everything within the bone is brain; further down, what lies in the back half.
            Assert.DoesNotContain(changed, i => (n >= 11 || i / 512 > 280) && IsWithinBone(before, i));
            if (n >= 18) Assert.Empty(changed);
            for (var x = 205; n < 9 && x < 285; x++)
            {
                int First(int[] values) => Enumerable.Range(0, 512).First(y => values[y * 512 + x] > -400);
                moves.Add(First(after) - First(before));
            }
        }
        moves.Sort();
        Assert.True(moves[moves.Count / 20] * 0.488 >= FaceTest.LeastMove - 0.5 && moves[moves.Count / 2] * 0.488 >= FaceTest.LeastMedian, $"{moves[moves.Count / 20]} {moves[moves.Count / 2]} pixels");

        var (status, read) = await Peer.RunAsync("/usr/bin/python3", ["-W", "ignore", "-c", "import sys, pydicom\nprint(sum(pydicom.dcmread(f).pixel_array.size for f in sys.argv[1:]))", .. report.Files.Select(file => data[$"out/{file.Path}"])]);
        if (read.Contains("No module named", StringComparison.Ordinal)) Assert.Skip("NOT TESTED: python3-pydicom is not installed.");
        Assert.True(status == 0 && read.Trim() == $"{28 * 512 * 512}", read);
        foreach (var name in new[] { "02.dcm", "16.dcm" })
        {
            var (code, output) = await Peer.RunAsync("dcm2pnm", data[$"out/{name}"], data[$"{name}.pgm"]);
            Assert.True(code == 0, output);
            var errors = await ErrorsAsync(data[$"out/{name}"]);
            Assert.Equal([], errors.Except(await ErrorsAsync(data[$"in/{name}"])));
        }
    }

    private static void AssertMarks(DataSet set, bool isChanged)
    {
        Assert.Equal("NO", set.GetString(VisualFeatures));
        Assert.Contains("113102", set.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => item.GetString(CodeValue)));
        Assert.Equal(isChanged, set.GetString(Derivation)?.Contains("face masked", StringComparison.Ordinal) == true);
        Assert.Equal(isChanged, set.GetItems(DerivationCode).Any(item => item.GetString(CodeValue) == "113047"));
    }

    private static void AssertHeld(FolderReport report, string why) => Assert.All(report.Files, file =>
    {
        Assert.Equal((FileResult.Quarantined, "FACE"), (file.Result, string.Join(' ', file.Reasons)));
        Assert.Contains(file.Findings, finding => finding.Code == why);
    });

    private static bool IsWithinBone(int[] values, int at)
    {
        var (x, y) = (at % 512, at / 512);
        bool Meets(int dx, int dy)
        {
            for (var (i, j) = (x, y); i is >= 0 and < 512 && j is >= 0 and < 512; (i, j) = (i + dx, j + dy))
            {
                if (values[j * 512 + i] > 400) return true;
            }
            return false;
        }
        return values[at] is > -50 and < 100 && Meets(1, 0) && Meets(-1, 0) && Meets(0, 1) && Meets(0, -1) && Meets(1, 1) && Meets(-1, -1) && Meets(1, -1) && Meets(-1, 1);
    }

    private static IEnumerable<string> Series(string folder)
    {
        var path = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", folder));
        if (!Directory.Exists(path)) Assert.Skip($"NOT TESTED: shared/data/{folder} is absent");
        return Directory.EnumerateFiles(path, "*.dcm").Order(StringComparer.Ordinal);
    }

    private static async Task<List<string>> ErrorsAsync(string path)
    {
        var (_, output) = await Peer.RunAsync("dciodvfy", path);
        return [.. output.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal))];
    }

    private static async Task<FolderReport> RunAsync(TemporaryFolder data, string target, string source = "in", string? key = null)
    {
        await File.WriteAllTextAsync(data["key"], key ?? new string('7', 64));
        return await new FolderRun(Folders.Check(data[source], data[target], null, null, false), Profile.Public, KeyFile.Read(data["key"], "P"), false, null).RunAsync((_, _) => { }, default);
    }
}

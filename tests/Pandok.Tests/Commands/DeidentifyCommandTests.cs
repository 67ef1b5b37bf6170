using System.Diagnostics;
using System.Text.Json;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Tests.Devices;

namespace Pandok.Tests.Commands;

/// <summary>The real program as a process of its own, its files as pydicom and DCMTK see them.</summary>
public sealed class DeidentifyCommandTests
{
    private const string Key = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private static readonly string[] Planted = ["Demo^Patient", "DEMO-4711", "A-90210", "1.2.276.4711", "20260102"];

    private static readonly object Patient = new { PatientName = "Demo^Patient", PatientID = "DEMO-4711", AccessionNumber = "A-90210", StudyInstanceUID = "1.2.276.4711.1", SeriesInstanceUID = "1.2.276.4711.2", StudyDate = "20260102" };

    [Fact]
    public async Task A_clean_folder_is_released_whole_and_twice_gives_the_same_bytes()
    {
        using var data = await StudyAsync(3);
        var first = await RunAsync(data, "deidentify", data["in"], data["out"], "--profile", "reading", "--key", data["key"], "--report", data["report.json"]);
        Assert.True(first.Code == 0, first.Output);
        Assert.Equal(0, (await RunAsync(data, "deidentify", data["in"], data["again"], "--profile", "reading", "--key", data["key"])).Code);
        var names = Directory.EnumerateFiles(data["out"]).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Directory.EnumerateFiles(data["in"]).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal), names);
        foreach (var name in names)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(data["out"], name));
            Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(data["again"], name)));
            Assert.All(Planted, word => Assert.DoesNotContain(word, System.Text.Encoding.Latin1.GetString(bytes), StringComparison.OrdinalIgnoreCase));
        }
        var report = JsonElement.Parse(await File.ReadAllTextAsync(data["report.json"]));
        Assert.Equal(3, report.GetProperty("counts").GetProperty("released").GetInt32());
        Assert.All(report.GetProperty("files").EnumerateArray(), file => Assert.Equal(64, file.GetProperty("sha256Out").GetString()!.Length));
        var text = await File.ReadAllTextAsync(data["report.json"]);
        Assert.All(Planted, word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        var seen = await Peer.ReadAsync(names.Select(name => Path.Combine(data["out"], name)));
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public async Task What_is_not_released_is_listed_and_not_there()
    {
        using var data = await StudyAsync(2);
        var whole = await File.ReadAllBytesAsync(Directory.EnumerateFiles(data["in"]).First());
        await File.WriteAllBytesAsync(data["in/cut.dcm"], whole[..^100]);
        await File.WriteAllTextAsync(data["in/notes.txt"], "no DICOM here, only a line of text that is long enough to be looked at");
        await File.WriteAllTextAsync(data["in/Thumbs.db"], "clutter");
        Directory.CreateDirectory(data["out"]);
        await File.WriteAllTextAsync(data["out/cut.dcm"], "from an earlier run");
        var run = await RunAsync(data, "deidentify", data["in"], data["out"], "--profile", "strict", "--key", data["key"], "--report", data["report.json"], "--overwrite");
        Assert.True(run.Code == 3, run.Output);
        Assert.False(File.Exists(data["out/cut.dcm"]));
        Assert.False(File.Exists(data["out/notes.txt"]));
        var files = JsonElement.Parse(await File.ReadAllTextAsync(data["report.json"])).GetProperty("files").EnumerateArray().ToDictionary(file => file.GetProperty("path").GetString()!);
        Assert.Equal("TRUNCATED", files["cut.dcm"].GetProperty("reasons")[0].GetString());
        Assert.Equal("notDicom", files["notes.txt"].GetProperty("result").GetString());
        Assert.Equal("notDicom", files["Thumbs.db"].GetProperty("result").GetString());
        Assert.DoesNotContain("Thumbs.db", run.Output);
        Assert.Empty(Directory.EnumerateFiles(data["out"], ".*"));
    }

    [Fact]
    public async Task Clutter_alone_is_no_exception()
    {
        using var data = await StudyAsync(1);
        await File.WriteAllTextAsync(data["in/.DS_Store"], "clutter");
        Assert.Equal(0, (await RunAsync(data, "deidentify", data["in"], data["out"], "--profile", "reading", "--key", data["key"])).Code);
    }

    [Fact]
    public async Task Wrong_usage_is_said_before_anything_is_read()
    {
        using var data = await StudyAsync(1);
        await File.WriteAllTextAsync(data["short"], "tooshort");
        foreach (var (wrong, word) in new (string[], string)[]
        {
            ([data["in"], data["out"], "--profile", "none", "--key", data["key"]], "reading"),
            ([data["in"], data["out"], "--profile", "reading", "--key", data["short"]], "64"),
            ([data["in"], data["out"], "--profile", "reading", "--key", data["absent"]], "key"),
            ([data["absent"], data["out"], "--profile", "reading", "--key", data["key"]], "exist"),
            ([data["in"], data["in"], "--profile", "reading", "--key", data["key"]], "apart"),
            ([data["in"], data["in/below"], "--profile", "reading", "--key", data["key"]], "apart"),
            ([data["in"], data["out"], "--profile", "reading"], "key"),
            ([data["in"], data["out"], "--profile", "reading", "--key", data["key"], "--quarantine", data["out/held"]], "apart"),
            ([data["in"], data["out"], "--profile", "reading", "--key", data["key"], "--quarantine", data["key"]], "folder"),
            ([data["in"], data["out"], "--profile", "reading", "--key", data["key"], "--project", "p^1"], "letters"),
        })
        {
            var run = await RunAsync(data, ["deidentify", .. wrong]);
            Assert.True(run.Code == 2, $"{string.Join(' ', wrong)}: {run.Code} {run.Output}");
            Assert.Contains(word, run.Output, StringComparison.OrdinalIgnoreCase);
        }
        Directory.CreateDirectory(data["full"]);
        await File.WriteAllTextAsync(data["full/other"], "mine");
        Assert.Equal(2, (await RunAsync(data, "deidentify", data["in"], data["full"], "--profile", "reading", "--key", data["key"])).Code);
        Assert.Single(Directory.GetFiles(data["full"]));
    }

    [Fact]
    public async Task A_disk_that_cannot_be_written_ends_the_run_with_a_fault_and_nothing_half()
    {
        using var data = await StudyAsync(2);
        // The place of the second file is taken by a folder: it cannot be put there.
        var second = Directory.EnumerateFiles(data["in"]).Order(StringComparer.Ordinal).Last();
        Directory.CreateDirectory(Path.Combine(data["out"], Path.GetFileName(second)));
        var run = await RunAsync(data, "deidentify", data["in"], data["out"], "--profile", "reading", "--key", data["key"], "--overwrite");
        Assert.True(run.Code == 1, run.Output);
        Assert.Empty(Directory.EnumerateFiles(data["out"], ".*"));
    }

    [Fact]
    public async Task Renamed_files_lie_under_their_new_UIDs()
    {
        using var data = await StudyAsync(2);
        Assert.Equal(0, (await RunAsync(data, "deidentify", data["in"], data["out"], "--profile", "reading", "--key", data["key"], "--rename")).Code);
        foreach (var path in Directory.EnumerateFiles(data["out"], "*", SearchOption.AllDirectories))
        {
            await using var file = File.OpenRead(path);
            var header = await new DicomReader(file).ReadFileAsync(default);
            Assert.Equal($"{header.DataSet.GetString(Tags.StudyInstanceUID)}/{header.DataSet.GetString(Tags.SeriesInstanceUID)}/{header.DataSet.GetString(Tags.SOPInstanceUID)}.dcm", Path.GetRelativePath(data["out"], path));
        }
        Assert.Equal(2, Directory.GetFiles(data["out"], "*.dcm", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Two_files_of_one_instance_keep_both_under_new_names()
    {
        using var data = await StudyAsync(1);
        File.Copy(Directory.EnumerateFiles(data["in"]).Single(), data["in/zz.dcm"]);
        Assert.Equal(0, (await RunAsync(data, "deidentify", data["in"], data["out"], "--profile", "reading", "--key", data["key"], "--rename")).Code);
        var names = Directory.EnumerateFiles(data["out"], "*", SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal([names[0], names[0] + "-2"], names);
    }

    [Fact]
    public async Task A_quarantined_original_is_kept_sealed_and_opens_with_its_key_only()
    {
        using var data = await StudyAsync(2);
        var cut = (await File.ReadAllBytesAsync(Directory.EnumerateFiles(data["in"]).First()))[..^100];
        Directory.CreateDirectory(data["in/below"]);
        await File.WriteAllBytesAsync(data["in/below/cut.dcm"], cut);
        string[] run = ["deidentify", data["in"], data["out"], "--profile", "reading", "--key", data["key"], "--report", data["report.json"], "--quarantine", data["held"]];
        Assert.Equal(3, (await RunAsync(data, run)).Code);
        Assert.Equal(3, (await RunAsync(data, [.. run, "--overwrite"])).Code);

        var box = Assert.Single(Directory.GetFileSystemEntries(data["held"])); // the second run sealed the same again
        var files = JsonElement.Parse(await File.ReadAllTextAsync(data["report.json"])).GetProperty("files").EnumerateArray().ToDictionary(file => file.GetProperty("path").GetString()!);
        Assert.Equal(Path.GetFileName(box), files["below/cut.dcm"].GetProperty("sealed").GetString());
        Assert.Single(files.Values, file => file.TryGetProperty("sealed", out _));
        var bytes = await File.ReadAllBytesAsync(box);
        Assert.All([.. Planted, "cut.dcm", "TRUNCATED"], word => Assert.DoesNotContain(word, System.Text.Encoding.Latin1.GetString(bytes), StringComparison.OrdinalIgnoreCase));

        var opened = await RunAsync(data, "unseal", data["held"], data["opened"], "--key", data["key"]);
        Assert.True(opened.Code == 0, opened.Output);
        Assert.Contains("TRUNCATED", opened.Output, StringComparison.Ordinal);
        Assert.Equal(cut, await File.ReadAllBytesAsync(data["opened/below/cut.dcm"]));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data["opened"]));

        await File.WriteAllTextAsync(data["other"], Key.Replace('0', '1'));
        Assert.Equal(3, (await RunAsync(data, "unseal", data["held"], data["none"], "--key", data["other"])).Code);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(box, bytes);
        Assert.Equal(3, (await RunAsync(data, "unseal", data["held"], data["none"], "--key", data["key"])).Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(data["none"]));
    }

    [Fact]
    public async Task What_cannot_be_unsealed_is_wrong_usage()
    {
        using var data = await StudyAsync(1);
        foreach (var (wrong, word) in new (string[], string)[]
        {
            ([data["absent"], data["out"], "--key", data["key"]], "exist"),
            ([data["in"], data["out"], "--key", data["key"]], "no sealed"),
            ([data["in"], data["in"], "--key", data["key"]], "empty"),
            ([data["in"], data["out"], "--key", data["absent"]], "key"),
        })
        {
            var run = await RunAsync(data, ["unseal", .. wrong]);
            Assert.True(run.Code == 2, $"{string.Join(' ', wrong)}: {run.Code} {run.Output}");
            Assert.Contains(word, run.Output, StringComparison.OrdinalIgnoreCase);
        }
        Assert.False(Directory.Exists(data["out"]));
    }

    [Fact]
    public async Task A_directory_is_rebuilt_over_what_was_released()
    {
        var source = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "conformance", "dicomdir"));
        if (!Directory.Exists(source)) Assert.Skip("NOT TESTED: shared/data/conformance/dicomdir is absent");
        using var data = new TemporaryFolder();
        await File.WriteAllTextAsync(data["key"], Key);
        var run = await RunAsync(data, "deidentify", source, data["out"], "--profile", "reading", "--key", data["key"], "--report", data["report.json"]);
        Assert.True(run.Code is 0 or 3, run.Output);
        var released = JsonElement.Parse(await File.ReadAllTextAsync(data["report.json"])).GetProperty("counts").GetProperty("released").GetInt32();
        var (code, walked) = await Peer.RunAsync("/usr/bin/python3", "-c", "import sys\nfrom pydicom.fileset import FileSet\nfs = FileSet(sys.argv[1])\nprint(sum(i.load().SOPInstanceUID == i.SOPInstanceUID for i in fs))", data["out/DICOMDIR"]);
        if (walked.Contains("No module named", StringComparison.Ordinal)) Assert.Skip("NOT TESTED: python3-pydicom is not installed.");
        Assert.True(code == 0, walked);
        Assert.InRange(int.Parse(walked), 1, released);
    }

    private static async Task<TemporaryFolder> StudyAsync(int count)
    {
        var data = new TemporaryFolder();
        await Peer.MakeStudyAsync(data["in"], count, Patient);
        await File.WriteAllTextAsync(data["key"], Key + "\n");
        return data;
    }

    private static async Task<(int Code, string Output)> RunAsync(TemporaryFolder data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pandok.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = data.Path };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}

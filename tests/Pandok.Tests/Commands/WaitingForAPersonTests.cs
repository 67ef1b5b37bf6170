using System.Diagnostics;
using System.Text.Json;
using Pandok.Dicom.Data;
using Pandok.Tests.Review;

namespace Pandok.Tests.Commands;

/// <summary>What the profile <c>public</c> does not release without a person, from the command and at the door.</summary>
public sealed class WaitingForAPersonTests
{
    private const string Mr = "1.2.840.10008.5.1.4.1.1.4", Ct = "1.2.840.10008.5.1.4.1.1.2";

    [Fact]
    public async Task The_command_holds_high_risk_for_approval_and_heads_for_their_face()
    {
        using var data = new TemporaryFolder();
        Directory.CreateDirectory(data["in"]);
        await File.WriteAllTextAsync(data["key"], new string('7', 64));
        await File.WriteAllBytesAsync(data["in/capture.dcm"], HeldScene.File(1));
        await File.WriteAllBytesAsync(data["in/head.dcm"], HeldScene.File(2, Mr, "MR", more: Of("HEAD")));
        await File.WriteAllBytesAsync(data["in/silent.dcm"], HeldScene.File(3, Ct, "CT", more: set => Original("")(set).Remove(Tags.BodyPartExamined)));
        await File.WriteAllBytesAsync(data["in/chest.dcm"], HeldScene.File(4, Ct, "CT", more: Of("CHEST")));

        Assert.Equal(["capture.dcm APPROVAL", "chest.dcm", "head.dcm FACE", "silent.dcm FACE"], await RunAsync(data, "public", 3));
        Assert.Equal(["chest.dcm"], Directory.EnumerateFiles(data["out"]).Select(Path.GetFileName));
        // A profile that asks for neither releases them all.
        Assert.Equal(["capture.dcm", "chest.dcm", "head.dcm", "silent.dcm"], await RunAsync(data, "research", 0));
    }

    [Fact]
    public async Task A_door_holds_a_head_and_nobody_releases_it_by_looking()
    {
        await using var scene = await HeldScene.OpenAsync();
        await scene.ReceiveAsync(HeldScene.File(1, Mr, "MR", more: Of("HEAD")));
        await scene.ReceiveAsync(HeldScene.File(2, Ct, "CT", more: Of("HEAD")));
        var held = await scene.HeldAsync();
        Assert.Equal(["FACE", "FACE"], held.Select(row => row.Reasons));
        var officer = await scene.OfficerAsync(scene.Site.Id);
        var answer = await HeldScene.JsonAsync(await officer.GetAsync($"/api/privacy/held/{held[0].Id}"));
        Assert.False(answer.GetProperty("canRelease").GetBoolean());
    }

    private static Func<DataSet, DataSet> Original(string part) => set => set.Set(Tags.ImageType, Vr.CS, "ORIGINAL", "PRIMARY", "AXIAL").Set(Tags.BodyPartExamined, Vr.CS, part);

    private static Action<DataSet> Of(string part) => set => Original(part)(set);

    private static async Task<IReadOnlyList<string>> RunAsync(TemporaryFolder data, string profile, int code)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pandok.dll"), "deidentify", data["in"], data["out"], "--profile", profile, "--key", data["key"], "--report", data["report.json"], "--overwrite"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == code, await output + await error);
        return [.. JsonElement.Parse(await File.ReadAllTextAsync(data["report.json"])).GetProperty("files").EnumerateArray().Select(file => string.Join(' ', [file.GetProperty("path").GetString()!, .. file.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!)]))];
    }
}

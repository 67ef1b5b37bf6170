using System.Diagnostics;
using System.Text.Json;
using Pandok.Dicom.Data;
using Pandok.Dicom.Objects;

namespace Pandok.Tests.Commands;

/// <summary>The real program as a process of its own.</summary>
public sealed class ValidateCommandTests
{
    [Fact]
    public async Task A_clean_file_a_broken_file_a_folder_and_no_file_have_each_their_exit_code()
    {
        using var data = new TemporaryFolder();
        await WriteAsync(data["clean.dcm"], capture => { });
        var clean = await RunAsync("validate", data["clean.dcm"]);
        Assert.True(clean.Code == 0, clean.Output);
        Assert.Contains("1 files: 0 errors", clean.Output);

        await WriteAsync(data["broken.dcm"], capture => capture.Remove(new Tag(0x00080064)));
        var broken = await RunAsync("validate", data["broken.dcm"]);
        Assert.Equal(3, broken.Code);
        Assert.Contains("error   (0008,0064) ConversionType: Missing: Type 1 of SC Equipment.", broken.Output);

        await File.WriteAllTextAsync(data["note.txt"], "no DICOM");
        var folder = await RunAsync("validate", data.Path, "--json", "--quiet");
        Assert.Equal(3, folder.Code);
        using var json = JsonDocument.Parse(folder.Output);
        var summary = json.RootElement.GetProperty("summary");
        Assert.Equal((3, 1, 1), (summary.GetProperty("files").GetInt32(), summary.GetProperty("unreadable").GetInt32(), summary.GetProperty("errors").GetInt32()));
        var finding = json.RootElement.GetProperty("files").EnumerateArray().SelectMany(file => file.GetProperty("findings").EnumerateArray()).First();
        Assert.Equal(("Error", "MissingType1", "(0008,0064)"), (finding.GetProperty("severity").GetString(), finding.GetProperty("rule").GetString(), finding.GetProperty("path").GetString()));

        Assert.Equal(3, (await RunAsync("validate", data["absent.dcm"])).Code);
        Assert.Equal(2, (await RunAsync("validate")).Code);
    }

    private static async Task WriteAsync(string path, Action<DataSet> change)
    {
        var source = new DataSet().Set(Tags.StudyInstanceUID, Vr.UI, "2.25.7").Set(Tags.PatientName, Vr.PN, "DEMO^PATIENT");
        var context = new ObjectContext(StudyContext.From(source), new Equipment("Pandok", "Pandok", "1", "0.1.0"), new NewInstance("2.25.1", "2.25.2", 1, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        var built = new SecondaryCapture(context, CaptureKind.Single, 2, 2, [new byte[4]], false).Build();
        change(built.DataSet);
        await using var file = File.Create(path);
        await built.WriteFileAsync(file, default);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "pandok.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}

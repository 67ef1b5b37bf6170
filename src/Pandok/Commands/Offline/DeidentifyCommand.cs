using System.CommandLine;
using Pandok.Deidentification;
using Spectre.Console;
using Profile = Pandok.Deidentification.Profile;

namespace Pandok.Commands.Offline;

/// <summary>
/// <c>pandok deidentify IN OUT --profile NAME --key FILE [--report FILE] [--quarantine DIR]</c>: the platform's de-identification without a server. The same input, profile and key give the same bytes as on the platform.
/// 0 all released, 3 some not (the report says which), 1 a fault, 2 wrong usage.
/// </summary>
internal static class DeidentifyCommand
{
    public static Command Build()
    {
        var source = new Argument<string>("in") { Description = "A file, or a folder that is walked" };
        var target = new Argument<string>("out") { Description = "A folder; it is made if need be, and gets the same relative paths" };
        var profile = new Option<string>("--profile") { Description = "One of " + string.Join(", ", Profile.All.Select(one => one.Name)), Required = true };
        var key = new Option<string>("--key") { Description = "File with the key: 64 hexadecimal digits, or at least 16 raw bytes", Required = true };
        var report = new Option<string?>("--report") { Description = "Where the report goes (JSON)" };
        var project = new Option<string>("--project") { Description = "Prefix of the pseudonyms: 1 to 16 letters or digits", DefaultValueFactory = _ => "P" };
        var rename = new Option<bool>("--rename") { Description = "Names the files study/series/instance.dcm by their new UIDs, so that no path tells who it is" };
        var quarantine = new Option<string?>("--quarantine") { Description = "Folder that keeps quarantined originals, sealed with the key; pandok unseal opens them" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Takes an OUT that is not empty; what is not released is removed from it" };
        var command = new Command("deidentify", "De-identifies a file or a folder, and verifies what it wrote") { source, target, profile, key, report, quarantine, project, rename, overwrite };
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                var wanted = Profile.Find(parsed.GetValue(profile)!)
                    ?? throw new UsageException($"--profile is none of: {string.Join(", ", Profile.All.Select(one => one.Name))}");
                var keys = KeyFile.Read(parsed.GetValue(key)!, parsed.GetValue(project)!);
                var folders = Folders.Check(parsed.GetValue(source)!, parsed.GetValue(target)!, parsed.GetValue(report), parsed.GetValue(quarantine), parsed.GetValue(overwrite));
                var aside = folders.Quarantine is { } folder ? new SealedFolder(folder, KeyFile.ReadSealing(parsed.GetValue(key)!)) : null;
                return await RunAsync(new FolderRun(folders, wanted, keys, parsed.GetValue(rename), aside), folders, stop);
            }
            catch (UsageException wrong)
            {
                Terminal.Error.MarkupLineInterpolated($"[red]{wrong.Message}[/]");
                return ExitCode.WrongUsage;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(FolderRun run, Folders folders, CancellationToken stop)
    {
        var report = await Terminal.Output.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var task = progress.AddTask("0 files");
                return await run.RunAsync((done, of) =>
                {
                    task.MaxValue = of;
                    task.Value = done;
                    task.Description = $"{done} of {of} files";
                }, stop);
            });
        if (folders.Report is { } path) await report.WriteAsync(path, stop);
        var counts = report.Counts;
        Terminal.Output.MarkupLineInterpolated($"{counts.In} files: {counts.Released} released, {counts.Quarantined} quarantined, {counts.Refused} refused, {counts.NotDicom} not DICOM, {counts.Rebuilt} directories rebuilt");
        foreach (var file in report.Files.Where(file => file.IsException)) Terminal.Error.MarkupLineInterpolated($"[yellow]{file.Result}: {file.Path}{(file.Reasons.Count > 0 ? ": " + string.Join(", ", file.Reasons) : "")}[/]");
        if (counts.In == 0)
        {
            Terminal.Error.MarkupLineInterpolated($"[red]There is nothing below {folders.In}.[/]");
            return ExitCode.Fault;
        }
        return report.Files.Any(file => file.IsException) ? ExitCode.Exceptions : ExitCode.Done;
    }
}

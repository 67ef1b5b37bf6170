using System.CommandLine;
using Pandok.Platform;
using Spectre.Console;

namespace Pandok.Commands.Offline;

/// <summary>
/// <c>pandok unseal DIR OUT --key FILE</c>: originals that <c>pandok deidentify --quarantine DIR</c> kept, opened into a folder that only its owner can read, at the paths they had. They name patients.
/// 0 all opened, 3 some not, 1 a fault, 2 wrong usage.
/// </summary>
internal static class UnsealCommand
{
    public static Command Build()
    {
        var source = new Argument<string>("dir") { Description = "The folder named by deidentify --quarantine" };
        var target = new Argument<string>("out") { Description = "A folder for the originals; it is made if need be, and must be empty" };
        var key = new Option<string>("--key") { Description = "The key file of the run that sealed them", Required = true };
        var command = new Command("unseal", "Opens the originals that deidentify --quarantine sealed") { source, target, key };
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                return await RunAsync(parsed.GetValue(source)!, Path.GetFullPath(parsed.GetValue(target)!), KeyFile.ReadSealing(parsed.GetValue(key)!), stop);
            }
            catch (UsageException wrong)
            {
                Terminal.Error.MarkupLineInterpolated($"[red]{wrong.Message}[/]");
                return ExitCode.WrongUsage;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(string source, string target, byte[] key, CancellationToken stop)
    {
        if (!Directory.Exists(source)) throw new UsageException($"{source} does not exist.");
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())) throw new UsageException($"{target} is not empty; OUT is a new folder.");
        var folder = new SealedFolder(source, key);
        var names = folder.List().ToList();
        if (names.Count == 0) throw new UsageException($"{source} holds no sealed originals.");
        MasterKey.PrivateFolder(target);
        var opened = 0;
        foreach (var name in names)
        {
            try
            {
                var path = await OpenAsync(folder, name, target, stop);
                Terminal.Output.MarkupLineInterpolated($"{path}");
                opened++;
            }
            catch (BrokenSealException)
            {
                Terminal.Error.MarkupLineInterpolated($"[yellow]{name} does not open: it was changed or cut, or sealed with another key.[/]");
            }
        }
        Terminal.Output.MarkupLineInterpolated($"{opened} of {names.Count} originals opened. They name patients.");
        return opened == names.Count ? ExitCode.Done : ExitCode.Exceptions;
    }

    /// <returns>Where it lies below OUT, and why it was held.</returns>
    private static async Task<string> OpenAsync(SealedFolder folder, string name, string target, CancellationToken stop)
    {
        var (note, original) = folder.Open(name);
        await using (original)
        {
            var place = Path.GetFullPath(Path.Combine(target, note.Path));
            if (!place.StartsWith(target + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new BrokenSealException();
            if (File.Exists(place)) place = $"{place}.{Path.GetFileNameWithoutExtension(name)}"; // of two runs
            await using var file = new PendingFile(target);
            await original.CopyToAsync(file.Stream, stop);
            file.PutAt(place);
            return $"{Path.GetRelativePath(target, place)}: {string.Join(", ", note.Reasons)}";
        }
    }
}

using System.CommandLine;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Spectre.Console;

namespace Pandok.Commands;

/// <summary>
/// <c>pandok transcode IN OUT --to UID|name</c>: changes the transfer syntax of a file or of all files below a folder, without loss.
/// A file appears at its place only after it was read back and every frame was the same; until then what stood there stays.
/// </summary>
internal static class TranscodeCommand
{
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["implicit"] = "1.2.840.10008.1.2",
        ["explicit"] = "1.2.840.10008.1.2.1",
        ["rle"] = "1.2.840.10008.1.2.5",
        ["jpeg"] = "1.2.840.10008.1.2.4.70",
        ["jpegls"] = "1.2.840.10008.1.2.4.80",
        ["jpeg2000"] = "1.2.840.10008.1.2.4.90",
        ["htj2k"] = "1.2.840.10008.1.2.4.202",
    };

    public static Command Build()
    {
        var source = new Argument<string>("in") { Description = "A file, or a folder that is walked" };
        var target = new Argument<string>("out") { Description = "A file, or a folder for a folder" };
        var to = new Option<string>("--to") { Description = "Transfer syntax: its UID, its keyword, or one of " + string.Join(", ", ShortNames.Keys), Required = true };
        var command = new Command("transcode", "Changes the transfer syntax without loss") { source, target, to };
        command.SetAction(async (parsed, stop) =>
        {
            if (Find(parsed.GetValue(to)!) is not { } syntax)
            {
                Terminal.Error.MarkupLineInterpolated($"[red]--to is none of: {string.Join(", ", ShortNames.Where(pair => FrameEncoder.Supports(pair.Value)).Select(pair => pair.Key))}, nor the UID or keyword of one of these: {string.Join(", ", FrameEncoder.SupportedTransferSyntaxes)}[/]");
                return ExitCode.WrongUsage;
            }
            var (from, into) = (parsed.GetValue(source)!, parsed.GetValue(target)!);
            if (Directory.Exists(from) && File.Exists(into))
            {
                Terminal.Error.MarkupLineInterpolated($"[red]{into} is a file, {from} a folder: give a folder as OUT.[/]");
                return ExitCode.WrongUsage;
            }
            return await RunAsync(from, into, syntax, stop);
        });
        return command;
    }

    private static TransferSyntax? Find(string wanted)
    {
        var uid = ShortNames.GetValueOrDefault(wanted) ?? TransferSyntax.All.FirstOrDefault(syntax => syntax.Keyword.Equals(wanted, StringComparison.OrdinalIgnoreCase))?.Uid ?? wanted;
        return FrameEncoder.Supports(uid) ? TransferSyntax.Find(uid) : null;
    }

    private static async Task<int> RunAsync(string from, string into, TransferSyntax syntax, CancellationToken stop)
    {
        if (!Directory.Exists(from) && !File.Exists(from))
        {
            Terminal.Error.MarkupLineInterpolated($"[red]{from} does not exist.[/]");
            return ExitCode.WrongUsage;
        }
        var work = Pair(from, into);
        if (work.Count == 0)
        {
            Terminal.Error.MarkupLineInterpolated($"[red]There is nothing below {from}.[/]");
            return ExitCode.Fault;
        }
        var failed = new List<(string Path, string Why)>();
        var native = new List<string>();
        await Terminal.Output.Progress().Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask($"0 of {work.Count}", maxValue: work.Count);
            for (var done = 0; done < work.Count; done++)
            {
                var (source, target) = work[done];
                var before = done;
                try
                {
                    var written = await TranscodeAsync(source, target, syntax, (frame, frames) => task.Value = before + (double)frame / frames, stop);
                    if (written != syntax) native.Add(source);
                }
                catch (Exception fault) when (fault is DicomException or CodecException or IOException or UnauthorizedAccessException or ArgumentException)
                {
                    failed.Add((source, fault.Message));
                }
                task.Value = done + 1;
                task.Description = $"{done + 1} of {work.Count}";
            }
        });
        Terminal.Output.MarkupLineInterpolated($"{work.Count - failed.Count} written, {failed.Count} not");
        foreach (var path in native) Terminal.Error.MarkupLineInterpolated($"[yellow]written in {TransferSyntax.ExplicitLittleEndian.Name}, it has no pixels: {path}[/]");
        foreach (var (path, why) in failed) Terminal.Error.MarkupLineInterpolated($"[red]not written: {path}: {why}[/]");
        return failed.Count == work.Count ? ExitCode.Fault : failed.Count + native.Count > 0 ? ExitCode.Exceptions : ExitCode.Done;
    }

    private static List<(string Source, string Target)> Pair(string from, string into) => Directory.Exists(from)
        ? [.. Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (path, Path.Combine(into, Path.GetRelativePath(from, path))))]
        : [(from, Directory.Exists(into) ? Path.Combine(into, Path.GetFileName(from)) : into)];

    private static async Task<TransferSyntax> TranscodeAsync(string source, string target, TransferSyntax syntax, Action<int, int> onFrame, CancellationToken stop)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(target))!;
        Directory.CreateDirectory(folder);
        var begun = Path.Combine(folder, $".{Path.GetRandomFileName()}.begun");
        Stream? scratch = null;
        // Deleted by the system with its last handle, also when the program dies.
        Stream Spool() => scratch = new FileStream(Path.Combine(folder, $".{Path.GetRandomFileName()}.pixels"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            TransferSyntax written;
            await using (var reading = File.OpenRead(source))
            await using (var writing = new FileStream(begun, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                written = await Transcoder.TranscodeAsync(reading, writing, syntax, Spool, onFrame, stop);
                writing.Flush(flushToDisk: true);
            }
            File.Move(begun, target, overwrite: true);
            return written;
        }
        finally
        {
            if (scratch is not null) await scratch.DisposeAsync();
            File.Delete(begun);
        }
    }
}

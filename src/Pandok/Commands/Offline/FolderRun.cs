using Pandok.Deidentification;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Commands.Offline;

/// <summary>A whole folder: every file by itself and in parallel, then its directories. The outcome does not depend on the order of the work.</summary>
internal sealed class FolderRun(Folders folders, Profile profile, Keys keys, bool rename)
{
    public async Task<FolderReport> RunAsync(Action<int, int> onFile, CancellationToken stop)
    {
        var paths = folders.List();
        var (results, released) = (new FileResult[paths.Count], new ReleasedHead?[paths.Count]);
        IReadOnlyList<TableVersion> tables = [];
        var done = 0;
        var directories = new List<int>();
        onFile(0, paths.Count);
        await Parallel.ForEachAsync(Enumerable.Range(0, paths.Count), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop }, async (number, token) =>
        {
            var work = new FileWork(folders, profile, keys, rename, paths[number]);
            results[number] = await work.RunAsync(token);
            released[number] = work.Released;
            if (work.Receipt is { } receipt) tables = receipt.Tables;
            if (work.IsDirectory) lock (directories) directories.Add(number);
            onFile(Interlocked.Increment(ref done), paths.Count);
        });
        foreach (var number in directories.Order()) results[number] = await RebuildAsync(paths[number], released.OfType<ReleasedHead>(), results[number], stop);
        return FolderReport.Of(profile, keys, tables, results);
    }

    private async Task<FileResult> RebuildAsync(string path, IEnumerable<ReleasedHead> released, FileResult before, CancellationToken stop)
    {
        if (rename) return before with { Findings = [new("DIRECTORY-LEFT-OUT", "")] };
        var (bytes, leftOut) = FolderDirectory.Build(path, released, before.Instance!);
        await using (var file = new PendingFile(Path.Combine(folders.Out, path)))
        {
            await file.Stream.WriteAsync(bytes, stop);
            file.Keep();
        }
        return before with { Result = FileResult.Rebuilt, Reasons = [], Findings = leftOut > 0 ? [new("FILE-ID", "")] : [] };
    }
}

/// <summary>What a directory says of a released file.</summary>
internal sealed record ReleasedHead(string Path, DataSet DataSet, TransferSyntax Syntax);

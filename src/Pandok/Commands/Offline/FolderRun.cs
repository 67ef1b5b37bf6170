using System.Collections.Concurrent;
using System.Runtime;
using Pandok.Deidentification;
using Pandok.Deidentification.Pixels;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Deidentify;

namespace Pandok.Commands.Offline;

/// <summary>
/// A whole folder. First all headers, for what the objects of a study say together about people; then file beside file; last the directories.
/// The outcome does not depend on the order in which work gets done.
/// </summary>
internal sealed class FolderRun(Folders folders, Profile profile, Keys keys, bool rename, SealedFolder? quarantine)
{
    // More files than cores: many wait for the disk, which flushes those that wait together at one go, while others are worked at. Only these are in memory.
    private const int FilesForEachCore = 16, WorkedAtForEachCore = 2;

    private readonly FileRelease release = new(profile, keys, DeviceRules.None, () => new SealedScratch());
    private readonly ConcurrentDictionary<string, StudyWords> studies = new(StringComparer.Ordinal);

    private readonly Buffers buffers = new();
    private readonly FolderFaces faces = new(folders, profile, keys);

    public async Task<FolderReport> RunAsync(Action<int, int> onFile, CancellationToken stop)
    {
        // A run is short and its garbage large: a collector that runs beside it takes a core from it.
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        // Who waits for the disk keeps a thread; those who work need others.
        ThreadPool.GetMinThreads(out var least, out var ports);
        ThreadPool.SetMinThreads(Math.Max(least, FilesForEachCore * Environment.ProcessorCount), ports);
        var paths = folders.List();
        onFile(0, paths.Count);
        var heads = new Head[paths.Count];
        await Parallel.ForAsync(0, paths.Count, AtOnce(1, stop), async (number, token) => heads[number] = await HeadAsync(paths[number], token));

        await faces.SearchAsync(stop);
        var (results, released, directories) = (new FileResult[paths.Count], new ReleasedHead?[paths.Count], new bool[paths.Count]);
        var (copies, done) = (Copies(heads), 0);
        IReadOnlyList<TableVersion> tables = [];
        using var turns = new SemaphoreSlim(WorkedAtForEachCore * Environment.ProcessorCount);
        await Parallel.ForAsync(0, paths.Count, AtOnce(FilesForEachCore, stop), async (number, token) =>
        {
            var work = new FileWork(folders, release, keys, buffers, turns, paths[number], rename ? copies[number] : null) { Quarantine = quarantine, Faces = faces };
            results[number] = await work.RunAsync(Words(heads[number].Study), token);
            (released[number], directories[number]) = (work.Released, work.IsDirectory);
            if (work.Receipt is { } receipt) tables = receipt.Tables;
            onFile(Interlocked.Increment(ref done), paths.Count);
        });
        for (var number = 0; number < paths.Count; number++)
        {
            if (directories[number]) results[number] = await RebuildAsync(paths[number], released.OfType<ReleasedHead>(), results[number], stop);
        }
        return FolderReport.Of(profile, keys, tables, results);
    }

    private static ParallelOptions AtOnce(int forEachCore, CancellationToken stop) => new() { MaxDegreeOfParallelism = forEachCore * Environment.ProcessorCount, CancellationToken = stop };

    private StudyWords Words(string study) => studies.GetOrAdd(study, _ => new StudyWords(profile.Name));

    // What cannot be read stands alone, and says so when its turn comes.
    private async Task<Head> HeadAsync(string path, CancellationToken stop)
    {
        try
        {
            await using var file = File.OpenRead(folders.SourceOf(path));
            var header = await new DicomReader(file).ReadFileAsync(stop);
            var study = header.DataSet.GetString(Tags.StudyInstanceUID) ?? path;
            Words(study).Add(header);
            faces.Add(path, header);
            return new Head(study, header.DataSet.GetString(Tags.SOPInstanceUID) ?? path);
        }
        catch (Exception fault) when (fault is DicomException or IOException or UnauthorizedAccessException)
        {
            return new Head(path, path);
        }
    }

    // Of files that say they are the same instance, each after the first gets its number, in the order of paths: none is written over another.
    private static int[] Copies(Head[] heads)
    {
        var seen = new Dictionary<Head, int>();
        return [.. heads.Select(head => seen[head] = seen.GetValueOrDefault(head) + 1)];
    }

    private async Task<FileResult> RebuildAsync(string path, IEnumerable<ReleasedHead> released, FileResult before, CancellationToken stop)
    {
        if (rename) return before with { Findings = [new("DIRECTORY-LEFT-OUT", "")] };
        var (bytes, leftOut) = FolderDirectory.Build(path, released, before.Instance!);
        await using var file = new PendingFile(folders.Out);
        await file.Stream.WriteAsync(bytes, stop);
        file.PutAt(Path.Combine(folders.Out, path));
        return before with { Result = FileResult.Rebuilt, Reasons = [], Findings = leftOut > 0 ? [new("FILE-ID", "")] : [] };
    }

    private sealed record Head(string Study, string Instance);
}

/// <summary>What a directory says of a released file.</summary>
internal sealed record ReleasedHead(string Path, DataSet DataSet, TransferSyntax Syntax);

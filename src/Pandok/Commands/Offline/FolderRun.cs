using Pandok.Deidentification;
using Pandok.Deidentification.Pixels;
using Pandok.Deidentification.Text;
using Pandok.Deidentification.Verify;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Deidentify;

namespace Pandok.Commands.Offline;

/// <summary>
/// A whole folder. First all headers, for what the objects of a study say together about people; then study beside study, the files of one in the order of their paths; last the directories.
/// The outcome does not depend on the order in which work gets done.
/// </summary>
internal sealed class FolderRun(Folders folders, Profile profile, Keys keys, bool rename)
{
    private readonly FileRelease release = new(profile, keys, DeviceRules.None, () => new SealedScratch());

    public async Task<FolderReport> RunAsync(Action<int, int> onFile, CancellationToken stop)
    {
        var paths = folders.List();
        var all = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop };
        onFile(0, paths.Count);
        var heads = new Head[paths.Count];
        await Parallel.ForAsync(0, paths.Count, all, async (number, token) => heads[number] = await HeadAsync(number, paths[number], token));

        var (results, released, directories) = (new FileResult[paths.Count], new ReleasedHead?[paths.Count], new bool[paths.Count]);
        IReadOnlyList<TableVersion> tables = [];
        var done = 0;
        await Parallel.ForEachAsync(heads.GroupBy(head => head.Study, StringComparer.Ordinal), all, async (study, token) =>
        {
            var known = study.Select(head => head.Identity).OfType<IdentitySet>().Aggregate(default(IdentitySet), (sum, one) => sum?.With(one) ?? one);
            var verifier = new StudyVerifier(profile.Name);
            foreach (var head in study)
            {
                var work = new FileWork(folders, release, keys, rename, paths[head.Number]);
                results[head.Number] = await work.RunAsync(verifier, known, token);
                (released[head.Number], directories[head.Number]) = (work.Released, work.IsDirectory);
                if (work.Receipt is { } receipt) tables = receipt.Tables;
                onFile(Interlocked.Increment(ref done), paths.Count);
            }
        });
        for (var number = 0; number < paths.Count; number++)
        {
            if (directories[number]) results[number] = await RebuildAsync(paths[number], released.OfType<ReleasedHead>(), results[number], stop);
        }
        return FolderReport.Of(profile, keys, tables, results);
    }

    // What cannot be read stands alone, and says so when its turn comes.
    private async Task<Head> HeadAsync(int number, string path, CancellationToken stop)
    {
        try
        {
            await using var file = File.OpenRead(folders.SourceOf(path));
            var header = await new DicomReader(file).ReadFileAsync(stop);
            return new Head(number, header.DataSet.GetString(Tags.StudyInstanceUID) ?? path, IdentitySet.Of(header.DataSet));
        }
        catch (Exception fault) when (fault is DicomException or IOException or UnauthorizedAccessException)
        {
            return new Head(number, path, null);
        }
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

    private sealed record Head(int Number, string Study, IdentitySet? Identity);
}

/// <summary>What a directory says of a released file.</summary>
internal sealed record ReleasedHead(string Path, DataSet DataSet, TransferSyntax Syntax);

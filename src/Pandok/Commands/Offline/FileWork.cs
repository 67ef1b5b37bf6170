using System.Diagnostics;
using System.Security.Cryptography;
using Pandok.Deidentification;
using Pandok.Deidentification.Text;
using Pandok.Deidentification.Verify;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Commands.Offline;

/// <summary>One file: read, de-identified, written beside its place, verified from what was written, and only then put there. Whatever fails on the way keeps it out.</summary>
internal sealed class FileWork(Folders folders, FileRelease release, Keys keys, bool rename, string path)
{
    public ReleasedHead? Released { get; private set; }

    public Receipt? Receipt { get; private set; }

    public bool IsDirectory { get; private set; }

    public async Task<FileResult> RunAsync(StudyVerifier verifier, IdentitySet? known, CancellationToken stop)
    {
        var begin = Stopwatch.GetTimestamp();
        var result = await ReadAsync(verifier, known, stop);
        // What an earlier run put there must not stand for what this one did not release.
        if (result.Result != FileResult.Released && Path.Combine(folders.Out, path) is var stale && File.Exists(stale)) File.Delete(stale);
        return result with { Ms = (long)Stopwatch.GetElapsedTime(begin).TotalMilliseconds };
    }

    private async Task<FileResult> ReadAsync(StudyVerifier verifier, IdentitySet? known, CancellationToken stop)
    {
        FileStream file;
        try
        {
            file = File.OpenRead(folders.SourceOf(path));
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(folders.SourceOf(path)))
        {
            return new FileResult(path, FileResult.NotDicom) { Findings = [new("LINK", "")] };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Quarantined("UNREADABLE");
        }
        await using (file)
        {
            var hash = await HashAsync(file, stop);
            try
            {
                return await DecideAsync(file, verifier, known, stop) with { Sha256In = hash };
            }
            catch (DicomException fault)
            {
                return (fault.Error == DicomError.NotDicom ? new FileResult(path, FileResult.NotDicom) : Quarantined(CodeOf(fault.Error))) with { Sha256In = hash };
            }
        }
    }

    private async Task<FileResult> DecideAsync(FileStream file, StudyVerifier verifier, IdentitySet? known, CancellationToken stop)
    {
        if (await DirectoryUidAsync(file, stop) is { } directory)
        {
            IsDirectory = true;
            return new FileResult(path, FileResult.Refused) { Reasons = ["CLASS-REFUSED"], Instance = FolderDirectory.UidOf(directory, keys) };
        }
        await using var written = new PendingFile(folders.Out);
        var done = await release.RunAsync(file, written.Stream, verifier, known, stop);
        switch (done.Outcome)
        {
            case Outcome.Refused refused:
                return new FileResult(path, FileResult.Refused) { Reasons = [.. refused.Reasons.Select(CodeText.ToCode)] };
            case Outcome.Quarantined quarantined:
                Receipt = quarantined.Receipt;
                return Quarantined([.. quarantined.Reasons.Select(CodeText.ToCode)]) with { Actions = Receipt.Actions, Findings = [.. Seen(Receipt)], Boxes = FileResult.Box.Of(done.Pixels) };
            case Outcome.Released released:
                Receipt = released.Receipt;
                Released = new ReleasedHead(path, released.DataSet, done.Syntax!);
                return await PutAsync(released, done, written, stop);
            case var other:
                throw new InvalidOperationException(other.GetType().Name);
        }
    }

    private async Task<FileResult> PutAsync(Outcome.Released released, FileOutcome done, PendingFile written, CancellationToken stop)
    {
        var place = rename ? string.Join('/', released.Identity.StudyUid, released.Identity.SeriesUid, released.Identity.SopUid + ".dcm") : path;
        var hash = await HashAsync(written.Stream, stop);
        written.PutAt(Path.Combine(folders.Out, place));
        return new FileResult(path, FileResult.Released)
        {
            Written = rename ? place : null,
            Sha256Out = hash,
            Study = released.Identity.StudyUid,
            Instance = released.Identity.SopUid,
            Actions = released.Receipt.Actions,
            Findings = [.. Seen(released.Receipt), .. PathTells(released.Identity)],
            Boxes = FileResult.Box.Of(done.Pixels),
            Pixels = done.Pixels is { } pixels ? pixels.Change.ToString().ToLowerInvariant() : "unchanged",
            Verify = new FileResult.Verdict(true),
        };
    }

    private FileResult Quarantined(params IReadOnlyList<string> reasons) => new(path, FileResult.Quarantined) { Reasons = reasons, Verify = new FileResult.Verdict(false) };

    // References to files of other folders are no news; the order of the work decides which were seen.
    private static IEnumerable<FileResult.Seen> Seen(Receipt receipt) =>
        receipt.Findings.Where(finding => finding.Code != FindingCode.Reference).Select(finding => new FileResult.Seen(finding.Code.ToCode(), finding.At));

    // The caller's path is repeated in the report and in OUT: it must not be a surprise that it names somebody.
    private IEnumerable<FileResult.Seen> PathTells(MappedIdentity identity)
    {
        var words = identity.Names.Concat(identity.Terms).SelectMany(text => text.Split(['^', '=', ' ', '\\'], StringSplitOptions.RemoveEmptyEntries)).Where(word => word.Length >= (word.Any(c => c > 0x2E80) ? 2 : 4));
        return words.Any(word => path.Contains(word, StringComparison.OrdinalIgnoreCase)) ? [new FileResult.Seen("PATH-IDENTITY", "")] : [];
    }

    private static async Task<string?> DirectoryUidAsync(FileStream file, CancellationToken stop)
    {
        try
        {
            var (meta, _, _) = await DicomReader.ReadMetaAsync(file, stop);
            return meta.GetString(Tags.MediaStorageSOPClassUID) == Uids.MediaStorageDirectory ? meta.GetString(Tags.MediaStorageSOPInstanceUID) ?? "" : null;
        }
        catch (DicomException)
        {
            return null; // files without meta information are read all the same
        }
        finally
        {
            file.Position = 0;
        }
    }

    private static async Task<string> HashAsync(FileStream file, CancellationToken stop)
    {
        file.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop));
        file.Position = 0;
        return hash;
    }

    private static string CodeOf(DicomError error) => error switch
    {
        DicomError.Truncated => "TRUNCATED",
        DicomError.UnsupportedSyntax => "SYNTAX-UNSUPPORTED",
        _ => "PARSE",
    };
}

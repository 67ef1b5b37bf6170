using System.Diagnostics;
using System.Security.Cryptography;
using Pandok.Deidentification;
using Pandok.Deidentification.Faces;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Imaging.Defacing;

namespace Pandok.Commands.Offline;

/// <summary>One file: read, de-identified, written beside its place, verified from what was written, and only then put there. Whatever fails on the way keeps it out.</summary>
/// <param name="turns">How many files are worked at, and in memory, at a time; it is given on before a file waits for the disk.</param>
/// <param name="copy">With new names: 1 for the first file of its instance; null if names stay.</param>
internal sealed class FileWork(Folders folders, FileRelease release, Keys keys, Buffers buffers, SemaphoreSlim turns, string path, int? copy)
{
    // What is no longer than this is worked at in memory; it comes to the disk when it is proven clean.
    private const int InMemory = 8 << 20;

    /// <summary>Keeps what is quarantined; null if nothing does.</summary>
    public SealedFolder? Quarantine { get; init; }

    /// <summary>Removes faces, if the profile wants it.</summary>
    public required FolderFaces Faces { get; init; }

    public ReleasedHead? Released { get; private set; }

    public Receipt? Receipt { get; private set; }

    public bool IsDirectory { get; private set; }

    // What is written and proven clean, but not yet on the disk; it is done when it is there.
    private (PendingFile File, string Target)? Written { get; set; }

    public async Task<FileResult> RunAsync(StudyWords study, CancellationToken stop)
    {
        var result = await WorkAsync(study, stop);
        // What an earlier run put there must not stand for what this one did not release.
        if (result.Result != FileResult.Released && Path.Combine(folders.Out, path) is var stale && File.Exists(stale)) File.Delete(stale);
        return result;
    }

    private async Task<FileResult> WorkAsync(StudyWords study, CancellationToken stop)
    {
        await turns.WaitAsync(stop);
        var begin = Stopwatch.GetTimestamp();
        FileResult result;
        try
        {
            result = await ReadAsync(study, stop);
        }
        catch
        {
            if (Written is { } left) await left.File.DisposeAsync();
            throw;
        }
        finally
        {
            turns.Release();
        }
        if (Written is var (file, target)) await using (file) file.PutAt(target);
        return result with { Ms = (long)Stopwatch.GetElapsedTime(begin).TotalMilliseconds };
    }

    private async Task<FileResult> ReadAsync(StudyWords study, CancellationToken stop)
    {
        FileStream source;
        try
        {
            source = File.OpenRead(folders.SourceOf(path));
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(folders.SourceOf(path)))
        {
            return new FileResult(path, FileResult.NotDicom) { Findings = [new("LINK", "")] };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Quarantined("UNREADABLE");
        }
        await using (source)
        {
            if (source.Length > InMemory)
            {
                await using var pending = new PendingFile(folders.Out);
                return await ReadAsync(source, pending.Stream, pending, study, stop);
            }
            var (file, written) = (buffers.Take(), buffers.Take());
            try
            {
                // Read once: what is hashed is what is cleaned, whatever becomes of the file meanwhile.
                file.SetLength(source.Length);
                file.SetLength(source.ReadAtLeast(file.GetBuffer().AsSpan(0, (int)file.Length), (int)file.Length, throwOnEndOfStream: false));
                file.Position = 0;
                return await ReadAsync(file, written, null, study, stop);
            }
            finally
            {
                buffers.GiveBack(file);
                buffers.GiveBack(written);
            }
        }
    }

    private async Task<FileResult> ReadAsync(Stream file, Stream written, PendingFile? pending, StudyWords study, CancellationToken stop)
    {
        var hash = await HashAsync(file, stop);
        var result = await JudgeAsync(file, written, pending, study, stop) with { Sha256In = hash };
        if (Quarantine is null || result.Result != FileResult.Quarantined) return result;
        file.Position = 0;
        return result with { Sealed = await Quarantine.AddAsync(path, hash, result.Reasons, file, stop) };
    }

    private async Task<FileResult> JudgeAsync(Stream file, Stream written, PendingFile? pending, StudyWords study, CancellationToken stop)
    {
        try
        {
            return await DecideAsync(file, written, pending, study, stop);
        }
        catch (DicomException fault)
        {
            return fault.Error == DicomError.NotDicom ? new FileResult(path, FileResult.NotDicom) : Quarantined(CodeOf(fault.Error));
        }
    }

    private async Task<FileResult> DecideAsync(Stream file, Stream written, PendingFile? pending, StudyWords study, CancellationToken stop)
    {
        if (await DirectoryUidAsync(file, stop) is { } directory)
        {
            IsDirectory = true;
            return new FileResult(path, FileResult.Refused) { Reasons = ["CLASS-REFUSED"], Instance = FolderDirectory.UidOf(directory, keys) };
        }
        var (look, masked, fault) = await Faces.ApplyAsync(path, file, stop);
        await using var _ = masked;
        var done = await release.RunAsync(masked ?? file, written, study.Verifier, study.Known, look, stop);
        switch (done.Outcome)
        {
            case Outcome.Refused refused:
                return new FileResult(path, FileResult.Refused) { Reasons = [.. refused.Reasons.Select(CodeText.ToCode)] };
            case Outcome.Quarantined quarantined:
                Receipt = quarantined.Receipt;
                return Quarantined([.. quarantined.Reasons.Select(CodeText.ToCode)]) with { Actions = Receipt.Actions, Findings = [.. Seen(Receipt), .. FaceFindings(fault)], Boxes = FileResult.Box.Of(done.Pixels) };
            case Outcome.Released released when release.MustApprove(done):
                Receipt = released.Receipt;
                return Quarantined(Reason.Approval.ToCode()) with { Actions = Receipt.Actions, Findings = [.. Seen(Receipt)], Boxes = FileResult.Box.Of(done.Pixels) };
            case Outcome.Released released:
                Receipt = released.Receipt;
                Released = new ReleasedHead(path, released.DataSet, done.Syntax!);
                return await PutAsync(released, done, written, pending, stop) is var put && look == FaceLook.Removed ? put with { Pixels = "defaced" } : put;
            case var other:
                throw new InvalidOperationException(other.GetType().Name);
        }
    }

    private async Task<FileResult> PutAsync(Outcome.Released released, FileOutcome done, Stream written, PendingFile? pending, CancellationToken stop)
    {
        var place = copy is { } number ? string.Join('/', released.Identity.StudyUid, released.Identity.SeriesUid, released.Identity.SopUid + (number > 1 ? $"-{number}" : "") + ".dcm") : path;
        var hash = await HashAsync(written, stop);
        if (pending is null)
        {
            Written = (new PendingFile(folders.Out), Path.Combine(folders.Out, place));
            written.Position = 0;
            await written.CopyToAsync(Written.Value.File.Stream, stop);
        }
        else pending.PutAt(Path.Combine(folders.Out, place));
        return new FileResult(path, FileResult.Released)
        {
            Written = copy is null ? null : place,
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

    private static IEnumerable<FileResult.Seen> FaceFindings(FaceFault? fault) => fault is null ? [] : [new FileResult.Seen("FACE-" + fault.Value.ToString().ToUpperInvariant(), Tags.PixelData.ToString())];

    // The caller's path is repeated in the report and in OUT: it must not be a surprise that it names somebody.
    private IEnumerable<FileResult.Seen> PathTells(MappedIdentity identity)
    {
        var words = identity.Names.Concat(identity.Terms).SelectMany(text => text.Split(['^', '=', ' ', '\\'], StringSplitOptions.RemoveEmptyEntries)).Where(word => word.Length >= (word.Any(c => c > 0x2E80) ? 2 : 4));
        return words.Any(word => path.Contains(word, StringComparison.OrdinalIgnoreCase)) ? [new FileResult.Seen("PATH-IDENTITY", "")] : [];
    }

    private static async Task<string?> DirectoryUidAsync(Stream file, CancellationToken stop)
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

    private static async Task<string> HashAsync(Stream stream, CancellationToken stop)
    {
        if (stream is MemoryStream memory && memory.TryGetBuffer(out var bytes)) return Convert.ToHexStringLower(SHA256.HashData(bytes));
        stream.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stop));
        stream.Position = 0;
        return hash;
    }

    private static string CodeOf(DicomError error) => error switch
    {
        DicomError.Truncated => "TRUNCATED",
        DicomError.UnsupportedSyntax => "SYNTAX-UNSUPPORTED",
        _ => "PARSE",
    };
}

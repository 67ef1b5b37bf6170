using System.Buffers;
using System.Diagnostics;
using Pandok.Deidentification;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Commands.Offline;

/// <summary>One file: read, de-identified, written beside its place, verified from what was written, and only then put there. Whatever fails on the way keeps it out.</summary>
internal sealed class FileWork(Folders folders, Profile profile, Keys keys, bool rename, string path)
{
    public ReleasedHead? Released { get; private set; }

    public Receipt? Receipt { get; private set; }

    public bool IsDirectory { get; private set; }

    public async Task<FileResult> RunAsync(CancellationToken stop)
    {
        var begin = Stopwatch.GetTimestamp();
        var result = await ReadAsync(stop);
        // What an earlier run put there must not stand for what this one did not release.
        if (result.Result != FileResult.Released && Path.Combine(folders.Out, path) is var stale && File.Exists(stale)) File.Delete(stale);
        return result with { Ms = (long)Stopwatch.GetElapsedTime(begin).TotalMilliseconds };
    }

    private async Task<FileResult> ReadAsync(CancellationToken stop)
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
            return Quarantined("UNREADABLE", null);
        }
        await using (file)
        await using (var source = new HashingStream(file))
        {
            try
            {
                var reader = new DicomReader(source);
                return await DecideAsync(reader, await reader.ReadFileAsync(stop), source, stop);
            }
            catch (DicomException fault)
            {
                var hash = await source.FinishReadingAsync(stop);
                return fault.Error == DicomError.NotDicom ? new FileResult(path, FileResult.NotDicom) { Sha256In = hash } : Quarantined(CodeOf(fault.Error), hash);
            }
        }
    }

    private async Task<FileResult> DecideAsync(DicomReader reader, DicomHeader header, HashingStream source, CancellationToken stop)
    {
        if (header.Meta.GetString(Tags.MediaStorageSOPClassUID) == Uids.MediaStorageDirectory)
        {
            IsDirectory = true;
            return new FileResult(path, FileResult.Refused) { Reasons = ["CLASS-REFUSED"], Sha256In = await source.FinishReadingAsync(stop), Instance = FolderDirectory.UidOf(header.Meta.GetString(Tags.MediaStorageSOPInstanceUID) ?? path, keys) };
        }
        switch (Deidentifier.Apply(header.DataSet, profile, keys))
        {
            case Outcome.Refused refused:
                return new FileResult(path, FileResult.Refused) { Reasons = [.. refused.Reasons.Select(CodeText.ToCode)], Sha256In = await source.FinishReadingAsync(stop) };
            case Outcome.Quarantined quarantined:
                return Of(quarantined, await source.FinishReadingAsync(stop));
            case Outcome.Released released:
                return await WriteAsync(released, reader, header, source, stop);
            case var other:
                throw new InvalidOperationException(other.GetType().Name);
        }
    }

    private async Task<FileResult> WriteAsync(Outcome.Released released, DicomReader reader, DicomHeader header, HashingStream source, CancellationToken stop)
    {
        var written = rename ? string.Join('/', released.Identity.StudyUid, released.Identity.SeriesUid, released.Identity.SopUid + ".dcm") : path;
        var syntax = header.Syntax.IsImplicit ? TransferSyntax.ExplicitLittleEndian : header.Syntax.Unpacked;
        var head = new ArrayBufferWriter<byte>(16 << 10);
        DicomWriter.WriteFileHead(head, released.DataSet, syntax);
        DicomWriter.WriteDataSet(head, released.DataSet, syntax);
        if (header.Pixels is { } pixels) DicomWriter.WritePixelDataHead(head, pixels, syntax);
        await using var file = new PendingFile(Path.Combine(folders.Out, written));
        await using var target = new HashingStream(file.Stream);
        await target.WriteAsync(head.WrittenMemory, stop);
        if (header.Pixels is not null) await reader.CopyPixelDataAsync(target, stop);
        await reader.FinishAsync(stop);
        var judged = released.Judge(Verifier.Check(head.WrittenMemory, released.Identity));
        var hashes = (In: await source.FinishReadingAsync(stop), Out: target.Digest());
        if (judged is Outcome.Quarantined quarantined) return Of(quarantined, hashes.In) with { Verify = new FileResult.Verdict(false) };
        file.Keep();
        Released = new ReleasedHead(path, released.DataSet, syntax);
        Receipt = released.Receipt;
        return new FileResult(path, FileResult.Released)
        {
            Written = rename ? written : null,
            Sha256In = hashes.In,
            Sha256Out = hashes.Out,
            Study = released.Identity.StudyUid,
            Instance = released.Identity.SopUid,
            Actions = released.Receipt.Actions,
            Findings = [.. Seen(released.Receipt), .. PathTells(released.Identity)],
            Verify = new FileResult.Verdict(true),
        };
    }

    private FileResult Of(Outcome.Quarantined quarantined, string hash)
    {
        Receipt = quarantined.Receipt;
        return Quarantined("", hash) with { Reasons = [.. quarantined.Reasons.Select(CodeText.ToCode)], Actions = Receipt.Actions, Findings = [.. Seen(Receipt)] };
    }

    private FileResult Quarantined(string reason, string? hash) => new(path, FileResult.Quarantined) { Reasons = [reason], Sha256In = hash };

    private static IEnumerable<FileResult.Seen> Seen(Receipt receipt) => receipt.Findings.Select(finding => new FileResult.Seen(finding.Code.ToCode(), finding.At));

    // The caller's path is repeated in the report and in OUT: it must not be a surprise that it names somebody.
    private IEnumerable<FileResult.Seen> PathTells(MappedIdentity identity)
    {
        var words = identity.Names.Concat(identity.Terms).SelectMany(text => text.Split(['^', '=', ' ', '\\'], StringSplitOptions.RemoveEmptyEntries)).Where(word => word.Length >= (word.Any(c => c > 0x2E80) ? 2 : 4));
        return words.Any(word => path.Contains(word, StringComparison.OrdinalIgnoreCase)) ? [new FileResult.Seen("PATH-IDENTITY", "")] : [];
    }

    private static string CodeOf(DicomError error) => error switch
    {
        DicomError.Truncated => "TRUNCATED",
        DicomError.UnsupportedSyntax => "SYNTAX-UNSUPPORTED",
        _ => "PARSE",
    };
}

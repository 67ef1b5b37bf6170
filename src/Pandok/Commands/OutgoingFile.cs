using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Commands;

/// <summary>A Part 10 file to be sent: what its File Meta Information says, and where its data set starts.</summary>
internal sealed record OutgoingFile(string Path, string SopClass, string SopInstance, TransferSyntax Syntax, long DataSetStart)
{
    private const int ContextsPerAssociation = 128;

    /// <summary>All files below the paths; what is no DICOM file is told with the reason.</summary>
    public static async Task<(List<OutgoingFile> Files, List<(string Path, string Why)> Unreadable)> FindAsync(IEnumerable<string> paths, CancellationToken stop)
    {
        var files = new List<OutgoingFile>();
        var unreadable = new List<(string, string)>();
        foreach (var path in paths.SelectMany(Below))
        {
            try
            {
                await using var stream = File.OpenRead(path);
                var meta = await DicomReader.ReadMetaAsync(stream, stop);
                files.Add(new OutgoingFile(path, Stated(meta.Meta, Tags.MediaStorageSOPClassUID), Stated(meta.Meta, Tags.MediaStorageSOPInstanceUID), meta.Syntax, meta.DataSetStart));
            }
            catch (Exception fault) when (fault is DicomException or IOException or UnauthorizedAccessException)
            {
                unreadable.Add((path, fault.Message));
            }
        }
        return (files, unreadable);
    }

    /// <summary>Groups that need no more contexts than one association may have.</summary>
    public static IEnumerable<List<OutgoingFile>> Batches(IEnumerable<OutgoingFile> files)
    {
        var batch = new List<OutgoingFile>();
        var contexts = new HashSet<(string, TransferSyntax)>();
        foreach (var file in files)
        {
            if (contexts.Count == ContextsPerAssociation && !contexts.Contains((file.SopClass, file.Syntax)))
            {
                yield return batch;
                (batch, contexts) = ([], []);
            }
            batch.Add(file);
            contexts.Add((file.SopClass, file.Syntax));
        }
        if (batch.Count > 0) yield return batch;
    }

    /// <returns>Null if it was taken, else why not.</returns>
    public async Task<string?> SendAsync(DicomClient client, CancellationToken stop)
    {
        try
        {
            await using var stream = File.OpenRead(Path);
            stream.Position = DataSetStart;
            var status = await client.StoreAsync(SopClass, SopInstance, Syntax, stream, stop);
            return status.Code == DimseStatus.Success.Code ? null : $"status {status.Code:X4}H {status.ErrorComment}";
        }
        catch (ContextNotAcceptedException)
        {
            return $"the receiver does not take this kind of object in {Syntax.Name}";
        }
    }

    private static IEnumerable<string> Below(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];

    private static string Stated(DataSet meta, Tag tag) => meta.GetString(tag) ?? throw new DicomException(DicomError.Invalid, "File Meta Information is not complete", 0, tag);
}

using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Tests.Network;

/// <summary>A provider of query and retrieve over the files of a folder: enough matching for what the tests ask (unique keys, wildcards, date ranges), at any level of either root.</summary>
internal class FolderArchive(string folder) : DicomServerHandler
{
    private static readonly Tag[] UniqueKeys = [Tags.PatientID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID];
    private static readonly Tag Level = new(0x00080052);

    public Dictionary<string, DicomClientOptions> Destinations { get; } = [];

    // Whether a peer that takes uncompressed syntaxes only is served too.
    public bool Transcodes { get; init; }

    // Waited for before an instance is opened, with the token of the C-CANCEL.
    public Func<string, CancellationToken, Task> Opening { get; init; } = static (_, _) => Task.CompletedTask;

    public System.Collections.Concurrent.ConcurrentQueue<Exception> Failures { get; } = new();

    // Reports of commitment that came to us, and who is told of ours.
    public System.Threading.Channels.Channel<NormalizedRequest> Reports { get; } = System.Threading.Channels.Channel.CreateUnbounded<NormalizedRequest>();

    public override ValueTask<NormalizedResponse> EventReportAsync(NormalizedRequest request, CancellationToken stop)
    {
        Reports.Writer.TryWrite(request);
        return ValueTask.FromResult<NormalizedResponse>(DimseStatus.Success);
    }

    public override ValueTask<NormalizedResponse> ActionAsync(NormalizedRequest request, CancellationToken stop)
    {
        Reports.Writer.TryWrite(request);
        return ValueTask.FromResult<NormalizedResponse>(DimseStatus.Success);
    }

    public override void Failed(Association? association, Exception fault) => Failures.Enqueue(fault);

    public static DicomServerOptions Options => new()
    {
        AcceptsAbstractSyntax = uid => uid == Uids.Verification || Uids.IsStorage(uid) || SopClasses.IsQueryRetrieve(uid)
            || uid is SopClasses.ModalityWorklistFind or SopClasses.StorageCommitment or SopClasses.ModalityPerformedProcedureStep,
    };

    public override async ValueTask<DimseStatus> StoreAsync(StoreRequest request, CancellationToken stop)
    {
        var head = new System.Buffers.ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(head, new DataSet().Set(Tags.SOPClassUID, Vr.UI, request.SopClassUid).Set(Tags.SOPInstanceUID, Vr.UI, request.SopInstanceUid), request.TransferSyntax);
        await using var file = File.Create(Path.Combine(folder, request.SopInstanceUid + ".dcm"));
        await file.WriteAsync(head.WrittenMemory, stop);
        await request.DataSet.CopyToAsync(file, stop);
        return DimseStatus.Success;
    }

    public override async IAsyncEnumerable<DataSet> FindAsync(FindRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var depth = Depth(request.Identifier);
        var seen = new HashSet<string>();
        foreach (var (header, _) in await FilesAsync(cancel))
        {
            var set = header.DataSet;
            if (!Matches(request.Identifier, set) || !seen.Add(string.Join('|', UniqueKeys.Take(depth + 1).Select(key => set.GetString(key))))) continue;
            var match = new DataSet();
            foreach (var key in request.Identifier)
            {
                if (key.Tag == Level) match.Set(key);
                else if (set.TryGet(key.Tag, out var value)) match.Set(value);
                else if (!key.Tag.IsGroupLength) match.Set(DataElement.Of(key.Tag, key.Vr, default));
            }
            yield return match;
        }
    }

    public override ValueTask<IReadOnlyList<StoredInstance>> GetAsync(RetrieveRequest request, CancellationToken cancel) => ListAsync(request, cancel);

    public override ValueTask<IReadOnlyList<StoredInstance>> MoveAsync(RetrieveRequest request, CancellationToken cancel) => ListAsync(request, cancel);

    public override ValueTask<DicomClientOptions?> ResolveAsync(string destination, RetrieveRequest request, CancellationToken cancel) => ValueTask.FromResult(Destinations.GetValueOrDefault(destination));

    private async ValueTask<IReadOnlyList<StoredInstance>> ListAsync(RetrieveRequest request, CancellationToken cancel)
    {
        Depth(request.Identifier);
        return [.. (await FilesAsync(cancel)).Where(file => Matches(request.Identifier, file.Header.DataSet)).Select(file => new StoredInstance(
            file.Header.DataSet.GetString(Tags.SOPClassUID)!,
            file.Header.DataSet.GetString(Tags.SOPInstanceUID)!,
            Transcodes ? StoredFile.SyntaxesOf(file.Header.Syntax) : [file.Header.Syntax],
            async (syntax, stop) =>
            {
                await Opening(file.Path, cancel);
                return await StoredFile.OpenAsync(File.OpenRead(file.Path), file.Header.Syntax, syntax, static () => new MemoryStream(), stop);
            }))];
    }

    private static int Depth(DataSet identifier) => identifier.GetString(Level) switch
    {
        "PATIENT" => 0,
        "STUDY" => 1,
        "SERIES" => 2,
        "IMAGE" => 3,
        _ => throw new DimseException(DimseStatus.IdentifierDoesNotMatch.With("No such level").At(Level)),
    };

    private static bool Matches(DataSet identifier, DataSet set) => identifier
        .Where(key => !key.IsEmpty && key.Items is null && key.Tag != Level && key.Tag != Tags.SpecificCharacterSet && !key.Tag.IsGroupLength)
        .All(key => identifier.GetStrings(key.Tag).Any(wanted => Fits(wanted, set.GetString(key.Tag) ?? "")));

    private static bool Fits(string wanted, string value) => wanted.Split('-') is [var from, var to] && from.Length is 0 or 8 && to.Length is 0 or 8
        ? string.CompareOrdinal(value, from) >= 0 && (to.Length == 0 || string.CompareOrdinal(value, to) <= 0)
        : System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(wanted, value);

    private async Task<List<(DicomHeader Header, string Path)>> FilesAsync(CancellationToken stop)
    {
        var files = new List<(DicomHeader, string)>();
        foreach (var path in Directory.GetFiles(folder, "*.dcm").Order(StringComparer.Ordinal))
        {
            await using var stream = File.OpenRead(path);
            files.Add((await new DicomReader(stream).ReadFileAsync(stop), path));
        }
        return files;
    }
}

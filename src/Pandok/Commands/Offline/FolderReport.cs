using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pandok.Deidentification;

namespace Pandok.Commands.Offline;

/// <summary>What became of a run. It holds no identifier of the data; paths are the caller's own.</summary>
internal sealed record FolderReport(string Product, FolderReport.ProfileUsed Profile, string KeyId, IReadOnlyList<TableVersion> Tables, FolderReport.Totals Counts, IReadOnlyList<FileResult> Files)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static FolderReport Of(Profile profile, Keys keys, IReadOnlyList<TableVersion> tables, IReadOnlyList<FileResult> files)
    {
        int Count(string result) => files.Count(file => file.Result == result);
        return new FolderReport($"pandok {typeof(FolderReport).Assembly.GetName().Version!.ToString(3)}", new ProfileUsed(profile.Name, profile.Version, profile.Sha256), keys.KeyId, tables,
            new Totals(files.Count, Count(FileResult.Released), Count(FileResult.Quarantined), Count(FileResult.Refused), Count(FileResult.NotDicom), Count(FileResult.Rebuilt)), files);
    }

    /// <summary>Whole or not at all.</summary>
    public async Task WriteAsync(string path, CancellationToken stop)
    {
        var begun = $"{path}.{System.IO.Path.GetRandomFileName()}.begun";
        try
        {
            await using (var file = new FileStream(begun, FileMode.CreateNew))
            {
                await JsonSerializer.SerializeAsync(file, this, Form, stop);
                file.Flush(flushToDisk: true);
            }
            File.Move(begun, path, overwrite: true);
        }
        finally
        {
            File.Delete(begun);
        }
    }

    internal sealed record ProfileUsed(string Name, int Version, string Sha256);

    internal sealed record Totals(int In, int Released, int Quarantined, int Refused, int NotDicom, int Rebuilt);
}

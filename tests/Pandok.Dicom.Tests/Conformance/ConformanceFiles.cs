using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Dicom.Tests.Conformance;

/// <summary>The real files beside the repository, each read whole.</summary>
internal static class ConformanceFiles
{
    internal static IEnumerable<(string Name, string Path)> All()
    {
        var folder = SharedData.Folder("data/conformance");
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (Path.GetRelativePath(folder, path), path));
    }

    internal static async Task<WholeObject> ReadAsync(string path, ReadMode mode)
    {
        await using var file = File.OpenRead(path);
        var reader = new DicomReader(file, null, mode);
        var header = await reader.ReadFileAsync(default);
        var pixels = new MemoryStream();
        if (header.Pixels is not null) await reader.CopyPixelDataAsync(pixels, default);
        var after = await reader.FinishAsync(default);
        return new WholeObject(header, pixels.ToArray(), after, reader.Findings);
    }

    internal sealed record WholeObject(DicomHeader Header, byte[] Pixels, DataSet After, IReadOnlyList<ReadFinding> Findings)
    {
        internal async Task<byte[]> WriteAsync()
        {
            var to = new MemoryStream();
            await DicomFile.WriteAsync(to, Header, async (stream, stop) => { await stream.WriteAsync(Pixels, stop); return Pixels.Length; }, _ => ValueTask.FromResult(After), default);
            return to.ToArray();
        }
    }
}

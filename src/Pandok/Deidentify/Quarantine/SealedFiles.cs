using Pandok.Platform;

namespace Pandok.Deidentify.Quarantine;

/// <summary>
/// Sealed originals as files, <c>quarantine/ID.sealed</c> in the data folder. A file gets its name when it is whole and flushed; what a kill left half written, the next start sweeps away.
/// </summary>
internal sealed class SealedFiles(PandokOptions options)
{
    private const string Suffix = ".sealed", Temporary = ".partial";
    private string Folder => Path.Combine(options.Data, "quarantine");

    /// <returns>The size of the sealed file. It is durable.</returns>
    /// <exception cref="QuarantineFullException">The object is too large, or all of them together are.</exception>
    public async Task<long> WriteAsync(Guid id, byte[] key, Func<Stream, Task> write)
    {
        MasterKey.PrivateFolder(Folder);
        var room = options.QuarantineBytes - Ids().Sum(one => new FileInfo(PathOf(one)) is { Exists: true } file ? file.Length : 0);
        if (room <= 0) throw new QuarantineFullException("The quarantine is full");
        var temporary = Path.Combine(Folder, $"{id:N}{Temporary}");
        try
        {
            long size;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 << 10))
            {
                using var format = new SealedFormat(key, id);
                var sealing = new SealingStream(file, format, Math.Min(room, options.QuarantineObjectBytes));
                await write(sealing);
                sealing.Finish();
                file.Flush(flushToDisk: true);
                size = file.Length;
            }
            File.Move(temporary, PathOf(id));
            Platform.Objects.ObjectFiles.FlushFolder(Folder);
            return size;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <exception cref="FileNotFoundException">There is no such original.</exception>
    /// <exception cref="BrokenSealException">It was changed or cut, or the key is another one.</exception>
    public OpenedStream Open(Guid id, byte[] key)
    {
        var file = new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        try
        {
            return new OpenedStream(file, key, id);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public bool Has(Guid id) => File.Exists(PathOf(id));

    public void Delete(Guid id) => File.Delete(PathOf(id));

    /// <summary>The sealed originals that are there.</summary>
    public IReadOnlyList<Guid> Ids() => Directory.Exists(Folder)
        ? [.. Directory.GetFiles(Folder, "*" + Suffix).Select(Path.GetFileNameWithoutExtension).Select(name => Guid.TryParse(name, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)]
        : [];

    /// <summary>When an original was written; what is very young may still be waiting for its row.</summary>
    public DateTimeOffset WrittenAt(Guid id) => File.GetLastWriteTimeUtc(PathOf(id));

    /// <summary>Takes away what a kill left half written. Call before anything is received.</summary>
    public void SweepPartial()
    {
        if (!Directory.Exists(Folder)) return;
        foreach (var file in Directory.GetFiles(Folder, "*" + Temporary)) File.Delete(file);
    }

    private string PathOf(Guid id) => Path.Combine(Folder, $"{id:N}{Suffix}");
}

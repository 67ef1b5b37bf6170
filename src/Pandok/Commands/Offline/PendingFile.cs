namespace Pandok.Commands.Offline;

/// <summary>A file that stands at its place only when it is whole and on the disk; else nothing of it remains. It is begun in the folder it belongs below, so that it can be renamed.</summary>
internal sealed class PendingFile : IAsyncDisposable
{
    private readonly string begun;
    private string? place;

    public PendingFile(string folder)
    {
        begun = Path.Combine(folder, $".{Path.GetRandomFileName()}.begun");
        Stream = new FileStream(begun, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
    }

    public FileStream Stream { get; }

    /// <summary>Flushes it to the disk and puts it where it belongs.</summary>
    public void PutAt(string target)
    {
        Stream.Flush(flushToDisk: true);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(begun, target, overwrite: true);
        place = target;
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        if (place is null) File.Delete(begun);
    }
}

namespace Pandok.Commands.Offline;

/// <summary>A file that stands at its place only when it is whole and on the disk; else nothing of it remains.</summary>
internal sealed class PendingFile : IAsyncDisposable
{
    private readonly string target;
    private readonly string begun;
    private bool isKept;

    public PendingFile(string target)
    {
        this.target = target;
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        begun = Path.Combine(folder, $".{Path.GetRandomFileName()}.begun");
        Stream = new FileStream(begun, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
    }

    public FileStream Stream { get; }

    public void Keep() => isKept = true;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (isKept) Stream.Flush(flushToDisk: true);
            await Stream.DisposeAsync();
            if (isKept) File.Move(begun, target, overwrite: true);
        }
        finally
        {
            File.Delete(begun);
        }
    }
}

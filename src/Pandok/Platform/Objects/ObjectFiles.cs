using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Pandok.Platform.Telemetry;

namespace Pandok.Platform.Objects;

/// <summary>
/// Objects as files. Written once, never changed: bytes go to a temporary name, get their name, and file and folder are fsync'ed before anybody hears of it.
/// A kill at any moment leaves the whole object, or a temporary file that the next start sweeps away, or an object without a row, which the same object sent again replaces.
/// The name comes before the fsync when it is free: one commit of the file system's journal then holds both, which halves the wait. Over an object that is there already,
/// only bytes that are durable are moved.
/// </summary>
internal sealed partial class ObjectFiles(PandokOptions options)
{
    private const string Temporary = ".partial";
    private const int RememberedFolders = 10_000;
    private readonly string root = Path.Combine(options.Data, "objects");
    private readonly string incoming = Path.Combine(options.Data, "objects", "incoming");
    private bool hasIncoming;
    private readonly ConcurrentDictionary<string, bool> durableFolders = new();

    /// <summary>Writes bytes to a temporary file; they are no object, and not durable, until <see cref="WrittenObject.PublishAsync"/> gives them a name.</summary>
    public async Task<WrittenObject> WriteAsync(Func<Stream, CancellationToken, Task> write, CancellationToken stop)
    {
        if (!hasIncoming) hasIncoming = Directory.CreateDirectory(incoming).Exists;
        var temporary = Path.Combine(incoming, Guid.NewGuid().ToString("N") + Temporary);
        var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        try
        {
            using var hashing = new HashingFile(file);
            await write(hashing, stop);
            hashing.Start();
            return new WrittenObject(this, file, temporary, hashing.Length, hashing.Sha256());
        }
        catch
        {
            file.Dispose();
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Opens an object for reading.</summary>
    /// <exception cref="FileNotFoundException">There is no such object.</exception>
    public FileStream Open(string key) => new(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read, 64 << 10, FileOptions.Asynchronous);

    /// <summary>Opens an object for reading at any place, by several at a time.</summary>
    /// <exception cref="FileNotFoundException">There is no such object.</exception>
    public SafeFileHandle OpenHandle(string key) => File.OpenHandle(PathOf(key));

    /// <summary>Takes an object away. Only for what must not stay: objects are otherwise kept for ever.</summary>
    public void Delete(string key) => File.Delete(PathOf(key));

    /// <summary>An empty file beside the objects, deleted by the system when it is closed.</summary>
    public FileStream Scratch() => new(Path.Combine(Directory.CreateDirectory(Path.Combine(root, "incoming")).FullName, Guid.NewGuid().ToString("N") + Temporary),
        FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 << 10, FileOptions.Asynchronous | FileOptions.DeleteOnClose);

    /// <summary>Takes away what a crash left half written. Call before anything is received.</summary>
    /// <returns>How many.</returns>
    public int Sweep()
    {
        var left = Directory.Exists(root) ? Directory.GetFiles(root, "*" + Temporary, SearchOption.AllDirectories) : [];
        foreach (var file in left) File.Delete(file);
        return left.Length;
    }

    internal void Publish(SafeFileHandle file, string temporary, string key)
    {
        var path = PathOf(key);
        var folder = Path.GetDirectoryName(path)!;
        MakeDurable(folder);
        using (Stages.Begin("file")) Name(file, temporary, path);
        using (Stages.Begin("folder")) FlushFolder(folder);
    }

    private static void Name(SafeFileHandle file, string temporary, string path)
    {
        if (RenameIfFree(temporary, path))
        {
            RandomAccess.FlushToDisk(file);
        }
        else
        {
            RandomAccess.FlushToDisk(file);
            File.Move(temporary, path, overwrite: true); // the same key has the same bytes
        }
    }

    internal string PathOf(string key)
    {
        var path = Path.GetFullPath(Path.Combine(root, key));
        return path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : throw new ArgumentException("The key leaves the store.", nameof(key));
    }

    // A folder that is there may be another's, who has not flushed it yet: each process flushes it once itself.
    private void MakeDurable(string folder)
    {
        if (durableFolders.ContainsKey(folder) && Directory.Exists(folder)) return;
        Directory.CreateDirectory(folder);
        for (var made = folder; made.Length > root.Length; made = Path.GetDirectoryName(made)!) FlushFolder(Path.GetDirectoryName(made)!);
        if (durableFolders.Count >= RememberedFolders) durableFolders.Clear();
        durableFolders[folder] = true;
    }

    // False also where the system or the file system cannot do it; then it is done the longer way.
    private static bool RenameIfFree(string from, string to) =>
        OperatingSystem.IsLinux() && LibC.RenameAt2(LibC.WorkingFolder, from, LibC.WorkingFolder, to, LibC.NoReplace) == 0;

    internal static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsLinux()) return; // elsewhere the rename itself is durable, or nothing can be asked for
        var handle = LibC.Open(folder, LibC.ReadOnlyDirectory);
        if (handle < 0) throw new IOException($"Cannot open the folder of an object: error {Marshal.GetLastPInvokeError()}.");
        var result = LibC.FSync(handle);
        var error = Marshal.GetLastPInvokeError();
        _ = LibC.Close(handle);
        if (result != 0) throw new IOException($"Cannot flush the folder of an object: error {error}.");
    }

    private static partial class LibC
    {
        internal const int ReadOnlyDirectory = 0x10000; // O_RDONLY | O_DIRECTORY
        internal const int WorkingFolder = -100; // AT_FDCWD; the paths are absolute
        internal const uint NoReplace = 1; // RENAME_NOREPLACE

        [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int Open(string path, int flags);

        [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
        internal static partial int FSync(int handle);

        [LibraryImport("libc", EntryPoint = "close")]
        internal static partial int Close(int handle);

        [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int RenameAt2(int fromFolder, string from, int toFolder, string to, uint flags);
    }
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Pandok.Platform.Objects;

/// <summary>
/// Objects as files. Written once, never changed: bytes go to a temporary name, are fsync'ed, renamed, and the folder is fsync'ed;
/// a kill at any moment leaves either the whole object or a temporary file that the next start sweeps away.
/// </summary>
internal sealed partial class ObjectFiles(PandokOptions options)
{
    private const string Temporary = ".partial";
    private readonly string root = Path.Combine(options.Data, "objects");

    /// <summary>Writes bytes to a temporary file and makes them durable; they are no object until <see cref="WrittenObject.Publish"/> gives them a name.</summary>
    public async Task<WrittenObject> WriteAsync(Func<Stream, CancellationToken, Task> write, CancellationToken stop)
    {
        var incoming = Directory.CreateDirectory(Path.Combine(root, "incoming")).FullName;
        var temporary = Path.Combine(incoming, Guid.NewGuid().ToString("N") + Temporary);
        try
        {
            await using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 << 10, FileOptions.Asynchronous);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var hashing = new HashingStream(file, hash);
            await write(hashing, stop);
            await file.FlushAsync(stop);
            file.Flush(flushToDisk: true);
            return new WrittenObject(this, temporary, file.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch
        {
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

    /// <summary>Takes away what a crash left half written. Call before anything is received.</summary>
    /// <returns>How many.</returns>
    public int Sweep()
    {
        var left = Directory.Exists(root) ? Directory.GetFiles(root, "*" + Temporary, SearchOption.AllDirectories) : [];
        foreach (var file in left) File.Delete(file);
        return left.Length;
    }

    internal void Publish(string temporary, string key)
    {
        var path = PathOf(key);
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            for (var made = folder; made.Length > root.Length; made = Path.GetDirectoryName(made)!) FlushFolder(Path.GetDirectoryName(made)!);
        }
        File.Move(temporary, path, overwrite: true); // the same key has the same bytes
        FlushFolder(folder);
    }

    private string PathOf(string key)
    {
        var path = Path.GetFullPath(Path.Combine(root, key));
        return path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : throw new ArgumentException("The key leaves the store.", nameof(key));
    }

    private static void FlushFolder(string folder)
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

        [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int Open(string path, int flags);

        [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
        internal static partial int FSync(int handle);

        [LibraryImport("libc", EntryPoint = "close")]
        internal static partial int Close(int handle);
    }
}

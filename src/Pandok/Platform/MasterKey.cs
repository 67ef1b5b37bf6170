
namespace Pandok.Platform;

/// <summary>
/// The one secret of an installation: <c>master.key</c> in the key folder, 64 hexadecimal digits, readable by its owner only. Every other key is
/// derived from it by HKDF under its own purpose. Losing the file loses the vault and the proof of the trail: back it up apart from the data.
/// While it is being changed (<see cref="MasterKeyChange"/>) the one before stands beside it as <c>master-ID.key</c>, until nothing is wrapped under it any more.
/// </summary>
internal sealed class MasterKey
{
    private readonly string folder;
    private volatile KeyFiles files;

    private MasterKey(string folder, KeyFiles files) => (this.folder, this.files) = (folder, files);

    /// <summary>Names the key without telling it: hexadecimal of the first 8 bytes of its SHA-256.</summary>
    public string Id => files.Current.Id;

    /// <summary>The ids of former keys that are still there, because something is wrapped under them.</summary>
    public IReadOnlyList<string> Retired => [.. files.Retired.Select(key => key.Id)];

    /// <summary>A key for one purpose, the same at each call and on each node. Those of <see cref="KeyFiles.Lasting"/> stay the same when the master key changes.</summary>
    public byte[] Derive(string purpose) => files.Carried.TryGetValue(purpose, out var carried) ? carried : files.Current.Derive(purpose);

    /// <summary>The key that wraps other keys, and its id, which belongs into the row of what it wrapped.</summary>
    public (string Id, byte[] Key) Wrapping(string purpose) => (files.Current.Id, files.Current.Derive(purpose));

    /// <summary>The keys that may open what was wrapped: the one named, or, where a row names none, all there are.</summary>
    public IReadOnlyList<byte[]> Unwrapping(string purpose, string id)
    {
        // Another node, or a command, may have changed the key since this process began.
        if (id.Length > 0 && files.Of(id) is null) files = KeyFiles.Open(folder);
        return files.Of(id) is { } named ? [named.Derive(purpose)] : id.Length > 0 ? [] : [files.Current.Derive(purpose), .. files.Retired.Select(key => key.Derive(purpose))];
    }

    /// <summary>Reads the key folder again.</summary>
    public void Reload() => files = KeyFiles.Open(folder);

    /// <exception cref="InvalidDataException">The file is not a key, or others may read it.</exception>
    public static MasterKey OpenOrCreate(string keyFolder)
    {
        KeyFiles.CreateIfMissing(keyFolder);
        return new MasterKey(keyFolder, KeyFiles.Open(keyFolder));
    }

    /// <summary>Creates a folder only its owner can enter.</summary>
    public static void PrivateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Pandok.Platform;

/// <summary>
/// The one secret of an installation: <c>master.key</c> in the key folder, 64 hexadecimal digits, readable by its owner only. Every other key is
/// derived from it by HKDF under its own purpose. Losing the file loses the vault and the proof of the trail: back it up apart from the data.
/// </summary>
internal sealed class MasterKey
{
    private const int Bytes = 32;
    private readonly byte[] secret;

    private MasterKey(byte[] secret) => this.secret = secret;

    /// <summary>A key for one purpose, the same at each call and on each node.</summary>
    public byte[] Derive(string purpose, int bytes = Bytes) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, bytes, info: Encoding.UTF8.GetBytes(purpose));

    /// <exception cref="InvalidDataException">The file is not a key, or others may read it.</exception>
    public static MasterKey OpenOrCreate(string keyFolder)
    {
        var file = Path.Combine(keyFolder, "master.key");
        if (!File.Exists(file))
            Create(keyFolder, file);
        return Open(file);
    }

    // Written beside, flushed, then renamed without overwriting: a crash leaves no half key, and of two nodes that start at once one wins.
    private static void Create(string keyFolder, string file)
    {
        PrivateFolder(keyFolder);
        var fresh = Path.Combine(keyFolder, $"master.{Guid.NewGuid():N}.new");
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(fresh, how))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(fresh, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(fresh);
        }
    }

    private static MasterKey Open(string file)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
            throw new InvalidDataException($"{file} can be read by others. Take the rights away (chmod 600) and consider whether the key is still a secret.");

        var text = File.ReadAllText(file).Trim();
        if (text.Length != 2 * Bytes || !text.All(char.IsAsciiHexDigit))
            throw new InvalidDataException($"{file} is not a master key of {2 * Bytes} hexadecimal digits. Restore it from its backup; a new one cannot open the vault.");
        return new MasterKey(Convert.FromHexString(text));
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

using System.Security.Cryptography;
using System.Text;

namespace Pandok.Platform;

/// <summary>
/// What lies in the key folder: <c>master.key</c>; while it is changed also <c>master-ID.key</c>; and <c>carried.keys</c>, keys that must outlast a change (they prove what was
/// written before), sealed under the master key: one line "master id, purpose, sealed key" each. Lines of another master key are passed over.
/// </summary>
internal sealed class KeyFiles
{
    public const string Master = "master.key", CarriedKeys = "carried.keys";

    /// <summary>Purposes whose key stays when the master key changes: the chains of the trail and of the receipts.</summary>
    public static readonly IReadOnlyList<string> Lasting = ["pandok audit v1", "pandok receipts v1"];

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private KeyFiles(SecretKey current, IReadOnlyList<SecretKey> retired, IReadOnlyDictionary<string, byte[]> carried) => (Current, Retired, Carried) = (current, retired, carried);

    public SecretKey Current { get; }
    public IReadOnlyList<SecretKey> Retired { get; }
    public IReadOnlyDictionary<string, byte[]> Carried { get; }

    public SecretKey? Of(string id) => Current.Id == id ? Current : Retired.FirstOrDefault(key => key.Id == id);

    /// <exception cref="InvalidDataException">A file is not a key, or others may read it.</exception>
    public static KeyFiles Open(string folder)
    {
        var current = Read(Path.Combine(folder, Master));
        var retired = Directory.GetFiles(folder, "master-*.key").Order(StringComparer.Ordinal).Select(Read).Where(key => key.Id != current.Id).ToList();
        var carried = new Dictionary<string, byte[]>();
        foreach (var line in CarriedLines(folder))
        {
            if (line.Split('\t') is [var id, var purpose, var box] && id == current.Id)
                carried[purpose] = SealedBox.Open(current.Derive("pandok carried v1"), Convert.FromHexString(box), Encoding.UTF8.GetBytes(purpose));
        }
        return new KeyFiles(current, retired, carried);
    }

    public static IReadOnlyList<string> CarriedLines(string folder) =>
        File.Exists(Path.Combine(folder, CarriedKeys)) ? File.ReadAllLines(Path.Combine(folder, CarriedKeys)) : [];

    public static string CarriedLine(SecretKey master, string purpose, byte[] key) =>
        $"{master.Id}\t{purpose}\t{Convert.ToHexStringLower(SealedBox.Seal(master.Derive("pandok carried v1"), key, Encoding.UTF8.GetBytes(purpose)))}";

    public static void CreateIfMissing(string folder)
    {
        if (File.Exists(Path.Combine(folder, Master))) return;
        MasterKey.PrivateFolder(folder);
        Write(folder, Master, SecretKey.New().Text, overwrite: false);
    }

    // Written beside, flushed, then renamed: a crash leaves no half key, and of two nodes that start at once one wins.
    public static void Write(string folder, string name, string text, bool overwrite)
    {
        var (file, fresh) = (Path.Combine(folder, name), Path.Combine(folder, $"master.{Guid.NewGuid():N}.new"));
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = Owner;
        using (var stream = new FileStream(fresh, how))
        {
            stream.Write(Encoding.ASCII.GetBytes(text + "\n"));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(fresh, file, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(file))
        {
            File.Delete(fresh);
        }
    }

    public static SecretKey Read(string file)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
            throw new InvalidDataException($"{file} can be read by others. Take the rights away (chmod 600) and consider whether the key is still a secret.");
        return SecretKey.Parse(File.ReadAllText(file))
            ?? throw new InvalidDataException($"{file} is not a master key of {2 * SecretKey.Size} hexadecimal digits. Restore it from its backup; a new one cannot open the vault.");
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pandok.Deidentify.Quarantine;
using Pandok.Platform;

namespace Pandok.Commands.Offline;

/// <summary>
/// Originals that were not released, each as <c>ID.sealed</c> in the form of the platform's quarantine (<see cref="SealedFormat"/>), under a key of its own that is derived from the run's. Inside: the length of
/// a note (4 bytes, big endian), the note (JSON: path and reasons), the file. The ID is keyed over all of it, so that no key seals two contents, and the name tells nothing.
/// </summary>
internal sealed class SealedFolder
{
    public const string Suffix = ".sealed";
    private const int LongestNote = 64 << 10;
    private readonly string folder;
    private readonly byte[] key;

    public SealedFolder(string folder, byte[] key)
    {
        (this.folder, this.key) = (folder, key);
        MasterKey.PrivateFolder(folder);
    }

    /// <returns>The name of the sealed file. It is durable.</returns>
    public async Task<string> AddAsync(string path, string sha256, IReadOnlyList<string> reasons, Stream original, CancellationToken stop)
    {
        var note = JsonSerializer.SerializeToUtf8Bytes(new Note(path, reasons), JsonSerializerOptions.Web);
        var id = new Guid(HMACSHA256.HashData(key, (byte[])[.. note, .. Encoding.ASCII.GetBytes(sha256)]).AsSpan(0, 16));
        var name = $"{id:N}{Suffix}";
        await using var pending = new PendingFile(folder);
        using var format = new SealedFormat(KeyOf(id), id);
        await using var sealing = new SealingStream(pending.Stream, format, long.MaxValue);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, note.Length);
        sealing.Write(length);
        sealing.Write(note);
        await original.CopyToAsync(sealing, stop);
        sealing.Finish();
        pending.PutAt(Path.Combine(folder, name));
        return name;
    }

    /// <summary>The sealed files, by name.</summary>
    public IEnumerable<string> List() => Directory.EnumerateFiles(folder, "*" + Suffix).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    /// <summary>Opens one; the stream stands where the original begins.</summary>
    /// <exception cref="BrokenSealException">It was changed or cut, or the key is another one.</exception>
    public (Note Note, Stream Original) Open(string name)
    {
        if (!Guid.TryParseExact(Path.GetFileNameWithoutExtension(name), "N", out var id)) throw new BrokenSealException();
        var opened = new OpenedStream(new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.Read, 1), KeyOf(id), id);
        try
        {
            Span<byte> head = stackalloc byte[4];
            opened.ReadExactly(head);
            var length = BinaryPrimitives.ReadInt32BigEndian(head);
            if (length is < 1 or > LongestNote) throw new BrokenSealException();
            var note = new byte[length];
            opened.ReadExactly(note);
            return (JsonSerializer.Deserialize<Note>(note, JsonSerializerOptions.Web) ?? throw new BrokenSealException(), opened);
        }
        catch (Exception fault) when (fault is EndOfStreamException or JsonException)
        {
            opened.Dispose();
            throw new BrokenSealException(fault);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private byte[] KeyOf(Guid id) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, SealedFormat.KeySize, salt: null, info: Encoding.ASCII.GetBytes($"pandok sealed original\n{id:D}"));

    /// <summary>What stands beside the original.</summary>
    /// <param name="Path">Where it lay below IN.</param>
    /// <param name="Reasons">Why it was not released.</param>
    internal sealed record Note(string Path, IReadOnlyList<string> Reasons);
}

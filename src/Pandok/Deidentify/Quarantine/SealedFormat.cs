using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Pandok.Platform;

namespace Pandok.Deidentify.Quarantine;

/// <summary>
/// A sealed file: <c>PKQ1</c>, then chunks of 64 KiB, each <c>tag 16 | ciphertext</c> of AES-256-GCM; the last chunk is shorter and may be empty. The key belongs to this file alone, so
/// the nonce is a counter (4 bytes, big endian) and a mark on the last chunk: chunks cannot be changed, moved, left out or cut off. The file's id is associated data.
/// </summary>
internal sealed class SealedFormat(byte[] key, Guid id) : IDisposable
{
    public const int KeySize = 32, ChunkSize = 64 << 10, TagSize = 16, HeadSize = 4;
    private readonly AesGcm aes = new(key, TagSize);
    private readonly byte[] associated = Encoding.ASCII.GetBytes($"pandok quarantine\n{id:D}");

    public static ReadOnlySpan<byte> Magic => "PKQ1"u8;

    public void Seal(int chunk, bool isLast, ReadOnlySpan<byte> plain, Span<byte> box)
    {
        Span<byte> nonce = stackalloc byte[12];
        Nonce(nonce, chunk, isLast);
        aes.Encrypt(nonce, plain, box.Slice(TagSize, plain.Length), box[..TagSize], associated);
    }

    /// <exception cref="BrokenSealException">The chunk was changed, moved or cut.</exception>
    public void Open(int chunk, bool isLast, ReadOnlySpan<byte> box, Span<byte> plain)
    {
        Span<byte> nonce = stackalloc byte[12];
        Nonce(nonce, chunk, isLast);
        try
        {
            aes.Decrypt(nonce, box[TagSize..], box[..TagSize], plain, associated);
        }
        catch (AuthenticationTagMismatchException broken)
        {
            throw new BrokenSealException(broken);
        }
    }

    public void Dispose() => aes.Dispose();

    private static void Nonce(Span<byte> nonce, int chunk, bool isLast)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt32BigEndian(nonce[7..], chunk);
        nonce[11] = isLast ? (byte)1 : (byte)0;
    }
}

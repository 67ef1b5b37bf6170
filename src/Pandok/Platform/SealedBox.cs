using System.Security.Cryptography;

namespace Pandok.Platform;

/// <summary>
/// AES-256-GCM with a random 96-bit nonce: <c>version 1 | nonce 12 | tag 16 | ciphertext</c>.
/// The associated data says which row the box belongs to, so a box moved to another row does not open.
/// </summary>
internal static class SealedBox
{
    private const byte Version = 1;
    private const int NonceSize = 12, TagSize = 16, Head = 1 + NonceSize + TagSize;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, byte[] associated)
    {
        var box = new byte[Head + plain.Length];
        box[0] = Version;
        var nonce = box.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(Head), box.AsSpan(1 + NonceSize, TagSize), associated);
        return box;
    }

    /// <exception cref="BrokenSealException">The box was changed, moved from its place, or sealed with another key.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box, byte[] associated)
    {
        if (box.Length < Head || box[0] != Version) throw new BrokenSealException();
        var plain = new byte[box.Length - Head];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(box.Slice(1, NonceSize), box[Head..], box.Slice(1 + NonceSize, TagSize), plain, associated);
        }
        catch (AuthenticationTagMismatchException broken)
        {
            throw new BrokenSealException(broken);
        }
        return plain;
    }
}

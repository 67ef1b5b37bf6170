using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Pandok.Platform;

namespace Pandok.Audit;

/// <summary>
/// The mathematics of the trail: <c>hash = HMAC-SHA256(audit key, previous hash | fields)</c>, the fields as one JSON array, so that no two
/// rows have the same text. Keyed, because who can change a row could also compute a plain hash anew.
/// </summary>
internal sealed class AuditChain(MasterKey master)
{
    /// <summary>What the first row follows.</summary>
    public static readonly string Genesis = new('0', 64);

    private readonly byte[] key = master.Derive("pandok audit v1");

    public string HashOf(AuditEntry entry) => Hmac(writer =>
    {
        writer.WriteStringValue(entry.PreviousHash);
        writer.WriteNumberValue(entry.Seq);
        writer.WriteNumberValue(entry.At.UtcTicks);
        writer.WriteStringValue(entry.ActorId);
        writer.WriteStringValue(entry.ActorName);
        writer.WriteStringValue(entry.ActorRole);
        writer.WriteStringValue(entry.Action.ToString());
        writer.WriteStringValue(entry.Study);
        writer.WriteStringValue(entry.Site?.ToString());
        writer.WriteStringValue(entry.Detail);
    });

    public string SealOf(long seq, string hash) => Hmac(writer =>
    {
        writer.WriteStringValue("head");
        writer.WriteNumberValue(seq);
        writer.WriteStringValue(hash);
    });

    /// <summary>Whether <paramref name="entry"/> is what the trail had after <paramref name="previous"/>.</summary>
    public bool Follows(AuditEntry? previous, AuditEntry entry) =>
        entry.Seq == (previous?.Seq ?? 0) + 1
        && entry.PreviousHash == (previous?.Hash ?? Genesis)
        && Same(entry.Hash, HashOf(entry));

    public bool IsSealed(AuditHead head) => Same(head.Seal, SealOf(head.Seq, head.Hash));

    private static bool Same(string stored, string computed) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(stored), System.Text.Encoding.ASCII.GetBytes(computed));

    private string Hmac(Action<Utf8JsonWriter> fields)
    {
        var text = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartArray();
            fields(writer);
            writer.WriteEndArray();
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, text.WrittenSpan));
    }
}

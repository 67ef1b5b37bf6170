using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pandok.Platform;

namespace Pandok.Deidentify;

/// <summary>
/// The mathematics of receipts: each study has a chain of its own, <c>hash = HMAC-SHA256(receipt key, study | seq | previous hash | instance | time | body)</c>, and its end is sealed with the
/// number of links. A study's arrivals come one at a time anyway, so the chain costs nobody a wait. Keyed, because who can change a row could compute a plain hash anew.
/// </summary>
internal sealed class ReceiptChain(MasterKey master)
{
    public static readonly string Genesis = new('0', 64);
    private readonly byte[] key = master.Derive("pandok receipts v1");

    public string HashOf(string study, int seq, string previous, string instance, DateTimeOffset at, string body) => Hmac(writer =>
    {
        writer.WriteStringValue(study);
        writer.WriteNumberValue(seq);
        writer.WriteStringValue(previous);
        writer.WriteStringValue(instance);
        writer.WriteNumberValue(at.UtcTicks);
        writer.WriteStringValue(body);
    });

    public string SealOf(string study, int count, string hash) => Hmac(writer =>
    {
        writer.WriteStringValue("head");
        writer.WriteStringValue(study);
        writer.WriteNumberValue(count);
        writer.WriteStringValue(hash);
    });

    public bool Follows(InstanceReceiptRow? previous, InstanceReceiptRow row) =>
        row.Seq == (previous?.Seq ?? 0) + 1 && row.PreviousHash == (previous?.Hash ?? Genesis)
        && Same(row.Hash, HashOf(row.StudyUid, row.Seq, row.PreviousHash, row.InstanceUid, row.At, row.Body)) && ReceiptBody.Read(row.Body).Sha256Out == row.Sha256Out;

    public bool IsSealed(ReceiptRow study, InstanceReceiptRow? last) => last is not null && study.Links == last.Seq && study.LastHash == last.Hash && Same(study.Seal, SealOf(study.StudyUid, study.Links, study.LastHash));

    private static bool Same(string stored, string computed) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(stored), Encoding.ASCII.GetBytes(computed));

    private string Hmac(Action<Utf8JsonWriter> fields)
    {
        var text = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartArray();
            fields(writer);
            writer.WriteEndArray();
        }
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, text.WrittenSpan));
    }
}

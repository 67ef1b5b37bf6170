using System.Text.Json;
using Pandok.Deidentification;
using Pandok.Deidentify.Quarantine;

namespace Pandok.Deidentify;

/// <summary>A receipt of an instance as it is written. The tables stand in the study's receipt; here is the hash of their list.</summary>
internal sealed record ReceiptBody(
    string Sha256In, string Sha256Out, ReceiptBody.ProfileName Profile, string TablesSha256, string KeyId, IReadOnlyDictionary<string, int> Actions, IReadOnlyList<ReceiptBody.FindingAt> Findings,
    IReadOnlyList<HeldBox> Boxes, string Pixels, ReceiptBody.Verdict Verify, string? ReleasedBy, int Ms, PixelSight? Look = null)
{
    internal sealed record ProfileName(string Name, int Version, string Sha256);

    internal sealed record FindingAt(string Code, string At);

    /// <param name="Read"><c>whole</c>: the file from its first byte to its last; <c>header</c>: up to the pixels. Null in receipts of the first form, which read headers.</param>
    internal sealed record Verdict(bool Passed, string? Read = null);

    public static string Write(InstanceReceipt receipt) => JsonSerializer.Serialize(
        new ReceiptBody(
            receipt.Sha256In, receipt.Sha256Out, new(receipt.Receipt.Profile, receipt.Receipt.ProfileVersion, receipt.Receipt.ProfileSha256), Tables.Sha256(receipt.Receipt.Tables), receipt.Receipt.KeyId,
            receipt.Receipt.Actions, [.. receipt.Receipt.Findings.Select(finding => new FindingAt(finding.Code.ToCode(), finding.At))], receipt.Boxes, receipt.Pixels, new(true, receipt.IsWhole ? "whole" : "header"), receipt.ReleasedBy, receipt.Ms, receipt.Look),
        Quarantine.Quarantine.Json);

    public static ReceiptBody Read(string json) => JsonSerializer.Deserialize<ReceiptBody>(json, Quarantine.Quarantine.Json)!;

    private static class Tables
    {
        private static (IReadOnlyList<TableVersion> Of, string Sha256)? last;

        // The list is one object for all instances of a program.
        public static string Sha256(IReadOnlyList<TableVersion> tables)
        {
            if (last is { } known && ReferenceEquals(known.Of, tables)) return known.Sha256;
            var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(tables, Quarantine.Quarantine.Json)));
            last = (tables, sha256);
            return sha256;
        }
    }
}

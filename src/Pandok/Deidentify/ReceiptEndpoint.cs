using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Deidentify;

/// <summary>The receipt of a study, for the privacy officer: what was done, by which profile and tables, what the verifier saw, who released what was held.</summary>
internal static class ReceiptEndpoint
{
    private const int MostRows = 2000;

    internal sealed record Profile(string Name, string Version, string Sha256);

    internal sealed record Link(
        int Seq, string Instance, DateTimeOffset At, ReceiptBody Receipt, string Hash);

    internal sealed record HeldLine(Guid Id, string Instance, IReadOnlyList<string> Reasons, HeldState State, DateTimeOffset HeldAt, DateTimeOffset? DecidedAt, string? DecidedBy, string? Note);

    /// <param name="Class">What kind of document it was.</param>
    internal sealed record DroppedLine(string Instance, string Class, DateTimeOffset At);

    internal sealed record Receipt(
        string Study, Profile Profile, int Instances, ReceiptActions Actions, JsonElement Findings, JsonElement Tables, bool Intact, int Links, IReadOnlyList<Link> Chain, IReadOnlyList<HeldLine> Held, IReadOnlyList<DroppedLine> Dropped);

    public static void MapReceipts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/privacy/receipts/{study}", async (string study, Database db, ReceiptChain chain, CancellationToken stop) =>
        {
            if (await db.Set<ReceiptRow>().AsNoTracking().SingleOrDefaultAsync(row => row.StudyUid == study, stop) is not { } receipt) return Problems.NotFound();
            var rows = await db.Set<InstanceReceiptRow>().AsNoTracking().Where(row => row.StudyUid == study).OrderBy(row => row.Seq).ToListAsync(stop);
            var held = await db.Set<HeldInstance>().AsNoTracking().Where(row => row.StudyUid == study).OrderBy(row => row.HeldAt).Take(MostRows).ToListAsync(stop);
            var dropped = await db.Set<AuditEntry>().AsNoTracking().Where(row => row.Study == study && row.Action == AuditAction.Dropped).OrderBy(row => row.Seq).Take(MostRows).ToListAsync(stop);
            return Results.Ok(Of(receipt, rows, held, dropped, chain));
        }).Requires(Permission.ReadReceipts).WithName("ReadReceipt").Produces<Receipt>();

    internal static Receipt Of(ReceiptRow row, IReadOnlyList<InstanceReceiptRow> links, IReadOnlyList<HeldInstance> held, IReadOnlyList<AuditEntry> dropped, ReceiptChain chain)
    {
        var intact = !links.Where((link, i) => !chain.Follows(i == 0 ? null : links[i - 1], link)).Any() && (links.Count == 0 ? row.Links == 0 : chain.IsSealed(row, links[^1]));
        return new(
            row.StudyUid, new(row.ProfileName, row.ProfileVersion, row.ProfileSha256), row.Instances,
            JsonSerializer.Deserialize<ReceiptActions>(row.ActionsJson, JsonSerializerOptions.Web) ?? new(0, 0, 0, 0, 0, 0),
            JsonElement.Parse(row.FindingsJson), JsonElement.Parse(row.TablesJson), intact, row.Links,
            [.. links.TakeLast(MostRows).Select(link => new Link(link.Seq, link.InstanceUid, link.At, ReceiptBody.Read(link.Body), link.Hash))],
            [.. held.Select(one => new HeldLine(one.Id, one.InstanceUid, one.Reasons.Split(' '), one.State, one.HeldAt, one.DecidedAt, one.DecidedBy, one.Note))],
            [.. dropped.Select(Dropped)]);
    }

    private static DroppedLine Dropped(AuditEntry entry)
    {
        var detail = JsonElement.Parse(entry.Detail ?? "{}");
        return new(detail.GetProperty("instance").GetString() ?? "", detail.GetProperty("class").GetString() ?? "", entry.At);
    }
}

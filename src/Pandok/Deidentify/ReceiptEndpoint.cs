using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform.Database;

namespace Pandok.Deidentify;

/// <summary>The receipt of a study, for the privacy officer.</summary>
internal static class ReceiptEndpoint
{
    internal sealed record Profile(string Name, string Version, string Sha256);

    internal sealed record Receipt(string Study, Profile Profile, int Instances, ReceiptActions Actions, JsonElement Findings, JsonElement Tables);

    public static void MapReceipts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/privacy/receipts/{study}", async (string study, Database db, CancellationToken stop) =>
            await db.Set<ReceiptRow>().AsNoTracking().SingleOrDefaultAsync(row => row.StudyUid == study, stop) is { } receipt
                ? Results.Ok(Of(receipt))
                : Problems.NotFound()).Requires(Permission.ReadReceipts).WithName("ReadReceipt").Produces<Receipt>();

    internal static Receipt Of(ReceiptRow row) => new(
        row.StudyUid, new(row.ProfileName, row.ProfileVersion, row.ProfileSha256), row.Instances,
        JsonSerializer.Deserialize<ReceiptActions>(row.ActionsJson, JsonSerializerOptions.Web) ?? new(0, 0, 0, 0, 0, 0),
        JsonElement.Parse(row.FindingsJson), JsonElement.Parse(row.TablesJson));
}

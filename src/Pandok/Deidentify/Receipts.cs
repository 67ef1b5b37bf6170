using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Deidentification;
using Pandok.Platform.Database;

namespace Pandok.Deidentify;

/// <summary>One receipt per study: what de-identification did to all its instances, added up. Holds no identifier.</summary>
internal static class Receipts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Adds an instance's receipt to its study's, in the caller's transaction.</summary>
    public static async Task AddAsync(Database db, string study, Receipt receipt, CancellationToken stop)
    {
        var row = await db.Set<ReceiptRow>().FirstOrDefaultAsync(found => found.StudyUid == study, stop);
        var actions = row is null ? [] : JsonSerializer.Deserialize<SortedDictionary<string, int>>(row.ActionsJson, Json)!;
        var findings = row is null ? [] : JsonSerializer.Deserialize<List<Counted>>(row.FindingsJson, Json)!;
        foreach (var (action, count) in receipt.Actions) actions[action] = actions.GetValueOrDefault(action) + count;
        foreach (var finding in receipt.Findings)
        {
            var code = finding.Code.ToString();
            var known = findings.FindIndex(counted => counted.Code == code && counted.At == finding.At);
            if (known < 0) findings.Add(new Counted(code, finding.At, 1));
            else findings[known] = findings[known] with { Count = findings[known].Count + 1 };
        }
        if (row is null)
        {
            row = new ReceiptRow { StudyUid = study, ProfileName = receipt.Profile, ProfileVersion = string.Empty, ProfileSha256 = receipt.ProfileSha256 };
            db.Add(row);
        }
        row.ProfileName = receipt.Profile;
        row.ProfileVersion = receipt.ProfileVersion.ToString(CultureInfo.InvariantCulture);
        row.ProfileSha256 = receipt.ProfileSha256;
        row.Instances++;
        row.ActionsJson = JsonSerializer.Serialize(actions, Json);
        row.FindingsJson = JsonSerializer.Serialize(findings, Json);
        row.TablesJson = JsonSerializer.Serialize(receipt.Tables, Json);
    }

    private sealed record Counted(string Code, string At, int Count);
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Deidentification;
using Pandok.Platform.Database;

namespace Pandok.Deidentify;

/// <summary>One receipt per study: what de-identification did to all its instances, added up. Holds no identifier.</summary>
internal static class Receipts
{
    /// <summary>Adds an instance's receipt to its study's, in the caller's transaction.</summary>
    public static async Task AddAsync(Database db, string study, Receipt receipt, CancellationToken stop)
    {
        var row = await db.Set<ReceiptRow>().FirstOrDefaultAsync(found => found.StudyUid == study, stop);
        var actions = row is null ? [] : JsonSerializer.Deserialize<SortedDictionary<string, int>>(row.ActionsJson)!;
        var findings = row is null ? [] : JsonSerializer.Deserialize<SortedDictionary<string, int>>(row.FindingsJson)!;
        foreach (var (action, count) in receipt.Actions) actions[action] = actions.GetValueOrDefault(action) + count;
        foreach (var finding in receipt.Findings)
        {
            var place = $"{finding.Code} {finding.At}";
            findings[place] = findings.GetValueOrDefault(place) + 1;
        }
        if (row is null)
        {
            row = new ReceiptRow { StudyUid = study };
            db.Add(row);
        }
        row.ProfileName = receipt.Profile;
        row.ProfileVersion = receipt.ProfileVersion;
        row.ProfileSha256 = receipt.ProfileSha256;
        row.Instances++;
        row.ActionsJson = JsonSerializer.Serialize(actions);
        row.FindingsJson = JsonSerializer.Serialize(findings);
        row.TablesJson = JsonSerializer.Serialize(receipt.Tables);
    }
}

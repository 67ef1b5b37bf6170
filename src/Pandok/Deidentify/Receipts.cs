using System.Globalization;
using System.Text.Json;
using Pandok.Deidentification;
using Pandok.Platform.Database;

namespace Pandok.Deidentify;

/// <summary>One receipt per study: what de-identification did to all its instances, added up. Holds no identifier.</summary>
internal static class Receipts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private const string Load = """SELECT "ActionsJson", "FindingsJson" FROM receipts WHERE "StudyUid" = @study""";

    private const string Save = """
        INSERT INTO receipts ("StudyUid", "ProfileName", "ProfileVersion", "ProfileSha256", "Instances", "ActionsJson", "FindingsJson", "TablesJson")
            VALUES (@study, @name, @version, @sha256, 1, @actions, @findings, @tables)
        ON CONFLICT ("StudyUid") DO UPDATE SET "ProfileName" = excluded."ProfileName", "ProfileVersion" = excluded."ProfileVersion", "ProfileSha256" = excluded."ProfileSha256",
            "Instances" = receipts."Instances" + 1, "ActionsJson" = excluded."ActionsJson", "FindingsJson" = excluded."FindingsJson", "TablesJson" = excluded."TablesJson"
        """;

    /// <summary>Adds an instance's receipt to its study's, in the caller's transaction, which holds the study.</summary>
    public static async Task AddAsync(Database db, string study, Receipt receipt)
    {
        var (actions, findings) = await LoadAsync(db, study);
        foreach (var (action, count) in receipt.Actions) actions[action] = actions.GetValueOrDefault(action) + count;
        foreach (var finding in receipt.Findings)
        {
            var code = finding.Code.ToString();
            var known = findings.FindIndex(counted => counted.Code == code && counted.At == finding.At);
            if (known < 0) findings.Add(new Counted(code, finding.At, 1));
            else findings[known] = findings[known] with { Count = findings[known].Count + 1 };
        }
        await db.Command(
            Save,
            ("@study", study), ("@name", receipt.Profile), ("@version", receipt.ProfileVersion.ToString(CultureInfo.InvariantCulture)), ("@sha256", receipt.ProfileSha256),
            ("@actions", JsonSerializer.Serialize(actions, Json)), ("@findings", JsonSerializer.Serialize(findings, Json)), ("@tables", JsonSerializer.Serialize(receipt.Tables, Json))).ExecuteNonQueryAsync();
    }

    private static async Task<(SortedDictionary<string, int> Actions, List<Counted> Findings)> LoadAsync(Database db, string study)
    {
        await using var rows = await db.Command(Load, ("@study", study)).ExecuteReaderAsync();
        return await rows.ReadAsync()
            ? (JsonSerializer.Deserialize<SortedDictionary<string, int>>(rows.GetString(0), Json)!, JsonSerializer.Deserialize<List<Counted>>(rows.GetString(1), Json)!)
            : ([], []);
    }

    private sealed record Counted(string Code, string At, int Count);
}

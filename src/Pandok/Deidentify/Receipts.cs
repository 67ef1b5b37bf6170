using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Deidentification;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Deidentify;

/// <summary>One receipt for each instance, chained, and one for the study: what de-identification did to all of them, added up. They hold no identifier.</summary>
internal sealed class Receipts(ReceiptChain chain, DatabaseFactory databases, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private const string Load = """SELECT "ActionsJson", "FindingsJson", "Links", "LastHash" FROM receipts WHERE "StudyUid" = @study""";

    private const string Save = """
        INSERT INTO receipts ("StudyUid", "ProfileName", "ProfileVersion", "ProfileSha256", "Instances", "ActionsJson", "FindingsJson", "TablesJson", "Links", "LastHash", "Seal")
            VALUES (@study, @name, @version, @sha256, 1, @actions, @findings, @tables, @links, @hash, @seal)
        ON CONFLICT ("StudyUid") DO UPDATE SET "ProfileName" = excluded."ProfileName", "ProfileVersion" = excluded."ProfileVersion", "ProfileSha256" = excluded."ProfileSha256",
            "Instances" = receipts."Instances" + 1, "ActionsJson" = excluded."ActionsJson", "FindingsJson" = excluded."FindingsJson", "TablesJson" = excluded."TablesJson",
            "Links" = excluded."Links", "LastHash" = excluded."LastHash", "Seal" = excluded."Seal";
        INSERT INTO instance_receipts ("StudyUid", "Seq", "InstanceUid", "At", "Sha256Out", "Body", "PreviousHash", "Hash")
            VALUES (@study, @links, @instance, @at, @sha256Out, @body, @previous, @hash)
        """;

    public ReceiptWork Begin() => new(time);

    /// <summary>Whether an instance was archived from these very bytes, the last time it was.</summary>
    public async Task<bool> HasTakenAsync(string instance, string sha256In, CancellationToken stop)
    {
        await using var db = databases.Create();
        var last = await db.Set<InstanceReceiptRow>().AsNoTracking().Where(row => row.InstanceUid == instance).OrderByDescending(row => row.Seq).Select(row => row.Body).FirstOrDefaultAsync(stop);
        return last is not null && ReceiptBody.Read(last).Sha256In == sha256In;
    }

    /// <summary>Adds an instance's receipt to its study's, in the caller's transaction, which holds the study.</summary>
    public async Task AddAsync(Database db, InstanceReceipt added)
    {
        var (study, receipt) = (added.Study, added.Receipt);
        var (actions, findings, links, previous) = await LoadAsync(db, study);
        foreach (var (action, count) in receipt.Actions) actions[action] = actions.GetValueOrDefault(action) + count;
        foreach (var finding in receipt.Findings)
        {
            var code = finding.Code.ToString();
            var known = findings.FindIndex(counted => counted.Code == code && counted.At == finding.At);
            if (known < 0) findings.Add(new Counted(code, finding.At, 1));
            else findings[known] = findings[known] with { Count = findings[known].Count + 1 };
        }
        var (body, seq) = (ReceiptBody.Write(added), links + 1);
        var hash = chain.HashOf(study, seq, previous, added.Instance, added.At, body);
        await db.Command(
            Save,
            ("@study", study), ("@name", receipt.Profile), ("@version", receipt.ProfileVersion.ToString(CultureInfo.InvariantCulture)), ("@sha256", receipt.ProfileSha256),
            ("@actions", JsonSerializer.Serialize(actions, Json)), ("@findings", JsonSerializer.Serialize(findings, Json)), ("@tables", JsonSerializer.Serialize(receipt.Tables, Json)),
            ("@links", seq), ("@hash", hash), ("@seal", chain.SealOf(study, seq, hash)), ("@instance", added.Instance), ("@at", added.At.UtcTicks), ("@sha256Out", added.Sha256Out),
            ("@body", body), ("@previous", previous)).ExecuteNonQueryAsync();
    }

    /// <summary>Walks every chain, and asks of every archived instance whether the last receipt that names it names its bytes.</summary>
    public async Task<ReceiptVerdict> VerifyAsync(Database db, CancellationToken stop)
    {
        long walked = 0;
        var studies = await db.Set<ReceiptRow>().AsNoTracking().ToDictionaryAsync(row => row.StudyUid, stop);
        var ends = new Dictionary<string, InstanceReceiptRow>();
        var outputs = new Dictionary<string, string>();
        await foreach (var row in db.Set<InstanceReceiptRow>().AsNoTracking().OrderBy(row => row.StudyUid).ThenBy(row => row.Seq).AsAsyncEnumerable().WithCancellation(stop))
        {
            walked++;
            if (!chain.Follows(ends.GetValueOrDefault(row.StudyUid), row)) return new(walked, false, row.StudyUid, "changed");
            ends[row.StudyUid] = row;
            outputs[row.InstanceUid] = row.Sha256Out;
        }
        foreach (var (uid, study) in studies)
        {
            if (study.Links > 0 || ends.ContainsKey(uid))
            {
                if (!chain.IsSealed(study, ends.GetValueOrDefault(uid))) return new(walked, false, uid, "cut");
            }
        }
        if (ends.Keys.FirstOrDefault(uid => !studies.ContainsKey(uid)) is { } orphan) return new(walked, false, orphan, "cut");
        await foreach (var instance in db.Set<Instance>().AsNoTracking().Select(row => new { row.Uid, row.StudyUid, row.Sha256 }).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (!studies.TryGetValue(instance.StudyUid, out var study)) return new(walked, false, instance.StudyUid, "missing");
            // Studies whose first instances are older than the chain have fewer receipts than instances.
            if (outputs.TryGetValue(instance.Uid, out var sha256) ? sha256 != instance.Sha256 : study.Links == study.Instances) return new(walked, false, instance.StudyUid, "otherBytes");
        }
        return new(walked, true, null, null);
    }

    private static async Task<(SortedDictionary<string, int> Actions, List<Counted> Findings, int Links, string Last)> LoadAsync(Database db, string study)
    {
        await using var rows = await db.Command(Load, ("@study", study)).ExecuteReaderAsync();
        return await rows.ReadAsync()
            ? (JsonSerializer.Deserialize<SortedDictionary<string, int>>(rows.GetString(0), Json)!, JsonSerializer.Deserialize<List<Counted>>(rows.GetString(1), Json)!, rows.GetInt32(2), rows.GetString(3) is { Length: > 0 } hash ? hash : ReceiptChain.Genesis)
            : ([], [], 0, ReceiptChain.Genesis);
    }

    private sealed record Counted(string Code, string At, int Count);
}

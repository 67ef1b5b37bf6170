using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Deliver;

/// <summary>Everything that happened to a study, in order. It is the trail, read: there is no second account of events that could differ.</summary>
internal static class Timeline
{
    /// <summary>What belongs to a study's way. Views, drafts and resolved identities belong to the privacy officer.</summary>
    private static readonly AuditAction[] Shown =
    [
        AuditAction.Ordered, AuditAction.OrderChanged, AuditAction.OrderCancelled, AuditAction.Started, AuditAction.Performed, AuditAction.Discontinued,
        AuditAction.Received, AuditAction.Held, AuditAction.HeldEnded, AuditAction.Dropped, AuditAction.Withdrawn, AuditAction.Settled, AuditAction.Reopened, AuditAction.Analysis, AuditAction.Claimed, AuditAction.Released, AuditAction.Reported, AuditAction.Delivered,
        AuditAction.Acknowledged, AuditAction.Addendum, AuditAction.Emergency, AuditAction.Stuck, AuditAction.Retried,
    ];

    public static IReadOnlyList<TimelineEvent> Of(IEnumerable<AuditEntry> entries) =>
        entries.Where(entry => Shown.Contains(entry.Action)).OrderBy(entry => entry.Seq)
            .Select(entry => new TimelineEvent(entry.At, Words.Camel(entry.Action), Text(entry))).ToList();

    /// <summary>The timelines of several studies with one query; a study without events has none.</summary>
    public static async Task<ILookup<string, TimelineEvent>> OfManyAsync(Database db, IReadOnlyCollection<string> studies, CancellationToken stop)
    {
        // A device that makes its own Study Instance UID brings a study that joined its order by the accession number: two names, one way.
        var otherNames = await db.Set<Order>().AsNoTracking().Where(order => order.LinkedStudy != null && studies.Contains(order.LinkedStudy) && order.StudyUid != order.LinkedStudy)
            .ToDictionaryAsync(order => order.StudyUid, order => order.LinkedStudy!, stop);
        var names = studies.Concat(otherNames.Keys).ToArray();
        var entries = await db.Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.Study != null && names.Contains(entry.Study) && Shown.Contains(entry.Action)).ToListAsync(stop);
        return entries.GroupBy(entry => otherNames.GetValueOrDefault(entry.Study!, entry.Study!)).SelectMany(study => Of(study).Select(moment => (study.Key, moment))).ToLookup(pair => pair.Key, pair => pair.moment);
    }

    private static TimelineText Text(AuditEntry entry)
    {
        using var detail = entry.Detail is null ? null : JsonDocument.Parse(entry.Detail);
        var facts = detail?.RootElement ?? default;
        return new()
        {
            Instances = Number(facts, "instances"),
            State = entry.Action == AuditAction.Emergency ? Raised(facts) : String(facts, "state") ?? String(facts, "step"),
            Reasons = Reasons(facts),
            Reader = entry.Action is AuditAction.Claimed or AuditAction.Reported or AuditAction.Addendum or AuditAction.Acknowledged ? entry.ActorName
                : entry.Action == AuditAction.Released && entry.ActorId != Guid.Empty ? entry.ActorName : null,
        };
    }

    private static string Raised(JsonElement facts) =>
        facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty("emergency", out var raised) && raised.ValueKind == JsonValueKind.False ? "lowered" : "raised";

    private static IReadOnlyList<string>? Reasons(JsonElement facts) =>
        facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty("reasons", out var codes) && codes.ValueKind == JsonValueKind.Array ? [.. codes.EnumerateArray().Select(code => code.GetString() ?? "")] : null;

    private static int? Number(JsonElement facts, string name) =>
        facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : null;

    private static string? String(JsonElement facts, string name) =>
        facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

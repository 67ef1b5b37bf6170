using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Deidentification.Pixels;
using Pandok.Dicom.Data;
using Pandok.Platform.Database;

namespace Pandok.Deidentify.Quarantine;

/// <summary>The rules of a site's devices in the form the pixel pass takes, for instances that arrive. Asked of the database once in ten seconds.</summary>
internal sealed class SiteDeviceRules(DatabaseFactory databases, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private static readonly Tag ImageTypeTag = new(0x00080008), ModelTag = new(0x00081090), SoftwareTag = new(0x00181020);
    private readonly ConcurrentDictionary<Guid, (DateTimeOffset At, DeviceRules Rules)> known = new();

    /// <summary>The rules in force; of those with one signature the newest.</summary>
    public async ValueTask<DeviceRules> OfAsync(Guid site, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(site, out var rules) && now - rules.At <= Fresh) return rules.Rules;
        await using var db = databases.Create();
        var rows = await db.Set<SavedRule>().AsNoTracking().Where(rule => rule.SiteId == site && rule.EndedAt == null).OrderByDescending(rule => rule.MadeAt).ToListAsync(stop);
        known[site] = rules = (now, DeviceRules.Of(rows.DistinctBy(row => row.Signature()).Select(row => row.ToRule())));
        return rules.Rules;
    }

    public void Forget(Guid site) => known.TryRemove(site, out _);

    /// <summary>A rule with the signature of a header that was cleaned.</summary>
    public static SavedRule Of(DataSet clean, Guid site, IReadOnlyList<HeldBox> boxes, Guid madeOf, string reviewer, DateTimeOffset now) => new()
    {
        Id = Guid.NewGuid(),
        SiteId = site,
        SopClass = Text(clean, Tags.SOPClassUID),
        Manufacturer = Text(clean, Tags.Manufacturer),
        Model = Text(clean, ModelTag),
        Software = string.Join('\\', clean.GetStrings(SoftwareTag)),
        Rows = (int)(clean.GetInteger(Tags.Rows) ?? 0),
        Columns = (int)(clean.GetInteger(Tags.Columns) ?? 0),
        ImageType = string.Join('\\', clean.GetStrings(ImageTypeTag)),
        Photometric = Text(clean, Tags.PhotometricInterpretation),
        BoxesJson = JsonSerializer.Serialize(boxes.Select(box => box with { Frame = HeldBox.EveryFrame, Why = "rule" }), Quarantine.Json),
        MadeOf = madeOf,
        Reviewer = reviewer,
        MadeAt = now,
    };

    private static string Text(DataSet set, Tag tag) => set.GetString(tag)?.Trim() ?? "";
}

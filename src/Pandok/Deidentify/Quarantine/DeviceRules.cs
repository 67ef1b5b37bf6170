using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Dicom.Data;
using Pandok.Platform.Database;

namespace Pandok.Deidentify.Quarantine;

/// <summary>The rules of a site's devices, for instances that arrive. Asked of the database once in ten seconds.</summary>
internal sealed class DeviceRules(DatabaseFactory databases, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private static readonly Tag ImageTypeTag = new(0x00080008), ModelTag = new(0x00081090), SoftwareTag = new(0x00181020);
    private readonly ConcurrentDictionary<Guid, (DateTimeOffset At, List<DeviceRule> Rules)> known = new();

    /// <summary>The newest rule whose signature the header has, and its rectangles.</summary>
    public async ValueTask<(DeviceRule Rule, IReadOnlyList<HeldBox> Boxes)?> FindAsync(Guid site, DataSet header, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (!known.TryGetValue(site, out var rules) || now - rules.At > Fresh)
        {
            await using var db = databases.Create();
            known[site] = rules = (now, await db.Set<DeviceRule>().AsNoTracking().Where(rule => rule.SiteId == site && rule.EndedAt == null).OrderByDescending(rule => rule.MadeAt).ToListAsync(stop));
        }
        return rules.Rules.Find(rule => IsOf(rule, header)) is { } found ? (found, JsonSerializer.Deserialize<List<HeldBox>>(found.BoxesJson, Quarantine.Json)!) : null;
    }

    public void Forget(Guid site) => known.TryRemove(site, out _);

    /// <summary>Every part of the signature, letter by letter: a rule for another software or another size would blank the wrong place.</summary>
    public static bool IsOf(DeviceRule rule, DataSet header) =>
        Text(header, Tags.SOPClassUID) == rule.SopClass && Text(header, Tags.Manufacturer) == rule.Manufacturer && Text(header, ModelTag) == rule.Model && Software(header) == rule.Software
        && (header.GetInteger(Tags.Rows) ?? 0) == rule.Rows && (header.GetInteger(Tags.Columns) ?? 0) == rule.Columns && ImageType(header) == rule.ImageType && Text(header, Tags.PhotometricInterpretation) == rule.Photometric;

    /// <summary>A rule with the signature of a header that was cleaned.</summary>
    public static DeviceRule Of(DataSet clean, Guid site, IReadOnlyList<HeldBox> boxes, Guid madeOf, string reviewer, DateTimeOffset now) => new()
    {
        Id = Guid.NewGuid(),
        SiteId = site,
        SopClass = Text(clean, Tags.SOPClassUID),
        Manufacturer = Text(clean, Tags.Manufacturer),
        Model = Text(clean, ModelTag),
        Software = Software(clean),
        Rows = (int)(clean.GetInteger(Tags.Rows) ?? 0),
        Columns = (int)(clean.GetInteger(Tags.Columns) ?? 0),
        ImageType = ImageType(clean),
        Photometric = Text(clean, Tags.PhotometricInterpretation),
        BoxesJson = JsonSerializer.Serialize(boxes.Select(box => box with { Frame = HeldBox.EveryFrame, Why = "rule" }), Quarantine.Json),
        MadeOf = madeOf,
        Reviewer = reviewer,
        MadeAt = now,
    };

    private static string Text(DataSet set, Tag tag) => set.GetString(tag)?.Trim() ?? "";

    private static string Software(DataSet set) => string.Join('\\', set.GetStrings(SoftwareTag));

    private static string ImageType(DataSet set) => string.Join('\\', set.GetStrings(ImageTypeTag));
}

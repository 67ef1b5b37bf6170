using System.Text.Json;
using Pandok.Deidentify.Quarantine;
using Pandok.Dicom.Standard;
using Pandok.Studies;

namespace Pandok.Review;

/// <summary>Held instances for the review page: codes, places and counts, no value of a header.</summary>
internal static class HeldViews
{
    internal sealed record Item(
        Guid Id, string Study, string Site, string Device, string Modality, string Class, IReadOnlyList<string> Reasons, int Frames, HeldState State, DateTimeOffset HeldAt, DateTimeOffset EndsAt, long Size);

    internal sealed record Page(IReadOnlyList<Item> Items, int Held, IReadOnlyList<StudyCount> Studies);

    internal sealed record StudyCount(string Study, int Held);

    internal sealed record FindingView(string Code, string At);

    internal sealed record Detail(
        Item Item, string Instance, string Profile, int? Rows, int? Columns, int Version, IReadOnlyList<FindingView> Findings, IReadOnlyList<HeldBox> Boxes, bool CanRelease,
        DateTimeOffset? DecidedAt, string? DecidedBy, string? Note, Guid? Previous, Guid? Next);

    /// <summary>What the second look says of the instance with these boxes.</summary>
    /// <param name="Clean">It could be released as it is now.</param>
    /// <param name="Pixels"><c>clean</c> where the verifying look found no text, <c>textLeft</c> where it did, <c>notLooked</c> where nothing but the person has looked.</param>
    /// <param name="Boxes">What the verifying look found beside the boxes that were drawn, as it would be blanked.</param>
    internal sealed record LookView(bool Clean, IReadOnlyList<string> Reasons, IReadOnlyList<FindingView> Findings, string Pixels, IReadOnlyList<HeldBox> Boxes);

    internal sealed record BoxesWish(int? Version, IReadOnlyList<HeldBox>? Boxes);

    internal sealed record DecisionWish(int? Version, IReadOnlyList<HeldBox>? Boxes, string? Reason);

    internal sealed record VersionView(int Version);

    internal sealed record RuleItem(
        Guid Id, Guid Site, string Manufacturer, string Model, string Software, string Class, int Rows, int Columns, string ImageType, string Photometric, IReadOnlyList<HeldBox> Boxes,
        int Samples, string Reviewer, DateTimeOffset MadeAt, DateTimeOffset? EndedAt, string? EndedBy);

    internal sealed record RulePage(IReadOnlyList<RuleItem> Items);

    public static Item Of(HeldInstance held, string site, string device, TimeSpan kept) => new(
        held.Id, held.StudyUid, site, device, held.Modality, Class(held.SopClass), held.Reasons.Split(' '), held.Frames, held.State, held.HeldAt, held.HeldAt + kept, held.Size);

    public static IReadOnlyList<HeldBox> Boxes(string json) => JsonSerializer.Deserialize<List<HeldBox>>(json, Quarantine.Json) ?? [];

    public static IReadOnlyList<FindingView> Findings(string json) => JsonSerializer.Deserialize<List<FindingView>>(json, Quarantine.Json) ?? [];

    public static RuleItem Of(SavedRule rule) => new(
        rule.Id, rule.SiteId, rule.Manufacturer, rule.Model, rule.Software, Class(rule.SopClass), rule.Rows, rule.Columns, rule.ImageType, rule.Photometric, rule.ReadBoxes(),
        rule.Samples, rule.Reviewer, rule.MadeAt, rule.EndedAt, rule.EndedBy);

    public static string Class(string uid) => Uids.Find(uid)?.Name ?? "?";
}

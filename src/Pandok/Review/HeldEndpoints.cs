using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Deidentify;
using Pandok.Deidentify.Quarantine;
using Pandok.Deidentification;
using Pandok.Devices;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Files;
using Pandok.Platform;
using Pandok.Platform.Database;
using Pandok.Studies;
using static Pandok.Review.HeldViews;

namespace Pandok.Review;

/// <summary>Held instances: the list, one of them, its pictures, and the decisions. Only of sites that the account may review; each look at an original is written down first.</summary>
internal static class HeldEndpoints
{
    private const int Most = 500;

    public static void MapHeld(this IEndpointRouteBuilder routes)
    {
        var held = routes.MapGroup("/api/privacy/held").AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return await next(context);
        });
        held.MapGet("", ListAsync).Requires(Permission.ReviewHeld).WithName("ListHeld").Produces<Page>();
        held.MapGet("/{id:guid}", OneAsync).Requires(Permission.ReviewHeld).WithName("ReadHeld").Produces<Detail>();
        held.MapGet("/{id:guid}/frames/{n:int}/original", OriginalAsync).Requires(Permission.ReviewHeld).WithName("SeeHeldOriginal").Produces(200, contentType: "image/png");
        held.MapPost("/{id:guid}/frames/{n:int}/released", ReleasedAsync).Requires(Permission.ReviewHeld).WithName("SeeHeldReleased").Produces(200, contentType: "image/png");
        held.MapPut("/{id:guid}/boxes", SaveAsync).Requires(Permission.ReviewHeld).WithName("SaveHeldBoxes").Produces<VersionView>();
        held.MapPost("/{id:guid}/look", LookAsync).Requires(Permission.ReviewHeld).WithName("LookAtHeldAgain").Produces<LookView>();
        held.MapPost("/{id:guid}/release", ReleaseAsync).Requires(Permission.ReviewHeld).WithName("ReleaseHeld").Produces<VersionView>();
        held.MapPost("/{id:guid}/reject", RejectAsync).Requires(Permission.ReviewHeld).WithName("RejectHeld").Produces<VersionView>();
        held.MapPost("/{id:guid}/rule", RuleAsync).Requires(Permission.ReviewHeld).WithName("MakeDeviceRule").Produces<RuleItem>();
    }

    private static async Task<IResult> ListAsync(CurrentUser user, Database db, PandokOptions options, CancellationToken stop, string? study = null, string? state = null)
    {
        var wanted = db.Set<HeldInstance>().AsNoTracking().ReviewableBy(user);
        if (!string.IsNullOrEmpty(study)) wanted = wanted.Where(row => row.StudyUid == study);
        var open = wanted.Where(row => row.State == HeldState.Held);
        var rows = await (state == "decided" ? wanted.Where(row => row.State != HeldState.Held).OrderByDescending(row => row.DecidedAt) : open.OrderBy(row => row.HeldAt)).Take(Most).ToListAsync(stop);
        var studies = await open.GroupBy(row => row.StudyUid).Select(group => new StudyCount(group.Key, group.Count())).ToListAsync(stop);
        var (sites, devices) = await NamesAsync(db, stop);
        return Results.Ok(new Page([.. rows.Select(row => Of(row, sites.GetValueOrDefault(row.SiteId, "?"), devices.GetValueOrDefault(row.DeviceId, "?"), options.QuarantineFor))], studies.Sum(one => one.Held), studies));
    }

    private static Task<IResult> OneAsync(Guid id, CurrentUser user, Database db, HeldDesk desk, PandokOptions options, CancellationToken stop) => WithAsync(id, user, desk, async held =>
    {
        await desk.ViewedAsync(user, held, "heldInstance", stop);
        var open = await db.Set<HeldInstance>().AsNoTracking().ReviewableBy(user).Where(row => row.State == HeldState.Held).OrderBy(row => row.HeldAt).Select(row => row.Id).Take(Most).ToListAsync(stop);
        var (at, (sites, devices)) = (open.IndexOf(id), await NamesAsync(db, stop));
        return Results.Ok(new Detail(
            Of(held, sites.GetValueOrDefault(held.SiteId, "?"), devices.GetValueOrDefault(held.DeviceId, "?"), options.QuarantineFor), held.InstanceUid, held.Profile, held.Rows, held.Columns, held.Version,
            Findings(held.FindingsJson), Boxes(held.BoxesJson), held.State == HeldState.Held && held.Reasons.Split(' ').All(HeldReason.IsOfPixels),
            held.DecidedAt, held.DecidedBy, held.Note, at > 0 ? open[at - 1] : null, at >= 0 && at + 1 < open.Count ? open[at + 1] : null));
    }, stop);

    private static Task<IResult> OriginalAsync(Guid id, int n, CurrentUser user, HeldDesk desk, CancellationToken stop, bool whole = true) => WithAsync(id, user, desk, async held =>
    {
        await desk.ViewedAsync(user, held, "heldOriginal", stop);
        return await PictureAsync(desk, held, [], n, whole, stop);
    }, stop);

    private static Task<IResult> ReleasedAsync(Guid id, int n, BoxesWish wish, CurrentUser user, HeldDesk desk, CancellationToken stop, bool whole = true) => WithAsync(id, user, desk, async held =>
    {
        var boxes = wish.Boxes ?? [];
        if (boxes.Any(box => !box.IsIn(held.Columns ?? 0, held.Rows ?? 0, held.Frames))) return Answer(new DecisionOutcome.BadBoxes());
        await desk.ViewedAsync(user, held, "heldReleased", stop);
        return await PictureAsync(desk, held, boxes, n, whole, stop);
    }, stop);

    private static Task<IResult> SaveAsync(Guid id, BoxesWish wish, CurrentUser user, HeldDesk desk, CancellationToken stop) => WithAsync(id, user, desk, async held =>
        wish is { Version: { } version, Boxes: { } boxes } ? Answer(await desk.SaveBoxesAsync(user, held, version, boxes, stop)) : Incomplete(), stop);

    private static Task<IResult> LookAsync(Guid id, BoxesWish wish, CurrentUser user, HeldDesk desk, CancellationToken stop) => WithAsync(id, user, desk, async held =>
    {
        await desk.ViewedAsync(user, held, "heldLook", stop);
        return await desk.LookAsync(user, held, wish.Boxes ?? [], stop) switch
        {
            (DeidentifyOutcome.Clean clean, _) => Results.Ok(new LookView(true, [], Views(clean.Receipt), clean.Pixels is { Looked: > 0 } ? "clean" : "notLooked", [])),
            (DeidentifyOutcome.Held still, _) => Results.Ok(new LookView(false, still.Reasons, Views(still.Receipt), still.Reasons.Contains(HeldReason.PixelTextLeft) ? "textLeft" : "notLooked", Found(still))),
            (DeidentifyOutcome.Withheld withheld, _) => Results.Ok(new LookView(false, [withheld.Code], [], "notLooked", [])),
            (_, { } refusal) => Answer(refusal),
            _ => Answer(new DecisionOutcome.Gone()),
        };
    }, stop);

    private static Task<IResult> ReleaseAsync(Guid id, DecisionWish wish, CurrentUser user, HeldDesk desk, CancellationToken stop) => WithAsync(id, user, desk, async held =>
        wish is { Version: { } version } ? Answer(await desk.ReleaseAsync(user, held, version, wish.Boxes ?? [], stop)) : Incomplete(), stop);

    private static Task<IResult> RejectAsync(Guid id, DecisionWish wish, CurrentUser user, HeldDesk desk, CancellationToken stop) => WithAsync(id, user, desk, async held =>
        wish is { Version: { } version, Reason: { } reason } && reason.Trim().Length is > 0 and <= 500 ? Answer(await desk.RejectAsync(user, held, version, reason.Trim(), stop)) : Incomplete(), stop);

    private static Task<IResult> RuleAsync(Guid id, BoxesWish wish, CurrentUser user, HeldDesk desk, CancellationToken stop) => WithAsync(id, user, desk, async held =>
    {
        var (rule, refusal) = await desk.MakeRuleAsync(user, held, wish.Boxes ?? [], stop);
        return rule is null ? Answer(refusal!) : Results.Ok(Of(rule));
    }, stop);

    // A held instance that is not this account's to review looks like one that does not exist.
    private static async Task<IResult> WithAsync(Guid id, CurrentUser user, HeldDesk desk, Func<HeldInstance, Task<IResult>> work, CancellationToken stop)
    {
        try
        {
            return await desk.FindAsync(user, id, stop) is { } held ? await work(held) : Problems.NotFound();
        }
        catch (Exception fault) when (fault is CodecException or DicomException)
        {
            return Problems.Problem(422, "heldNotShown", "The frame cannot be decoded, so it can be neither shown nor blanked.");
        }
        catch (BrokenSealException)
        {
            return Problems.Problem(409, "heldBroken", "The sealed original does not open: it was changed, or the key is another one.");
        }
    }

    private static async Task<IResult> PictureAsync(HeldDesk desk, HeldInstance held, IReadOnlyList<HeldBox> boxes, int frame, bool whole, CancellationToken stop)
    {
        if (held.Frames == 0 || frame < 0 || frame >= held.Frames) return Problems.NotFound();
        if (await desk.OpenAsync(held, stop) is not { } file) return Answer(new DecisionOutcome.Gone());
        await using (file) return Results.Bytes(await HeldPicture.RenderAsync(file, frame, boxes, whole, stop), "image/png");
    }

    internal static IResult Answer(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Done done => Results.Ok(new VersionView(done.Version)),
        DecisionOutcome.Stale => Problems.Problem(409, "heldChanged", "Somebody else changed or decided this one meanwhile."),
        DecisionOutcome.Gone => Problems.Problem(410, "heldGone", "The sealed original is not there any more."),
        DecisionOutcome.BadBoxes => Problems.Problem(400, "badBoxes", "A box must lie in the image."),
        DecisionOutcome.StillHeld still => Problems.Problem(409, "stillHeld", "It is still not proven clean.", new { reasons = still.Reasons }),
        DecisionOutcome.NoRoom full => Problems.Problem(507, "outOfResources", full.Detail),
        DecisionOutcome.Refused refused => Problems.Problem(409, refused.Code == "noSignature" ? "noSignature" : "heldRefused", "The archive does not take it.", new { why = refused.Code }),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    private static IResult Incomplete() => Problems.Problem(400, "decisionIncomplete", "The version that was seen is needed, and for a rejection a reason.");

    private static IReadOnlyList<HeldBox> Found(DeidentifyOutcome.Held still) => [.. still.Boxes.Where(box => box.Why != "person")];

    private static IReadOnlyList<FindingView> Views(Receipt receipt) => [.. receipt.Findings.Select(finding => new FindingView(finding.Code.ToCode(), finding.At))];

    private static async Task<(Dictionary<Guid, string> Sites, Dictionary<Guid, string> Devices)> NamesAsync(Database db, CancellationToken stop) => (
        await db.Set<Site>().AsNoTracking().ToDictionaryAsync(site => site.Id, site => site.Name, stop),
        await db.Set<Device>().AsNoTracking().ToDictionaryAsync(device => device.Id, device => device.Name, stop));
}

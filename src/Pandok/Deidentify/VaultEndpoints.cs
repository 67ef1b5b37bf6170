using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Deidentify.Vaults;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Deidentify;

/// <summary>What a privacy officer does with the vault: join two IDs of one person, undo it, and, together with a second officer, open many identities.</summary>
internal static class VaultEndpoints
{
    private const int MostStudies = 300;

    internal sealed record MergeWish(Guid? Site, string? Pseudonym, string? Other, string? Reason);

    internal sealed record MergeItem(Guid Id, Guid Site, string Pseudonym, string Other, string Reason, DateTimeOffset MergedAt, string MergedBy, DateTimeOffset? UndoneAt, string? UndoneBy);

    internal sealed record MergePage(IReadOnlyList<MergeItem> Items);

    internal sealed record StudyLine(string Study, string Modality, string? BodyPart, int Instances, DateTimeOffset ReceivedAt);

    internal sealed record PatientItem(Guid Site, string SiteName, string Pseudonym, IReadOnlyList<string> Joined, IReadOnlyList<StudyLine> Studies);

    /// <param name="More">There are older studies; searching finds them.</param>
    internal sealed record PatientPage(IReadOnlyList<PatientItem> Items, bool More);

    internal sealed record AskWish(IReadOnlyList<string>? Studies, string? Reason);

    internal sealed record AskItem(Guid Id, string AskedBy, bool Mine, DateTimeOffset AskedAt, string Reason, int Studies, string? AgreedBy, DateTimeOffset? AgreedAt, DateTimeOffset? EndsAt);

    internal sealed record AskPage(IReadOnlyList<AskItem> Items);

    internal sealed record ResolvedStudy(string Study, string? PatientName, string? PatientId, string? BirthDate, string? Accession);

    internal sealed record ResolvedPage(IReadOnlyList<ResolvedStudy> Items);

    public static void MapVault(this IEndpointRouteBuilder routes)
    {
        // Identities stay in no cache, neither the browser's nor one between.
        var vault = routes.MapGroup("/api/privacy").AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return await next(context);
        });
        vault.MapGet("/patients", PatientsAsync).Requires(Permission.KeepVault).WithName("ListPatients");
        vault.MapGet("/merges", async (CurrentUser user, VaultMerges merges, CancellationToken stop) =>
            new MergePage([.. (await merges.ListAsync(stop)).Where(merge => Permissions.MayReview(user, merge.SiteId)).Select(Of)])).Requires(Permission.KeepVault).WithName("ListMerges");
        vault.MapPost("/merges", MergeAsync).Requires(Permission.KeepVault).WithName("MergePatients").Produces<MergeItem>();
        vault.MapPost("/merges/{id:guid}/undo", async (Guid id, CurrentUser user, VaultMerges merges, CancellationToken stop) =>
            await merges.UndoAsync(id, site => Permissions.MayReview(user, site), user.Actor, stop) ? Results.NoContent() : Problems.NotFound()).Requires(Permission.KeepVault).WithName("UndoMerge").Produces(204);
        vault.MapGet("/asks", async (CurrentUser user, BulkResolve bulk, CancellationToken stop) => new AskPage([.. (await bulk.OpenAsync(user, stop)).Select(ask => Of(ask, user))])).Requires(Permission.KeepVault).WithName("ListAsks");
        vault.MapPost("/asks", AskAsync).Requires(Permission.KeepVault).WithName("AskIdentities").Produces<AskItem>();
        vault.MapPost("/asks/{id:guid}/agree", async (Guid id, CurrentUser user, BulkResolve bulk, CancellationToken stop) => await bulk.AgreeAsync(id, user, stop) switch
        {
            BulkResolve.Answer.Done => Results.NoContent(),
            BulkResolve.Answer.SamePerson => Problems.Problem(409, "samePerson", "A second person must agree."),
            _ => Problems.NotFound(),
        }).Requires(Permission.KeepVault).WithName("AgreeToAsk").Produces(204);
        vault.MapPost("/asks/{id:guid}/resolve", async (Guid id, CurrentUser user, BulkResolve bulk, CancellationToken stop) => await bulk.ResolveAsync(id, user, stop) switch
        {
            (BulkResolve.Answer.Done, { } found) => Results.Ok(new ResolvedPage([.. found.Select(one => new ResolvedStudy(one.Key, one.Value.PatientName, one.Value.PatientId, one.Value.BirthDate, one.Value.Accession))])),
            (BulkResolve.Answer.NotAgreed, _) => Problems.Problem(409, "notAgreed", "No second person has agreed within the last hour."),
            (BulkResolve.Answer.TooMany, _) => Problems.Problem(StatusCodes.Status429TooManyRequests, "tooManyIdentities", "Too many studies were opened in a short time. Wait a minute."),
            _ => Problems.NotFound(),
        }).Requires(Permission.KeepVault).WithName("ResolveAsked").Produces<ResolvedPage>();
    }

    // The latest studies by their pseudonyms: enough to choose from, and nothing the vault has sealed.
    private static async Task<PatientPage> PatientsAsync(CurrentUser user, Database db, VaultMerges merges, CancellationToken stop, string? find = null)
    {
        var wanted = db.Set<Study>().AsNoTracking().ReviewableBy(user);
        if (find?.Trim().ToUpperInvariant() is { Length: > 0 } text) wanted = wanted.Where(study => study.Uid == text || study.Pseudonym.Contains(text));
        var studies = await wanted.OrderByDescending(study => study.ReceivedAt).Take(MostStudies + 1).ToListAsync(stop);
        var sites = await db.Set<Site>().AsNoTracking().ToDictionaryAsync(site => site.Id, site => site.Name, stop);
        var joined = await merges.JoinedAsync(stop);
        return new([.. studies.Take(MostStudies).GroupBy(study => (study.SiteId, study.Pseudonym)).Select(patient => new PatientItem(
            patient.Key.SiteId, sites.GetValueOrDefault(patient.Key.SiteId, ""), patient.Key.Pseudonym, [.. VaultMerges.PersonOf(patient.Key.SiteId, patient.Key.Pseudonym, joined).Skip(1)],
            [.. patient.Select(study => new StudyLine(study.Uid, study.Modality, study.BodyPart, study.InstanceCount, study.ReceivedAt))]))], studies.Count > MostStudies);
    }

    private static async Task<IResult> MergeAsync(MergeWish wish, CurrentUser user, VaultMerges merges, CancellationToken stop)
    {
        if (wish is not { Site: { } site, Pseudonym: { Length: > 0 } pseudonym, Other: { Length: > 0 } other, Reason: { Length: > 0 and <= 500 } reason }) return Problems.Problem(400, "mergeIncomplete", "Site, two pseudonyms and a reason are needed.");
        if (!Permissions.MayReview(user, site)) return Problems.NotFound();
        return await merges.MergeAsync(site, pseudonym, other, reason, user.Actor, stop) is { } merge
            ? Results.Ok(Of(merge))
            : Problems.Problem(409, "notMergeable", "The site must have studies of both pseudonyms, and they must not be one person already.");
    }

    private static async Task<IResult> AskAsync(AskWish wish, CurrentUser user, Database db, BulkResolve bulk, CancellationToken stop)
    {
        var studies = wish.Studies?.Distinct().ToList() ?? [];
        if (studies.Count is 0 or > BulkResolve.Most || wish.Reason is not { Length: > 0 and <= 500 } reason) return Problems.Problem(400, "askIncomplete", $"1 to {BulkResolve.Most} studies and a reason are needed.");
        if (await db.Set<Study>().ReviewableBy(user).CountAsync(study => studies.Contains(study.Uid), stop) != studies.Count) return Problems.NotFound();
        return Results.Ok(Of(await bulk.AskAsync(studies, reason, user, stop), user));
    }

    private static MergeItem Of(VaultMerge merge) => new(merge.Id, merge.SiteId, merge.Pseudonym, merge.Other, merge.Reason, merge.MergedAt, merge.MergedBy, merge.UndoneAt, merge.UndoneBy);

    private static AskItem Of(VaultAsk ask, CurrentUser user) => new(ask.Id, ask.AskedBy, ask.AskedById == user.Id, ask.AskedAt, ask.Reason, ask.Studies.Split(' ').Length, ask.AgreedBy, ask.AgreedAt, BulkResolve.EndsAt(ask));
}

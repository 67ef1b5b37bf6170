using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;

namespace Pandok.Report;

internal static class ReportEndpoints
{
    internal sealed record DraftWish(SectionsWish? Sections, ReportLink[]? Links);

    internal sealed record SectionsWish(string? Indication, string? Comparison, string? Findings, string? Impression)
    {
        public ReportSections Clean() => new(Text(Indication), Text(Comparison), Text(Findings), Text(Impression));
    }

    /// <summary>PostgreSQL cannot store U+0000, and no report needs it.</summary>
    private static string Text(string? text) => text?.Replace("\0", "", StringComparison.Ordinal) ?? "";

    internal sealed record SignWish(int DraftVersion, SigningDevice? Device = null);

    internal sealed record AddendumWish(string? Text, SigningDevice? Device = null);

    public static void MapReportRoutes(this IEndpointRouteBuilder routes)
    {
        var report = routes.MapGroup("/api/studies/{study}");
        report.MapGet("/report", (string study, ReportDesk desk, CancellationToken stop) => desk.ViewAsync(study, stop)).Requires(Permission.ReadStudy).WithName("ReadReport");
        report.MapGet("/report.pdf", PdfAsync).Requires(Permission.ReadStudy).WithName("PrintReport").Produces(200, contentType: "application/pdf");
        report.MapPut("/report/draft", SaveAsync).Requires(Permission.WriteReport).WithName("SaveDraft").Produces<DraftView>();
        report.MapPost("/report/sign", SignAsync).Requires(Permission.WriteReport).WithName("SignReport").Produces<ReportView>();
        report.MapPost("/report/addendum", AddAsync).Requires(Permission.WriteReport).WithName("AddAddendum").Produces<ReportView>();
    }

    private static async Task<IResult> SaveAsync(
        string study, DraftWish wish, [FromHeader(Name = "If-Match")] string? ifMatch, CurrentUser user, ReportDesk desk, CancellationToken stop)
    {
        if (!int.TryParse(ifMatch?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var expected))
            return Problems.Problem(428, "ifMatchRequired", "If-Match must name the draft's version, 0 for a new one.");
        if (wish.Sections?.Clean() is not { TooLong: false } sections)
            return Problems.Problem(400, "badSections", "The sections are missing or too long.");
        var links = wish.Links ?? [];
        if (!ReportLink.Fit(links, sections))
            return Problems.Problem(400, "badLinks", "A link lies outside its section.");
        return await desk.SaveDraftAsync(user, study, expected, sections, links, stop) switch
        {
            null => Problems.NotFound(),
            DraftOutcome.Saved saved => Results.Ok(DraftView.Of(saved.Draft)),
            DraftOutcome.Stale stale => Stale(stale.Current),
            DraftOutcome.AlreadySigned => Problems.Problem(409, "alreadySigned", "This report is signed. Write an addendum."),
            _ => NotClaimed(),
        };
    }

    private static async Task<IResult> SignAsync(string study, SignWish wish, CurrentUser user, ReportDesk desk, CancellationToken stop) =>
        await ResultAsync(await desk.SignAsync(user, study, wish.DraftVersion, wish.Device, stop), study, desk, stop);

    private static async Task<IResult> AddAsync(string study, AddendumWish wish, CurrentUser user, ReportDesk desk, CancellationToken stop) =>
        wish.Text?.Length > ReportSections.Longest
            ? Problems.Problem(400, "badSections", "The text is too long.")
            : await ResultAsync(await desk.AddAsync(user, study, Text(wish.Text), wish.Device, stop), study, desk, stop);

    private static async Task<IResult> ResultAsync(SignOutcome? outcome, string study, ReportDesk desk, CancellationToken stop) => outcome switch
    {
        null => Problems.NotFound(),
        SignOutcome.Signed => Results.Ok(await desk.ViewAsync(study, stop)),
        SignOutcome.Stale stale => Stale(stale.Current),
        SignOutcome.EmptyImpression => Problems.Problem(422, "emptyImpression", "A report needs an impression."),
        SignOutcome.EmptyText => Problems.Problem(422, "emptyText", "An addendum needs a text."),
        SignOutcome.AlreadySigned => Problems.Problem(409, "alreadySigned", "This report is signed. Write an addendum."),
        SignOutcome.NotFinal => Problems.Problem(409, "notFinal", "There is no signed report yet."),
        SignOutcome.ClaimedByOther => Problems.Problem(409, "claimedByOther", "Somebody else reads this study."),
        _ => NotClaimed(),
    };

    private static async Task<IResult> PdfAsync(string study, CurrentUser user, Database db, StudyAccess access, ReportSheets sheets, ViewLog views, CancellationToken stop)
    {
        if (await access.FindAsync(db, user, study, stop) is not { } found)
            return Problems.NotFound();
        await views.SeesAsync(db, user, found, "reportPdf", stop);
        return await sheets.PdfAsync(found, identity: null, user, throughVersion: int.MaxValue, stop) is { } pdf
            ? Results.File(pdf, "application/pdf", "report.pdf")
            : Problems.Problem(404, "noReport", "There is no signed report yet.");
    }

    private static IResult Stale(ReportDraft? current) =>
        Problems.Problem(412, "staleDraft", "The draft was saved elsewhere since.", new { draft = current is null ? null : DraftView.Of(current) });

    private static IResult NotClaimed() => Problems.Problem(409, "notClaimed", "Claim the study before writing its report.");
}

using Microsoft.EntityFrameworkCore;
using Pandok.Audit;
using Pandok.Platform.Database;

namespace Pandok.Access;

/// <summary>Adds and lists sites, for the admin page and for the command line.</summary>
internal sealed class Sites(Database db, AuditTrail trail, TimeProvider time)
{
    internal sealed record NewSite(string Name, string Code, string TimeZone = "Asia/Seoul");

    public Task<AddSiteOutcome> AddAsync(NewSite wanted, Actor actor, CancellationToken stop) => db.InTransactionAsync<AddSiteOutcome>(async token =>
    {
        if (string.IsNullOrWhiteSpace(wanted.Name) || wanted.Name.Length > 200)
            return new AddSiteOutcome.Refused("badName", "A site has a name of 1 to 200 characters.");
        var code = wanted.Code?.Trim().ToUpperInvariant() ?? "";
        if (code.Length is < 2 or > 8 || !code.All(char.IsAsciiLetterOrDigit))
            return new AddSiteOutcome.Refused("badCode", "A site's code has 2 to 8 letters or digits.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(wanted.TimeZone, out _))
            return new AddSiteOutcome.Refused("badTimeZone", "There is no such time zone; name it as Asia/Seoul.");
        if (await db.Set<Site>().AnyAsync(site => site.Code == code, token))
            return new AddSiteOutcome.Refused("codeTaken", "Another site has this code.");

        var site = new Site { Id = Guid.CreateVersion7(), Code = code, Name = wanted.Name.Trim(), TimeZone = wanted.TimeZone, CreatedAt = time.GetUtcNow() };
        db.Add(site);
        await db.SaveChangesAsync(token);
        await trail.AppendAsync(db, actor, AuditAction.Administered, null, site.Id, new { what = "siteAdded", site.Code }, token);
        return new AddSiteOutcome.Added(site);
    }, stop);

    /// <returns>False if there is no such site.</returns>
    public Task<bool> SetDocumentsAsync(Guid id, DocumentPolicy documents, Actor actor, CancellationToken stop) =>
        ChangeAsync(id, site => site.Documents != documents, site => site.Documents = documents, documents == DocumentPolicy.Drop ? "documentsDropped" : "documentsHeld", actor, stop);

    /// <returns>False if there is no such site.</returns>
    public Task<bool> SetPhonesAsync(Guid id, PhonePolicy phones, Actor actor, CancellationToken stop) =>
        ChangeAsync(id, site => site.Phones != phones, site => site.Phones = phones, phones == PhonePolicy.Primary ? "phonesPrimary" : "phonesMarked", actor, stop);

    private Task<bool> ChangeAsync(Guid id, Func<Site, bool> differs, Action<Site> change, string what, Actor actor, CancellationToken stop) => db.InTransactionAsync(async token =>
    {
        if (await db.Set<Site>().SingleOrDefaultAsync(site => site.Id == id, token) is not { } site) return false;
        if (!differs(site)) return true;
        change(site);
        await db.SaveChangesAsync(token);
        await trail.AppendAsync(db, actor, AuditAction.Administered, null, id, new { what }, token);
        return true;
    }, stop);

    public Task<List<Site>> ListAsync(CancellationToken stop) => db.Set<Site>().AsNoTracking().OrderBy(site => site.Code).ToListAsync(stop);
}

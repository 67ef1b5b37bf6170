namespace Pandok.Access;

/// <summary>Accounts and sites, for the administrator.</summary>
internal static class AdminEndpoints
{
    internal sealed record AccountList(IReadOnlyList<Accounts.AccountItem> Items);

    internal sealed record AddedAccount(Guid Id, string Password);

    internal sealed record SiteItem(Guid Id, string Name, string Code, PhonePolicy Phones);

    internal sealed record PhonesWish(PhonePolicy? Phones);

    internal sealed record SiteList(IReadOnlyList<SiteItem> Items);

    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/api/admin").Requires(Permission.Administer);
        admin.MapGet("/users", async (Accounts accounts, CancellationToken stop) => new AccountList(await accounts.ListAsync(stop))).WithName("ListUsers");
        admin.MapPost("/users", AddAccountAsync).WithName("AddUser").Produces<AddedAccount>();
        admin.MapPost("/users/{id:guid}/disable", DisableAsync).WithName("DisableUser");
        admin.MapGet("/sites", async (Sites sites, CancellationToken stop) => new SiteList([.. (await sites.ListAsync(stop)).Select(Shown)])).WithName("ListSites");
        admin.MapPost("/sites", AddSiteAsync).WithName("AddSite").Produces<SiteItem>();
        admin.MapPut("/sites/{id:guid}/phones", SetPhonesAsync).WithName("SetPhones").Produces(204);
    }

    private static async Task<IResult> AddAccountAsync(NewAccount wanted, CurrentUser user, Accounts accounts, CancellationToken stop) =>
        await accounts.AddAsync(wanted, user.Actor, stop) switch
        {
            AddAccountOutcome.Added(var account, var password) => Results.Ok(new AddedAccount(account.Id, password)),
            AddAccountOutcome.Refused refused => Refusal(refused.Code, refused.Title),
            _ => throw new InvalidOperationException(),
        };

    private static async Task<IResult> DisableAsync(Guid id, CurrentUser user, Accounts accounts, CancellationToken stop)
    {
        // Who disables the own account may be the last who could enable another.
        if (id == user.Id)
            return Refusal("ownAccount", "Another administrator must do this.");
        return await accounts.DisableAsync(id, user.Actor, stop) ? Results.NoContent() : Problems.NotFound();
    }

    private static async Task<IResult> AddSiteAsync(Sites.NewSite wanted, CurrentUser user, Sites sites, CancellationToken stop) =>
        await sites.AddAsync(wanted, user.Actor, stop) switch
        {
            AddSiteOutcome.Added(var site) => Results.Ok(Shown(site)),
            AddSiteOutcome.Refused refused => Refusal(refused.Code, refused.Title),
            _ => throw new InvalidOperationException(),
        };

    private static async Task<IResult> SetPhonesAsync(Guid id, PhonesWish wish, CurrentUser user, Sites sites, CancellationToken stop) =>
        wish.Phones is not { } phones ? Problems.Problem(400, "badPhones", "Reading on phones is marked or primary.")
        : await sites.SetPhonesAsync(id, phones, user.Actor, stop) ? Results.NoContent() : Problems.NotFound();

    private static SiteItem Shown(Site site) => new(site.Id, site.Name, site.Code, site.Phones);

    private static IResult Refusal(string code, string title) => Problems.Problem(StatusCodes.Status422UnprocessableEntity, code, title);
}

using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Deidentify.Vaults;
using Pandok.Devices;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Orders;

/// <summary>The page's door for orders. Identity is read from the vault for each answer, and each time written down.</summary>
internal static class OrderEndpoints
{
    private const int Most = 200;

    internal sealed record Station(string AeTitle, string Name, Guid Site);

    /// <param name="More">There are older ones that are not shown.</param>
    internal sealed record Page(IReadOnlyList<OrderView> Items, IReadOnlyList<Station> Stations, bool More);

    internal sealed record Placed(Guid Order);

    /// <summary>An order as the page sends it.</summary>
    internal sealed record Wish(
        Guid? Site, string? PatientName, string? PatientId, string? BirthDate, string? Sex, string? Accession, string? Procedure, string? Question,
        string? Referrer, string? Modality, string? Station, DateTimeOffset? ScheduledAt, OrderPriority? Priority);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/api/site/orders");
        orders.MapGet("", ListAsync).Requires(Permission.SeeSitePage).WithName("ListOrders").Produces<Page>();
        orders.MapPost("", PlaceAsync).Requires(Permission.PlaceOrder).WithName("PlaceOrder").Produces<Placed>();
        orders.MapPut("/{id:guid}", ChangeAsync).Requires(Permission.PlaceOrder).WithName("ChangeOrder").Produces(204);
        orders.MapPost("/{id:guid}/cancel", (Guid id, CurrentUser user, Database db, OrderDesk desk, CancellationToken stop) =>
            ByAsync(id, user, db, site => desk.CancelAsync(site, id, user.Actor, stop), stop)).Requires(Permission.PlaceOrder).WithName("CancelOrder").Produces(204);
        orders.MapPost("/{id:guid}/complete", (Guid id, CurrentUser user, Database db, OrderDesk desk, CancellationToken stop) =>
            ByAsync(id, user, db, site => desk.CompleteAsync(site, id, user.Actor, stop), stop)).Requires(Permission.PlaceOrder).WithName("CompleteOrder").Produces(204);
    }

    private static async Task<IResult> ListAsync(CurrentUser user, Database db, SealedOrders vault, CancellationToken stop)
    {
        var orders = await db.Set<Order>().AsNoTracking().VisibleTo(user).OrderByDescending(order => order.ScheduledAt).Take(Most + 1).ToListAsync(stop);
        var shown = orders.Take(Most).ToList();
        if (await vault.ResolveAsync(shown, "orders", user.Actor, stop) is not { } details) return TooMany();
        var sites = user.Sites.ToArray();
        var stations = await db.Set<Device>().AsNoTracking().Where(device => sites.Contains(device.SiteId) && !device.Disabled).OrderBy(device => device.Name)
            .Select(device => new Station(device.AeTitle, device.Name, device.SiteId)).ToListAsync(stop);
        return Results.Ok(new Page([.. shown.Select(order => OrderView.Of(order, details.GetValueOrDefault(order.Id)))], stations, orders.Count > Most));
    }

    private static async Task<IResult> PlaceAsync(Wish wish, CurrentUser user, OrderDesk desk, CancellationToken stop)
    {
        var site = wish.Site ?? (user.Sites.Count == 1 ? user.Sites.Single() : null as Guid?);
        if (site is not { } chosen) return Problems.Problem(StatusCodes.Status422UnprocessableEntity, "siteMissing", "Say for which site.");
        if (!user.Sites.Contains(chosen)) return Problems.NotFound();
        var outcome = await desk.PlaceAsync(OrderOf(wish), chosen, OrderDoor.Page, user.Actor, stop);
        return outcome is OrderOutcome.Kept kept ? Results.Ok(new Placed(kept.Order.Id)) : Answer(outcome);
    }

    private static Task<IResult> ChangeAsync(Guid id, Wish wish, CurrentUser user, Database db, OrderDesk desk, CancellationToken stop) =>
        ByAsync(id, user, db, site => desk.ChangeAsync(site, id, OrderOf(wish), user.Actor, stop), stop);

    private static async Task<IResult> ByAsync(Guid id, CurrentUser user, Database db, Func<Guid, Task<OrderOutcome>> work, CancellationToken stop)
    {
        var site = await db.Set<Order>().AsNoTracking().VisibleTo(user).Where(order => order.Id == id).Select(order => (Guid?)order.SiteId).SingleOrDefaultAsync(stop);
        return site is { } own ? Answer(await work(own)) : Problems.NotFound();
    }

    private static IResult Answer(OrderOutcome outcome) => outcome switch
    {
        OrderOutcome.Kept => Results.NoContent(),
        OrderOutcome.NotFound => Problems.NotFound(),
        OrderOutcome.TooLate late => Problems.Problem(StatusCodes.Status409Conflict, "orderTooLate", "The order is not in a state that allows it.", new { state = Words.Camel(late.State) }),
        OrderOutcome.Refused refused => Problems.Problem(StatusCodes.Status422UnprocessableEntity, refused.Code, refused.Title),
        var other => throw new InvalidOperationException(other.GetType().Name),
    };

    private static NewOrder OrderOf(Wish wish) => new()
    {
        PatientName = wish.PatientName, PatientId = wish.PatientId, BirthDate = wish.BirthDate, Sex = wish.Sex, Accession = wish.Accession, Procedure = wish.Procedure,
        Question = wish.Question, Referrer = wish.Referrer, Modality = wish.Modality, StationAe = wish.Station, ScheduledAt = wish.ScheduledAt, Priority = wish.Priority ?? OrderPriority.Routine,
    };

    private static IResult TooMany() => Problems.Problem(StatusCodes.Status429TooManyRequests, "tooManyIdentities", "Too many were opened in a short time. Wait a minute.");
}

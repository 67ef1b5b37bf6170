using System.Text.Json;
using Pandok.Access;
using Pandok.Studies;

namespace Pandok.Deidentify.Vaults;

/// <summary>The words of orders, sealed. As with studies: who asks is written down and committed before anything is opened, and nobody copies the vault.</summary>
internal sealed class SealedOrders(VaultBoxes boxes, VaultAudit audit, ResolveBudget budget)
{
    /// <summary>Durable when it returns. The order's row, committed after, points to it by id and revision.</summary>
    public Task SealAsync(Order order, OrderDetails details, CancellationToken stop) =>
        boxes.PutAsync(order.SiteId, PlaceOf(order), JsonSerializer.SerializeToUtf8Bytes(details), stop);

    /// <summary>Takes away what an earlier revision said.</summary>
    public Task RemoveAsync(Order order, int revision, CancellationToken stop) => boxes.RemoveAsync(order.SiteId, PlaceOf(order.Id, revision), stop);

    /// <summary>Call outside any transaction. One audit row names all the orders.</summary>
    /// <returns>By order id; null when this actor asked for too many: nothing was read then.</returns>
    public async Task<IReadOnlyDictionary<Guid, OrderDetails>?> ResolveAsync(IReadOnlyList<Order> orders, string purpose, Actor actor, CancellationToken stop)
    {
        if (orders.Count == 0) return new Dictionary<Guid, OrderDetails>();
        if (budget.Take(actor, [.. orders.Select(order => order.StudyUid)]) is not null) return null;
        await audit.ResolvingAsync(orders, purpose, actor, stop);
        var found = new Dictionary<Guid, OrderDetails>(orders.Count);
        foreach (var site in orders.GroupBy(order => order.SiteId))
        {
            var opened = await boxes.OpenAsync(site.Key, [.. site.Select(PlaceOf)], stop);
            foreach (var order in site)
            {
                if (opened.TryGetValue(PlaceOf(order), out var plain)) found[order.Id] = JsonSerializer.Deserialize<OrderDetails>(plain)!;
            }
        }
        return found;
    }

    private static string PlaceOf(Order order) => PlaceOf(order.Id, order.Revision);

    private static string PlaceOf(Guid id, int revision) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"order/{id:D}/{revision}");
}

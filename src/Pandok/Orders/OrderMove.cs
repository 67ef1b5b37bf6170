using Pandok.Studies;

namespace Pandok.Orders;

/// <summary>Which state may follow which (drawn in <see cref="OrderState"/>).</summary>
internal static class OrderMove
{
    public static bool IsAllowed(OrderState from, OrderState to) => (from, to) switch
    {
        (OrderState.Scheduled, OrderState.InProgress or OrderState.Cancelled) => true,
        (OrderState.InProgress, OrderState.Completed or OrderState.Discontinued) => true,
        _ => false,
    };

    public static bool IsFinal(OrderState state) => state is OrderState.Completed or OrderState.Discontinued or OrderState.Cancelled;

    /// <summary>Moves it and notes when.</summary>
    /// <returns>False, and nothing changed, if it may not move so.</returns>
    public static bool Apply(Order order, OrderState to, DateTimeOffset now)
    {
        if (!IsAllowed(order.State, to)) return false;
        order.State = to;
        order.Version++;
        if (to == OrderState.InProgress) order.StartedAt = now;
        else order.EndedAt = now;
        return true;
    }
}

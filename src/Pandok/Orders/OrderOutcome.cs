using Pandok.Deidentify.Vaults;
using Pandok.Studies;

namespace Pandok.Orders;

/// <summary>What became of a wish about an order. Each door maps it once to its own words.</summary>
internal abstract record OrderOutcome
{
    private OrderOutcome() { }

    /// <summary>It is as was wished, durable.</summary>
    /// <param name="Words">What a new order says, with the numbers that were given; null after a change.</param>
    internal sealed record Kept(Order Order, OrderDetails? Words = null) : OrderOutcome;

    /// <summary>The site has no such order.</summary>
    internal sealed record NotFound : OrderOutcome;

    /// <summary>The order is not in a state that allows it.</summary>
    internal sealed record TooLate(OrderState State) : OrderOutcome;

    /// <param name="Code">A stable word.</param>
    /// <param name="Title">A sentence without the value.</param>
    internal sealed record Refused(string Code, string Title) : OrderOutcome;
}

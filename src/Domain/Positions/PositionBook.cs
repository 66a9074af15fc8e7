using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>A symbol's state: its orders that have not ended and one virtual position per strategy. The fold of its <see cref="IPositionEvent"/>s.</summary>
/// <param name="LastOrderNumber">The number of the newest order; 0 before the first.</param>
/// <param name="OpenOrders">Orders that the venue has or may have.</param>
/// <param name="CashFlow">All that sells brought in less all that buys and fees took out, since the journal began.</param>
public sealed record PositionBook(
    Symbol Symbol, long LastOrderNumber, ValueList<Order> OpenOrders, ValueList<VirtualPosition> Positions, Money CashFlow)
{
    /// <summary>Orders that were given up are remembered, should the venue turn out to have one; the newest of them.</summary>
    internal const int GivenUpKept = 16;

    /// <summary>Orders that wait with us: armed, or triggered and not sent yet.</summary>
    public ValueList<Order> WaitingOrders { get; init; } = ValueList<Order>.Empty;

    /// <summary>The newest orders that were given up without the venue's own word.</summary>
    public ValueList<Order> GivenUp { get; init; } = ValueList<Order>.Empty;

    /// <summary>The venue's ids of others' orders that were adopted, so that none is twice.</summary>
    public ValueList<string> AdoptedIds { get; init; } = ValueList<string>.Empty;

    public TradingState State { get; init; }

    /// <summary>Why <see cref="State"/> is what it is, in plain words; empty while nothing happened.</summary>
    public string StateReason { get; init; } = "";

    public static PositionBook Empty(Symbol symbol) =>
        new(symbol, 0, ValueList<Order>.Empty, ValueList<VirtualPosition>.Empty, Money.Zero);

    /// <summary>What all strategies hold together; must equal the venue's balance once quiet.</summary>
    public Quantity TotalQuantity => Positions.Aggregate(Quantity.Zero, (sum, position) => sum + position.Quantity);

    /// <summary>The positions that are the system's to trade: all but what somebody else has on the account.</summary>
    public ValueList<VirtualPosition> OwnPositions =>
        Positions.Any(p => p.Strategy == Holder.External) ? Positions.Without(p => p.Strategy == Holder.External) : Positions;

    /// <summary>The order of that id that has not ended, or null.</summary>
    public Order? FindOrder(ClientOrderId id) => Find(OpenOrders, id) ?? Find(WaitingOrders, id);

    /// <summary>The order of that id that was given up, or null.</summary>
    public Order? FindGivenUp(ClientOrderId id) => Find(GivenUp, id);

    /// <summary>The strategy's order of that tag that has not ended, or null.</summary>
    public Order? FindTagged(string strategy, string tag) => OpenOrders.Concat(WaitingOrders)
        .LastOrDefault(o => o.Strategy == strategy && o.Conditions.Tag == tag);

    /// <summary>The strategy's position, flat when it never held any.</summary>
    public VirtualPosition PositionOf(string strategy)
    {
        foreach (VirtualPosition position in Positions)
        {
            if (position.Strategy == strategy)
                return position;
        }
        return VirtualPosition.Flat(strategy);
    }

    /// <summary>What open buys may still spend, fees included.</summary>
    public Money CommittedFunds(FeeRate fee) =>
        OpenOrders.Where(IsCounted).Aggregate(Money.Zero, (sum, order) => sum + Money.Max(order.Committed(fee), CommittedInItsPlace(order, fee)));

    /// <summary>The strategies with open buys, each once, the oldest order's first.</summary>
    public ValueList<string> Buyers => OpenOrders.Any(o => o.Side == OrderSide.Buy)
        ? ValueList<string>.Of(OpenOrders.Where(o => o.Side == OrderSide.Buy).Select(o => o.Strategy).Distinct())
        : ValueList<string>.Empty;

    /// <summary>What the strategy holds and has not already offered for sale at the venue. What waits with us offers nothing yet.</summary>
    public Quantity Sellable(string strategy)
    {
        Quantity offered = OpenOrders.Where(o => o.Strategy == strategy && IsCounted(o))
            .Aggregate(Quantity.Zero, (sum, order) => sum + order.RemainingSell);
        Quantity held = PositionOf(strategy).Quantity;
        return offered >= held ? Quantity.Zero : held - offered;
    }

    private Money CommittedInItsPlace(Order order, FeeRate fee)
    {
        foreach (Order other in OpenOrders)
        {
            if (other.Conditions.Replaces == order.Id)
                return other.Committed(fee);
        }
        return Money.Zero;
    }

    // An order that takes another's place counts from that one's end on: until then the two are one.
    private bool IsCounted(Order order) => order.Conditions.Replaces == ClientOrderId.None || Find(OpenOrders, order.Conditions.Replaces) is null;

    private static Order? Find(ValueList<Order> orders, ClientOrderId id)
    {
        for (int i = 0; i < orders.Count; i++)
        {
            if (orders[i].Id == id)
                return orders[i];
        }
        return null;
    }
}

using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>A symbol's state: its open orders and one virtual position per strategy. The fold of its <see cref="IPositionEvent"/>s.</summary>
/// <param name="LastOrderNumber">The number of the newest order; 0 before the first.</param>
/// <param name="CashFlow">All that sells brought in less all that buys and fees took out, since the journal began.</param>
public sealed record PositionBook(
    Symbol Symbol, long LastOrderNumber, ValueList<Order> OpenOrders, ValueList<VirtualPosition> Positions, Money CashFlow)
{
    public static PositionBook Empty(Symbol symbol) =>
        new(symbol, 0, ValueList<Order>.Empty, ValueList<VirtualPosition>.Empty, Money.Zero);

    /// <summary>What all strategies hold together; must equal the venue's balance once quiet.</summary>
    public Quantity TotalQuantity => Positions.Aggregate(Quantity.Zero, (sum, position) => sum + position.Quantity);

    /// <summary>The open order of that id, or null when it is closed or was never ours.</summary>
    public Order? FindOrder(ClientOrderId id)
    {
        foreach (Order order in OpenOrders)
        {
            if (order.Id == id)
                return order;
        }
        return null;
    }

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
        OpenOrders.Aggregate(Money.Zero, (sum, order) => sum + order.Committed(fee));

    /// <summary>What the strategy holds and has not already offered for sale.</summary>
    public Quantity Sellable(string strategy)
    {
        Quantity offered = OpenOrders.Where(o => o.Strategy == strategy)
            .Aggregate(Quantity.Zero, (sum, order) => sum + order.RemainingSell);
        Quantity held = PositionOf(strategy).Quantity;
        return offered >= held ? Quantity.Zero : held - offered;
    }
}

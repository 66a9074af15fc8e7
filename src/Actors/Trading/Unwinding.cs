using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>What a symbol still has to do while orders are to be cancelled or everything is to be sold. Reductions pass risk whatever the limits.</summary>
internal static class Unwinding
{
    public static bool IsWanted(EntriesHalted standing) => standing.CancelsOrders || standing.FlattenReason is not null;

    /// <summary>Cancels for every strategy with a resting order, and, where all is to be sold, a sale of what is free; empty when nothing is left.</summary>
    public static IReadOnlyList<IPositionMessage> Of(PositionBook book, EntriesHalted standing, Price last, RiskLimits limits, Timestamp now)
    {
        List<IPositionMessage> left = [];
        bool flatten = standing.FlattenReason is not null;
        IEnumerable<Order> resting = book.OpenOrders.Where(o => o.Type == OrderType.Limit)
            .Concat(book.WaitingOrders.Where(o => flatten || o.Side == OrderSide.Buy));
        foreach (string strategy in resting.Select(o => o.Strategy).Where(Holder.IsStrategy).Distinct())
            left.Add(new AbandonStrategy(strategy));
        if (standing.FlattenReason is not { } reason)
            return left;
        foreach (VirtualPosition held in book.Positions.Where(p => Holder.IsStrategy(p.Strategy)))
        {
            Quantity free = book.Sellable(held.Strategy);
            if (free.IsZero || (last.IsSet && Money.NotionalDown(last, free) < limits.MinOrder))
                continue;
            if (last.IsSet && Money.NotionalDown(last, free) > limits.MaxOrder)
                free = LargestSale.At(last, limits.MaxOrder);
            left.Add(new PlaceOrder("", now, new IntendOrder(
                held.Strategy, OrderSide.Sell, OrderType.Market, TimeInForce.Gtc, free, Price.None, Money.Zero, last, "flatten: " + reason)
            {
                Permission = new RiskPermission(RiskScope.Reduction, standing.LimitsVersion, ValueList<RiskFigure>.Empty),
            }));
        }
        return left;
    }
}

using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>An order of a backtest with what was filled of it.</summary>
internal sealed record LoggedOrder(
    OrderSide Side, OrderType Type, string Reason, Price Limit, Money Funds, Timestamp At, Quantity Filled, Money Traded, Money Fee, Timestamp FilledAt)
{
    /// <summary>The average price of its fills.</summary>
    public decimal Price => Traded.ToDecimal() / Filled.ToDecimal();

    public Timestamp Day => FilledAt.FloorTo(TimeSpan.FromDays(1));
}

/// <summary>What a backtest's events tell of its orders.</summary>
internal static class TradeLog
{
    /// <summary>Every order, in the order of its decision.</summary>
    public static IReadOnlyList<LoggedOrder> Orders(TestRun run)
    {
        ILookup<ClientOrderId, OrderExecuted> fills = run.Events.OfType<OrderExecuted>().ToLookup(f => f.ClientOrderId);
        return [.. run.Events.OfType<OrderIntended>().Select(o => Log(o, [.. fills[o.ClientOrderId]]))];
    }

    /// <summary>Those that were filled, in the order of their last fill.</summary>
    public static IReadOnlyList<LoggedOrder> Filled(TestRun run) => [.. Orders(run).Where(o => !o.Filled.IsZero).OrderBy(o => o.FilledAt)];

    private static LoggedOrder Log(OrderIntended order, OrderExecuted[] fills) => new(
        order.Side, order.Type, order.Reason, order.Price, order.Funds, order.At,
        fills.Aggregate(Quantity.Zero, (sum, f) => sum + f.Quantity), fills.Aggregate(Money.Zero, (sum, f) => sum + f.Funds),
        fills.Aggregate(Money.Zero, (sum, f) => sum + f.Fee), fills.Length == 0 ? Timestamp.None : fills[^1].VenueTime);
}

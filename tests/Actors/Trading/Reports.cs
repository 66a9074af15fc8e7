using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>A venue's records of an order.</summary>
internal static class Reports
{
    public static Timestamp Time { get; } = Timestamp.Utc(2025, 9, 1, 12);

    public static ExecutionReport Filled(SubmitOrder order, Price price) => Filled(order, price, FeeRate.UpbitKrw);

    public static ExecutionReport Filled(SubmitOrder order, Price price, FeeRate fee) =>
        Of(order, ReportedState.Closed, Whole(order, price), Fill("t1", price, Whole(order, price), fee));

    public static ExecutionReport Open(SubmitOrder order, params ReportedFill[] fills) =>
        Of(order, ReportedState.Open, Sum(fills), fills);

    public static ExecutionReport Closed(SubmitOrder order, params ReportedFill[] fills) =>
        Of(order, ReportedState.Closed, Sum(fills), fills);

    /// <summary>A report that counts more than it lists.</summary>
    public static ExecutionReport Of(SubmitOrder order, ReportedState state, Quantity? executed, params ReportedFill[] fills) =>
        new(order.ClientOrderId, order.Symbol, "venue-" + order.ClientOrderId, state, executed, fills, Time);

    public static ReportedFill Fill(string tradeId, decimal quantity) =>
        Fill(tradeId, Price.Of(100m), Quantity.Of(quantity), FeeRate.UpbitKrw);

    private static ReportedFill Fill(string tradeId, Price price, Quantity quantity, FeeRate fee) => new(
        tradeId, price, quantity, Money.NotionalDown(price, quantity).FeeDown(fee), LiquiditySide.Taker, Time);

    private static Quantity Whole(SubmitOrder order, Price price) =>
        order.Side == OrderSide.Buy ? order.Funds.QuantityDown(price) : order.Quantity;

    private static Quantity Sum(ReportedFill[] fills) => fills.Aggregate(Quantity.Zero, (sum, f) => sum + f.Quantity);
}

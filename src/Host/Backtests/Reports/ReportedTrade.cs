using CoinPilot.Backtest;

namespace CoinPilot.App.Backtests.Reports;

/// <summary>A trade of a report; see <see cref="RoundTrip"/>. Times and exit price are null for what has not happened.</summary>
/// <param name="Number">Counts from 1 in the order in which trades were opened.</param>
internal sealed record ReportedTrade(
    int Number, string Symbol, string Strategy, string EntryTime, string? ExitTime, string Quantity, string EntryPrice, string? ExitPrice, string Held,
    string Bought, string Sold, string OpenValue, string Gross, string Fees, string Slippage, string Net, double Return,
    string EntryReason, string ExitReason, string ExitRule, IReadOnlyList<ReportedOrder> Orders)
{
    public static ReportedTrade Of(int number, RoundTrip t) => new(
        number, t.Symbol.Code, t.Strategy, t.EntryTime.ToString(), t.IsOpen ? null : t.ExitTime.ToString(), t.Quantity.ToString(), t.EntryPrice.ToString(),
        t.ExitPrice is { IsSet: true } price ? price.ToString() : null, t.Held.ToString(), t.Bought.ToString(), t.Sold.ToString(), t.OpenValue.ToString(),
        t.Gross.ToString(), t.Fees.ToString(), t.Slippage.ToString(), t.Net.ToString(), t.Return, t.EntryReason, t.ExitReason, t.ExitRule, [.. t.Orders.Select(ReportedOrder.Of)]);
}

/// <summary>An order of a trade; see <see cref="TradeOrder"/>. Price and quantity are those of its fills.</summary>
internal sealed record ReportedOrder(string Side, string Time, string Price, string Quantity)
{
    public static ReportedOrder Of(TradeOrder order) => new(order.Side.ToString(), order.Time.ToString(), order.Price.ToString(), order.Quantity.ToString());
}

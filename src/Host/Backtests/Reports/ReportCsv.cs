using System.Globalization;
using System.Text;
using CoinPilot.Backtest;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Reports;

/// <summary>Trades and equity as CSV (RFC 4180): UTC times, exact amounts, a field empty for what does not exist yet.</summary>
internal static class ReportCsv
{
    public static string Trades(ValueList<RoundTrip> trades) => Table(
        "number,symbol,strategy,entry_time,exit_time,quantity,entry_price,exit_price,held,bought,sold,open_value,gross,fees,slippage,net,return,orders,entry_reason,exit_reason,exit_rule",
        trades.Select((t, i) => ReportedTrade.Of(i + 1, t)).Select(t => (object?[])[
            t.Number, t.Symbol, t.Strategy, t.EntryTime, t.ExitTime, t.Quantity, t.EntryPrice, t.ExitPrice, t.Held, t.Bought, t.Sold, t.OpenValue,
            t.Gross, t.Fees, t.Slippage, t.Net, t.Return, t.Orders.Count, t.EntryReason, t.ExitReason, t.ExitRule]));

    public static string Equity(EquityCurve curve) => Table(
        "time,equity,cash,invested,benchmark,drawdown",
        ReportedPoint.AllOf(curve).Select(p => (object?[])[p.Time, p.Equity, p.Cash, p.Invested, p.Benchmark, p.Drawdown]));

    private static string Table(string header, IEnumerable<object?[]> rows)
    {
        StringBuilder text = new(header);
        text.Append('\n');
        foreach (object?[] row in rows)
            text.AppendJoin(',', row.Select(Field)).Append('\n');
        return text.ToString();
    }

    private static string Field(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

using CoinPilot.Backtest;
using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>Trades as results that compound.</summary>
public static class CompoundedTrades
{
    /// <summary>
    /// The net profit of each trade as a share of the equity before it, in the order of their ends; open ones come last, at their last price.
    /// Equity is <paramref name="cash"/> and the net profits of the trades before.
    /// </summary>
    public static IReadOnlyList<double> Of(Money cash, IEnumerable<RoundTrip> trades)
    {
        double equity = cash.ToDouble();
        List<double> results = [];
        foreach (RoundTrip trade in trades.OrderBy(t => t.IsOpen).ThenBy(t => t.ExitTime).ThenBy(t => t.Symbol).ThenBy(t => t.Strategy, StringComparer.Ordinal))
        {
            double net = trade.Net.ToDouble();
            results.Add(equity > 0 ? net / equity : 0);
            equity += net;
        }
        return results;
    }
}

using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>How much of a run something was held.</summary>
internal static class MarketTime
{
    /// <summary>The share of the time from <paramref name="from"/> to <paramref name="to"/> in which at least one trade was open, 0 to 1; NaN for no time.</summary>
    public static double ShareOf(IEnumerable<RoundTrip> trades, Timestamp from, Timestamp to)
    {
        long held = 0, until = from.UnixMicros;
        foreach (RoundTrip trade in trades.OrderBy(t => t.EntryTime))
        {
            long begin = Math.Max(until, trade.EntryTime.UnixMicros), end = Math.Min(to.UnixMicros, trade.EndAt(to).UnixMicros);
            held += Math.Max(0, end - begin);
            until = Math.Max(until, end);
        }
        return to > from ? held / (double)(to.UnixMicros - from.UnixMicros) : double.NaN;
    }
}

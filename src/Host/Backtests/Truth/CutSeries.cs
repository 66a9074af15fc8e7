using CoinPilot.Actors.Backtest;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Truth;

/// <summary>Candles and trades as they were known at a time: what came later is not in what a session reads.</summary>
internal static class CutSeries
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Every series in memory, so that many may read it at once.</summary>
    public static IReadOnlyList<CandleSeries> InMemory(IEnumerable<CandleSeries> series) => [.. series.Select(s => s with { Candles = s.Candles.ToArray() })];

    /// <summary>
    /// What was known at that time: trades up to it where there are trades; else the candles that were over, and of the running minute no more than the trade
    /// that opened it.
    /// </summary>
    public static IReadOnlyList<CandleSeries> UpTo(IReadOnlyList<CandleSeries> series, Timestamp time) =>
        Cut(series, time.FloorTo(Minute), time, OpeningOf);

    /// <summary>All up to the end of the minute that holds the time.</summary>
    public static IReadOnlyList<CandleSeries> Through(IReadOnlyList<CandleSeries> series, Timestamp time) =>
        Cut(series, time.FloorTo(Minute), time.FloorTo(Minute) + Minute - TimeSpan.FromMicroseconds(1), static candle => candle);

    /// <summary>The number of the first candle that opens at that time or later.</summary>
    public static int FirstFrom(IReadOnlyList<Candle> candles, Timestamp time)
    {
        int low = 0, high = candles.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (candles[middle].OpenTime < time)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static CandleSeries[] Cut(IReadOnlyList<CandleSeries> series, Timestamp minute, Timestamp last, Func<Candle, Candle> known) =>
        [.. series.Select(s => s.Trades is { } trades ? CutTrades(s, trades, last) : s with { Candles = CutCandles(s.Candles, minute, known) }).Where(s => s.Candles.Count > 0)];

    private static CandleSeries CutTrades(CandleSeries series, Trade[] trades, Timestamp last)
    {
        (Candle[] candles, Trade[] cut) = TradeTape.MinutesOf(trades.SkipWhile(t => t.Time < series.Candles[0].OpenTime).TakeWhile(t => t.Time <= last));
        return series with { Candles = candles, Trades = cut };
    }

    private static Candle[] CutCandles(IReadOnlyList<Candle> candles, Timestamp minute, Func<Candle, Candle> known)
    {
        int over = FirstFrom(candles, minute);
        bool trades = over < candles.Count && candles[over].OpenTime == minute;
        Candle[] cut = new Candle[trades ? over + 1 : over];
        for (int i = 0; i < cut.Length; i++)
            cut[i] = candles[i];
        if (trades)
            cut[over] = known(cut[over]);
        return cut;
    }

    private static Candle OpeningOf(Candle candle)
    {
        Span<Trade> path = stackalloc Trade[CandlePath.MaxTrades];
        CandlePath.Expand(candle, 1, path);
        return candle with { High = candle.Open, Low = candle.Open, Close = candle.Open, Volume = path[0].Quantity };
    }
}

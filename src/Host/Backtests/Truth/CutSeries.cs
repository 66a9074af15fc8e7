using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Truth;

/// <summary>Candles as they were known at a time: what came later is not in what a session reads.</summary>
internal static class CutSeries
{
    /// <summary>Every series in memory, so that many may read it at once.</summary>
    public static IReadOnlyList<CandleSeries> InMemory(IEnumerable<CandleSeries> series) => [.. series.Select(s => s with { Candles = [.. s.Candles] })];

    /// <summary>The candles that were over at the minute, and of its own no more than the trade that opened it.</summary>
    public static IReadOnlyList<CandleSeries> UpTo(IReadOnlyList<CandleSeries> series, Timestamp minute) => Cut(series, minute, OpeningOf);

    /// <summary>The candles that were over at the minute, and its own.</summary>
    public static IReadOnlyList<CandleSeries> Through(IReadOnlyList<CandleSeries> series, Timestamp minute) => Cut(series, minute, static candle => candle);

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

    private static CandleSeries[] Cut(IReadOnlyList<CandleSeries> series, Timestamp minute, Func<Candle, Candle> last) =>
        [.. series.Select(s => s with { Candles = Cut(s.Candles, minute, last) }).Where(s => s.Candles.Count > 0)];

    private static Candle[] Cut(IReadOnlyList<Candle> candles, Timestamp minute, Func<Candle, Candle> last)
    {
        int over = FirstFrom(candles, minute);
        bool trades = over < candles.Count && candles[over].OpenTime == minute;
        Candle[] cut = new Candle[trades ? over + 1 : over];
        for (int i = 0; i < cut.Length; i++)
            cut[i] = candles[i];
        if (trades)
            cut[over] = last(cut[over]);
        return cut;
    }

    private static Candle OpeningOf(Candle candle)
    {
        Span<Trade> path = stackalloc Trade[CandlePath.MaxTrades];
        CandlePath.Expand(candle, 1, path);
        return candle with { High = candle.Open, Low = candle.Open, Close = candle.Open, Volume = path[0].Quantity };
    }
}

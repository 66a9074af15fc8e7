using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests;

/// <summary>Makes one-minute candles of longer ones: those that are known for that time, and where none are the path that the four prices tell.</summary>
internal static class LongCandles
{
    /// <summary>The shortest step between two candles where all lie on its boundaries and it divides a day; else a minute.</summary>
    public static int IntervalOf(IReadOnlyList<Candle> candles)
    {
        TimeSpan shortest = candles.Zip(candles.Skip(1), (a, b) => b.OpenTime - a.OpenTime).DefaultIfEmpty(TimeSpan.FromMinutes(1)).Min();
        return CandleKey.IsInterval(shortest.Ticks / TimeSpan.TicksPerMinute) && candles.All(c => c.OpenTime == c.OpenTime.FloorTo(shortest))
            ? (int)shortest.TotalMinutes
            : 1;
    }

    /// <param name="candles">Longer candles, oldest first.</param>
    /// <param name="interval">Their minutes.</param>
    /// <param name="known">One-minute candles of the same symbol, oldest first; a longer candle that they do not reach around has none.</param>
    public static (Candle[] Minutes, Detail Detail) Expand(IReadOnlyList<Candle> candles, int interval, IReadOnlyList<Candle> known)
    {
        List<Candle> minutes = new(candles.Count * Math.Min(interval, CandlePath.MaxTrades));
        TimeSpan length = TimeSpan.FromMinutes(interval);
        Timestamp from = known.Count > 0 ? known[0].OpenTime : Timestamp.None, to = known.Count > 0 ? known[^1].OpenTime + TimeSpan.FromMinutes(1) : Timestamp.None;
        int at = 0, detailed = 0;
        foreach (Candle candle in candles)
        {
            Timestamp end = candle.OpenTime + length;
            while (at < known.Count && known[at].OpenTime < candle.OpenTime)
                at++;
            int first = at;
            while (at < known.Count && known[at].OpenTime < end)
                at++;
            if (at > first && candle.OpenTime >= from && end <= to)
            {
                detailed++;
                for (int i = first; i < at; i++)
                    minutes.Add(known[i]);
            }
            else
                MinutePath.Expand(candle, interval, minutes);
        }
        return ([.. minutes], new Detail(interval, candles.Count, detailed));
    }
}

using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.MarketData;

/// <summary>Makes one-minute candles; minutes count from 2025-09-01 00:00 UTC.</summary>
internal static class Candles
{
    public static Timestamp Start { get; } = Timestamp.Utc(2025, 9, 1);

    public static Timestamp At(int minute) => Start + TimeSpan.FromMinutes(minute);

    public static Candle Of(int minute, decimal open, decimal high, decimal low, decimal close, decimal volume = 1m) =>
        new(At(minute), Price.Of(open), Price.Of(high), Price.Of(low), Price.Of(close), Quantity.Of(volume));

    public static Candle Flat(int minute, decimal price) => Of(minute, price, price, price, price);

    /// <summary>A random walk on whole prices with about one minute in <paramref name="oneGapIn"/> missing; 0 for none.</summary>
    public static List<Candle> Walk(Random random, int count, int oneGapIn)
    {
        List<Candle> candles = [];
        int minute = random.Next(3000);
        int price = 1_000;
        while (candles.Count < count)
        {
            int open = price, close = Math.Max(50, open + random.Next(-20, 21));
            candles.Add(Of(minute, open, Math.Max(open, close) + random.Next(10), Math.Min(open, close) - random.Next(10), close, random.Next(1, 1000) / 8m));
            price = close;
            minute += oneGapIn > 0 && random.Next(oneGapIn) == 0 ? random.Next(2, 4_000) : 1;
        }
        return candles;
    }
}

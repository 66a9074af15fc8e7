using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>One-minute candles of a random walk in whole won, with minutes missing as at a real venue. The same seed gives the same candles.</summary>
internal static class SyntheticSeries
{
    public static Timestamp Start { get; } = Timestamp.Utc(2025, 9, 1);

    public static Candle[] Make(ulong seed, int minutes, long startPrice = 50_000)
    {
        SeededRandom random = new(seed);
        List<Candle> candles = [];
        long price = startPrice;
        for (int minute = 0; minute < minutes; minute++)
        {
            long open = price;
            long close = Math.Max(1_000, open + (long)(random.NextGaussian() * open / 1_000));
            long high = Math.Max(open, close) + random.NextInt(1 + (int)(open / 2_000));
            long low = Math.Min(open, close) - random.NextInt(1 + (int)(open / 2_000));
            price = close;
            if (random.NextInt(50) > 0)
            {
                candles.Add(new Candle(
                    Start + TimeSpan.FromMinutes(minute), Price.Of(open), Price.Of(high), Price.Of(low), Price.Of(close),
                    Quantity.FromUnits(1 + random.NextInt(1_000_000_000))));
            }
        }
        return [.. candles];
    }
}

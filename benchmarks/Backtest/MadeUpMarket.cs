using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Backtest;

/// <summary>A random walk of one-minute candles, and ticks inside them.</summary>
internal static class MadeUpMarket
{
    private const int TicksInAMinute = 20;

    public static Timestamp Start { get; } = Timestamp.Utc(2015, 1, 1);

    public static Candle[] Candles(ulong seed, int count)
    {
        SeededRandom random = new(seed);
        Candle[] candles = new Candle[count];
        Timestamp time = Start;
        long close = 150_000_000;
        for (int i = 0; i < count; i++)
        {
            long open = close;
            close = Math.Max(1_000_000, open + (long)(random.NextGaussian() * 60) * 1000);
            long high = Math.Max(open, close) + random.NextInt(30) * 1000;
            long low = Math.Min(open, close) - random.NextInt(30) * 1000;
            candles[i] = new Candle(time, At(open), At(high), At(low), At(close), Quantity.FromUnits(1 + random.NextInt(500_000_000)));
            time += TimeSpan.FromMinutes(1);
        }
        return candles;
    }

    public static IEnumerable<Trade> Ticks(ReadOnlySpan<Candle> candles)
    {
        SeededRandom random = new(2);
        List<Trade> ticks = new(candles.Length * TicksInAMinute);
        foreach (Candle candle in candles)
        {
            for (int i = 0; i < TicksInAMinute; i++)
            {
                long price = candle.Open.Units + (candle.Close.Units - candle.Open.Units) / TicksInAMinute * i;
                ticks.Add(new Trade(
                    candle.OpenTime + TimeSpan.FromSeconds(3 * i), At(price / Fixed.One / 1000 * 1000), Quantity.FromUnits(1 + random.NextInt(50_000_000)),
                    random.NextInt(2) == 0 ? OrderSide.Buy : OrderSide.Sell, ticks.Count + 1));
            }
        }
        return ticks;
    }

    private static Price At(long won) => new(won * Fixed.One);
}

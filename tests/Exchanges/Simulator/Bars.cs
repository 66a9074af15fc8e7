using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Simulator;

/// <summary>Recorded candles to replay.</summary>
internal static class Bars
{
    public static Symbol Btc { get; } = Symbol.Parse("KRW-BTC");

    public static Symbol Doge { get; } = Symbol.Parse("KRW-DOGE");

    public static Candle At(int minute, decimal open, decimal high, decimal low, decimal close, decimal volume) =>
        new(Scene.Opening + TimeSpan.FromMinutes(minute), Price.Of(open), Price.Of(high), Price.Of(low), Price.Of(close), Quantity.Of(volume));

    /// <summary>Random walks, a minute missing here and there.</summary>
    public static Candle[] Random(int seed, int count, decimal price, decimal step, int gapEvery)
    {
        var random = new Random(seed);
        var candles = new List<Candle>();
        for (int minute = 0; candles.Count < count; minute++)
        {
            decimal open = price + random.Next(-3, 4) * step;
            decimal close = open + random.Next(-5, 6) * step;
            decimal high = Math.Max(open, close) + random.Next(3) * step;
            decimal low = Math.Min(open, close) - random.Next(3) * step;
            if (minute % gapEvery != gapEvery - 1)
                candles.Add(At(minute, open, high, low, close, random.Next(1, 1_000_000) / 1_000_000m * 17));
            price = close;
        }
        return [.. candles];
    }
}

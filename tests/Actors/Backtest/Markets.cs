using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>Seeded markets of one-minute candles that rise, fall or go sideways. The same on every machine: no function of them rounds differently.</summary>
internal static class Markets
{
    private const decimal StartPrice = 10_000_000m;
    private const int Day = 1440;

    public static Candle[] Of(string kind, int days) => kind switch
    {
        "rising" => Make(21, days, trend: 0.02m, waves: 0, keeps: 0.9998m, noise: 0.001m),
        "falling" => Make(22, days, trend: -0.012m, waves: 0, keeps: 0.997m, noise: 0.0007m),
        "sideways" => Make(23, days, trend: 0, waves: 0.035m, keeps: 0.997m, noise: 0.0007m),
        _ => throw new ArgumentException(kind, nameof(kind)),
    };

    // A trend in shares of the price a day, waves of two days, and around both a random walk that keeps a part of its distance from them.
    private static Candle[] Make(ulong seed, int days, decimal trend, decimal waves, decimal keeps, decimal noise)
    {
        SeededRandom random = new(seed);
        List<Candle> candles = [];
        decimal off = 0, way = StartPrice, close = StartPrice;
        for (int minute = 0; minute < days * Day; minute++)
        {
            off = off * keeps + (decimal)(Math.Round(random.NextGaussian() * 1_000_000) / 1_000_000) * noise;
            decimal open = close;
            way = decimal.Round(way * (1 + trend / Day), 6);
            close = Won(way * (1 + waves * Triangle(minute, 2 * Day)) * (1 + off));
            decimal high = Math.Max(open, close) + Won(close * random.NextInt(50) / 100_000m), low = Math.Min(open, close) - Won(close * random.NextInt(50) / 100_000m);
            Quantity volume = Quantity.FromUnits(1_000_000 + random.NextInt(100_000_000));
            candles.Add(new Candle(SyntheticSeries.Start + TimeSpan.FromMinutes(minute), Price.Of(open), Price.Of(high), Price.Of(low), Price.Of(close), volume));
        }
        return [.. candles];
    }

    private static decimal Won(decimal price) => decimal.Truncate(price / 1000) * 1000;

    // From 0 up to 1, down to -1 and back.
    private static decimal Triangle(int minute, int period)
    {
        decimal phase = minute % period / (decimal)period;
        return phase < 0.25m ? 4 * phase : phase < 0.75m ? 2 - 4 * phase : 4 * phase - 4;
    }
}

using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.MarketData;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtests;

/// <summary>Candles longer than a minute, with the minutes under them where those are known.</summary>
public sealed class LongCandleTests
{
    private static readonly Timestamp Start = Timestamp.Utc(2025, 9, 1);
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");
    private static readonly Candle[] Minutes = Walk(5, 4_800);
    private static readonly Candle[] Hours = Grouped(Minutes, 60);

    [Fact]
    public async Task LongCandles_WithAllTheirMinutes_GiveTheResultOfTheMinutes()
    {
        (Candle[] expanded, Detail detail) = LongCandles.Expand(Hours, 60, Minutes);

        Assert.Equal(Minutes, expanded);
        Assert.Equal(new Detail(60, 80, 80), detail);
        Assert.Equal((await RunAsync(Minutes)).ResultHash, (await RunAsync(expanded)).ResultHash);
    }

    [Fact]
    public async Task LongCandles_WithoutMinutes_TradeOnTheSameBarsWithinTheirPrices()
    {
        (Candle[] expanded, Detail detail) = LongCandles.Expand(Hours, 60, []);
        BacktestResult known = await RunAsync(Minutes), walked = await RunAsync(expanded);

        Assert.Equal(new Detail(60, 80, 0), detail);
        Assert.Equal(Hours, Grouped(expanded, 60));
        // Hourly averages cross at the same closes, so the orders are the same in number; their fills are at the next hour's open in both.
        Assert.True(known.Orders > 4, $"{known.Orders}");
        Assert.Equal(known.Orders, walked.Orders);
        Assert.Equal(known.ReturnPercent, walked.ReturnPercent, 1);
    }

    [Fact]
    public void Minutes_OfAPartOfTheRange_AreUsedWhereTheyReachAroundACandle()
    {
        (Candle[] expanded, Detail detail) = LongCandles.Expand(Hours, 60, Minutes[90..1_000]);

        // From the second hour's middle to the seventeenth's: hours 2 to 15 are whole.
        Assert.Equal(new Detail(60, 80, 14), detail);
        Assert.Equal(Minutes[120..960], expanded.Where(c => c.OpenTime >= Minutes[120].OpenTime && c.OpenTime < Minutes[960].OpenTime));
        Assert.Equal(Hours, Grouped(expanded, 60));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(60, 60)]
    [InlineData(7, 1)]
    public void Interval_OfCandles_IsTheirShortestStepWhereThatDividesADay(int step, int interval) =>
        Assert.Equal(interval, LongCandles.IntervalOf([.. Minutes.Where((_, i) => i % step == 0 && i / step % 5 != 3)]));

    private static async Task<BacktestResult> RunAsync(Candle[] candles)
    {
        StrategyChoice hourly = StrategyCatalog.Choose("ma-cross", new Dictionary<string, string> { ["minutes"] = "60", ["fast"] = "2", ["slow"] = "5" });
        return (await BacktestRun.RunAsync([new(Btc, candles)], new BacktestOptions(Money.Of(10_000_000), [hourly], RiskLimits.SizesOnly))).Result;
    }

    private static Candle[] Grouped(Candle[] minutes, int length) => [.. minutes.GroupBy(c => c.OpenTime.FloorTo(TimeSpan.FromMinutes(length))).Select(bar => new Candle(
        bar.Key, bar.First().Open, bar.Max(c => c.High), bar.Min(c => c.Low), bar.Last().Close,
        bar.Aggregate(Quantity.Zero, (sum, c) => sum + c.Volume)))];

    // Opens where the last one closed, so that an order decided at a close fills there.
    private static Candle[] Walk(ulong seed, int minutes)
    {
        SeededRandom random = new(seed);
        Candle[] candles = new Candle[minutes];
        long price = 5_000_000;
        for (int i = 0; i < minutes; i++)
        {
            long open = price;
            price = open + 5_000 * (random.NextInt(3) - 1);
            candles[i] = new Candle(
                Start + TimeSpan.FromMinutes(i), Price.Of(open), Price.Of(Math.Max(open, price) + 5_000 * random.NextInt(2)),
                Price.Of(Math.Min(open, price) - 5_000 * random.NextInt(2)), Price.Of(price), Quantity.Of(1 + random.NextInt(1_000)));
        }
        return candles;
    }
}

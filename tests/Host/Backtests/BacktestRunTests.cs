using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.MarketData;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtests;

/// <summary>Backtests over whole series: from where they trade, several at once, and given up.</summary>
public sealed class BacktestRunTests
{
    private static readonly Timestamp Start = Timestamp.Utc(2025, 9, 1);
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");
    private static readonly Candle[] Candles = Walk(7, 3_000);

    [Fact]
    public async Task TradeFrom_WithinTheCandles_ShowsTheStrategyItsHistoryAndTradesOnNone()
    {
        Timestamp from = Start + TimeSpan.FromMinutes(100);
        HeardCandles heard = new();

        (BacktestResult result, _) = await BacktestRun.RunAsync([new(Btc, Candles)], Options(heard.Choice) with { TradeFrom = from });

        Assert.Equal(Candles.Skip(100 - HeardCandles.History).Select(c => c.OpenTime), heard.Candles);
        Assert.Equal(from + TimeSpan.FromMinutes(1), heard.Decided[0]);
        Assert.Equal((2_900, from), (result.Candles, result.From));
        Assert.True(result.Orders > 0);
    }

    [Fact]
    public async Task TradeFrom_WithMoreHistoryThanIsAskedFor_GivesTheSameAsWithJustThat()
    {
        int history = Averages.Create().WarmUpMinutes, otherwise = 0;
        for (int minutes = 200; minutes <= 1_000; minutes += 100)
        {
            BacktestOptions options = Options(Averages) with { TradeFrom = Start + TimeSpan.FromMinutes(minutes) };

            (BacktestResult all, _) = await BacktestRun.RunAsync([new(Btc, Candles)], options);
            (BacktestResult cut, _) = await BacktestRun.RunAsync([new(Btc, Candles[(minutes - history)..])], options);
            (BacktestResult none, _) = await BacktestRun.RunAsync([new(Btc, Candles)], options with { HistoryCandles = 0 });

            Assert.True(all.Orders > 10);
            Assert.Equal(all.ResultHash, cut.ResultHash);
            otherwise += none.ResultHash == all.ResultHash ? 0 : 1;
        }
        Assert.True(otherwise > 2, "the history made no difference");
    }

    [Fact]
    public async Task TradeFrom_AfterTheLastCandle_IsRefused() => await Assert.ThrowsAsync<ArgumentException>(
        () => BacktestRun.RunAsync([new(Btc, Candles)], Options(Averages) with { TradeFrom = Start + TimeSpan.FromDays(30) }));

    [Fact]
    public async Task Runs_AtTheSameTimeOverTheSameCandles_GiveWhatTheyGiveAlone()
    {
        StrategyChoice[] choices = [.. StrategyCatalog.All.Select(d => StrategyCatalog.Choose(d.Name, new Dictionary<string, string>()))];
        CandleSeries[] series = [new(Btc, Candles), new(Symbol.Parse("KRW-ETH"), Walk(8, 3_000))];
        List<BacktestResult> alone = [];
        foreach (StrategyChoice choice in choices)
            alone.Add((await BacktestRun.RunAsync(series, Options(choice))).Result);

        for (int round = 0; round < 3; round++)
        {
            (BacktestResult Result, double)[] together = await Task.WhenAll(choices.Select(c => BacktestRun.RunAsync(series, Options(c))));
            Assert.Equal(alone, together.Select(t => t.Result));
        }
    }

    [Fact]
    public async Task Run_GivenUpHalfWay_EndsWithoutAResult()
    {
        using CancellationTokenSource stop = new();
        double reached = 0;

        Task run = BacktestRun.RunAsync([new(Btc, Candles)], Options(Averages), share =>
        {
            reached = share;
            if (share > 0.5)
                stop.Cancel();
        }, stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.InRange(reached, 0.5, 0.99);
    }

    private static StrategyChoice Averages { get; } = StrategyCatalog.Choose("ma-cross", new Dictionary<string, string> { ["fast"] = "9", ["slow"] = "90" });

    private static BacktestOptions Options(StrategyChoice choice) => new(Money.Of(10_000_000), [choice], RiskLimits.SizesOnly);

    private static Candle[] Walk(ulong seed, int minutes)
    {
        SeededRandom random = new(seed);
        Candle[] candles = new Candle[minutes];
        long price = 50_000;
        for (int i = 0; i < minutes; i++)
        {
            long open = price;
            price = Math.Max(1_000, open + random.NextInt(101) - 50);
            candles[i] = new Candle(
                Start + TimeSpan.FromMinutes(i), Price.Of(open), Price.Of(Math.Max(open, price) + random.NextInt(20)),
                Price.Of(Math.Min(open, price) - random.NextInt(20)), Price.Of(price), Quantity.Of(1 + random.NextInt(1_000)));
        }
        return candles;
    }
}

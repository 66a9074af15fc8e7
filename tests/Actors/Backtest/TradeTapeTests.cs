using CoinPilot.Actors.Backtest;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Tests.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>Recorded trades drive venue and markets as they were; candles are closed of them.</summary>
public sealed class TradeTapeTests
{
    public static TheoryData<string> Strategies => QuickSettings.Names;

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Trades_OfTheWayInsideCandles_GiveTheResultOfThoseCandles(string strategy)
    {
        Candle[][] series = [SyntheticSeries.Make(31, 5_000), SyntheticSeries.Make(32, 5_000, 900)];
        BacktestOptions options = new(Money.Of(TestRun.Cash), [QuickSettings.Of(strategy)], RiskLimits.SizesOnly);

        TestRun candles = TestRun.Of(options, series);
        foreach (bool alwaysAtLength in (bool[])[false, true])
        {
            TestRun trades = TestRun.OfTapes(options, [.. series.Select(s => TapeOf(PathOf(s)))], alwaysAtLength);

            Assert.NotEmpty(candles.Events);
            Assert.Equal(candles.Events, trades.Events);
            Assert.Equal(candles.Result, trades.Result);
        }
    }

    [Fact]
    public void Trades_ThatCameTwiceOrStampedBefore_AreLeftOutOrTakeTheTimeOfTheLast()
    {
        (Candle[] candles, Trade[] trades) = TradeTape.MinutesOf(
        [
            TradeAt(1, 100, id: 7), TradeAt(30, 101, id: 8), TradeAt(29, 102, id: 9), TradeAt(30, 101, id: 8), TradeAt(61, 90, id: 10), TradeAt(59, 95, id: 11), TradeAt(600, 80, id: 0),
        ]);

        Assert.Equal([100, 101, 102, 90, 95, 80], trades.Select(t => (int)t.Price.ToDecimal()));
        Assert.Equal([1, 30, 30, 61, 61, 600], trades.Select(t => (int)(t.Time - SyntheticSeries.Start).TotalSeconds));
        Assert.Equal(["0 100 102 100 102 3", "1 90 95 90 95 2", "10 80 80 80 80 1"], candles.Select(c =>
            $"{(int)(c.OpenTime - SyntheticSeries.Start).TotalMinutes} {c.Open} {c.High} {c.Low} {c.Close} {c.Volume}"));
    }

    [Fact]
    public void Tape_OfSomeOfTheCandles_PlaysTheirTradesAlone()
    {
        (Candle[] candles, Trade[] trades) = TradeTape.MinutesOf(PathOf(SyntheticSeries.Make(33, 100)));
        TradeTape tape = new(candles[..50], trades, first: 20);
        List<Trade> played = [];
        while (!tape.Ahead.IsEmpty)
        {
            played.AddRange(tape.Trades);
            tape.Take(1);
        }

        Assert.Equal(trades.Where(t => t.Time >= candles[20].OpenTime && t.Time < candles[50].OpenTime), played);
        Assert.Equal(1, tape.Done);
    }

    // A stop fires at the very trade that reaches it, not at one that a candle would tell of.
    [Fact]
    public void Stop_OfTrades_SellsAtTheFirstOneThatReachesIt()
    {
        Trade[] tape = [.. Enumerable.Range(0, 70).Select(s => TradeAt(s, 100_000)), TradeAt(75, 94_000), TradeAt(76, 99_000), TradeAt(77, 90_000), TradeAt(200, 90_000)];
        TestRun run = TestRun.OfTapes(new BacktestOptions(Money.Of(TestRun.Cash), [GuardedEntries.Choose(stop: 0.95m)], RiskLimits.SizesOnly), [TapeOf(tape)]);

        OrderExecuted sale = run.Events.OfType<OrderExecuted>().Last();
        Assert.Equal((LiquiditySide.Taker, 93_950m, 75.1), (sale.Liquidity, sale.Price.ToDecimal(), (sale.VenueTime - SyntheticSeries.Start).TotalSeconds));
    }

    private static TradeTape TapeOf(IEnumerable<Trade> told)
    {
        (Candle[] candles, Trade[] trades) = TradeTape.MinutesOf(told);
        return new TradeTape(candles, trades);
    }

    private static IEnumerable<Trade> PathOf(Candle[] candles)
    {
        Trade[] room = new Trade[CandlePath.MaxTrades];
        return [.. candles.SelectMany(c => room[..CandlePath.Expand(c, 1, room)].ToArray())];
    }

    private static Trade TradeAt(int second, long price, long id = 0) =>
        new(SyntheticSeries.Start + TimeSpan.FromSeconds(second), Price.Of(price), Quantity.Of(1m), OrderSide.Buy, id);
}

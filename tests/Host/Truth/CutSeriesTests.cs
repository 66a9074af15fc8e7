using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.App.Backtests.Truth;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Tests.Backtest;
using CoinPilot.Values;

namespace CoinPilot.Tests.Truth;

public sealed class CutSeriesTests
{
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");

    private static readonly Timestamp Start = SyntheticSeries.Start;

    [Fact]
    public void Candles_CutInsideAMinute_EndWithTheTradeThatOpenedIt()
    {
        Candle[] candles = SyntheticSeries.Make(seed: 1, 30);
        Candle running = candles[20];

        IReadOnlyList<Candle> cut = Assert.Single(CutSeries.UpTo([new CandleSeries(Btc, candles)], running.OpenTime + TimeSpan.FromSeconds(40))).Candles;
        IReadOnlyList<Candle> whole = Assert.Single(CutSeries.Through([new CandleSeries(Btc, candles)], running.OpenTime + TimeSpan.FromSeconds(40))).Candles;

        Assert.Equal(candles[..20], cut.Take(20));
        Assert.Equal((21, running.Open, running.Open, running.Open, running.Open), (cut.Count, cut[20].Open, cut[20].High, cut[20].Low, cut[20].Close));
        Assert.True(cut[20].Volume < running.Volume);
        Assert.Equal(candles[..21], whole);
    }

    [Fact]
    public void Trades_CutAtATime_AreThoseUpToItAndTheirCandles()
    {
        Trade[] trades = [.. Enumerable.Range(0, 12).Select(i => new Trade(Start + TimeSpan.FromSeconds(20 * i), Price.Of(1000 + i), Quantity.Of(1), OrderSide.Buy, i + 1))];
        CandleSeries series = new(Btc, TradeTape.MinutesOf(trades).Candles) { Trades = trades };

        CandleSeries cut = Assert.Single(CutSeries.UpTo([series], trades[7].Time)), whole = Assert.Single(CutSeries.Through([series], trades[7].Time));

        Assert.Equal(trades[..8], cut.Trades);
        Assert.Equal((3, Price.Of(1007)), (cut.Candles.Count, cut.Candles[2].Close));
        Assert.Equal(trades[..9], whole.Trades);
        Assert.Empty(CutSeries.UpTo([series], Start - TimeSpan.FromSeconds(1)));
    }
}

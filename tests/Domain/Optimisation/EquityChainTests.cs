using CoinPilot.Backtest;
using CoinPilot.Optimisation;
using CoinPilot.Values;

namespace CoinPilot.Tests.Optimisation;

public sealed class EquityChainTests
{
    private static readonly Timestamp Start = Timestamp.Utc(2025, 9, 1);

    [Fact]
    public void Add_OfStretchesThatTouch_MakesOneCurveAndOneListOfTrades()
    {
        EquityChain chain = new(FeeRate.UpbitKrw);
        chain.Add([Trade(0, 5, 100, sold: 110, open: 0)], Curve(0, (1000, 1000), (1010, 900)));
        chain.Add([Trade(24, 30, 100, sold: 90, open: 0)], Curve(24, (1010, 1010), (1000, 2020)));

        Assert.Equal([1000m, 1010m, 1000m], chain.Curve().Points.Select(p => p.Equity.ToDecimal()));
        // The second benchmark doubles what the first one left.
        Assert.Equal([1000m, 900m, 1800m], chain.Curve().Points.Select(p => p.Benchmark.ToDecimal()));
        Assert.Equal(2, chain.Trades.Count);
        Assert.Equal(0, chain.CutOff);
        Assert.Equal(10.0 / 1010, chain.Curve().MaxDrawdown, 12);
    }

    [Fact]
    public void Add_OfAStretchThatHoldsAtItsEnd_SellsAtTheLastPriceLessTheFee()
    {
        EquityChain chain = new(FeeRate.UpbitKrw);

        chain.Add([Trade(0, null, 100_000, sold: 0, open: 120_000)], Curve(0, (1_000_000, 1_000_000), (1_020_000, 1_000_000)));

        RoundTrip trade = Assert.Single(chain.Trades);
        Assert.False(trade.IsOpen);
        Assert.Equal(1, chain.CutOff);
        Assert.Equal(20_000 - 60, trade.Net.ToDecimal());
        Assert.Equal(1_020_000 - 60, chain.Equity!.Value.ToDecimal());
        Assert.Equal(Money.Zero, chain.Curve().End.Invested);
        Assert.Equal((EquityChain.StretchEnded, Start + TimeSpan.FromHours(24)), (trade.ExitReason, trade.ExitTime));
    }

    [Fact]
    public void Add_OfWhatDoesNotFollow_IsRefused()
    {
        EquityChain chain = new(FeeRate.UpbitKrw);
        chain.Add([], Curve(0, (1000, 1000), (1010, 1010)));

        Assert.Throws<ArgumentException>(() => chain.Add([], Curve(23, (1010, 1000), (1010, 1010))));
        Assert.Throws<ArgumentException>(() => chain.Add([], Curve(24, (1000, 1000), (1010, 1010))));
        chain.Add([], Curve(30, (1010, 1000), (1010, 1010)));
        Assert.Equal(4, chain.Curve().Points.Count);
    }

    [Fact]
    public void CompoundedTrades_InTheOrderOfTheirEnds_AreSharesOfTheEquityBefore()
    {
        RoundTrip[] trades = [Trade(0, null, 100, sold: 0, open: 50), Trade(1, 20, 100, sold: 300, open: 0), Trade(2, 9, 100, sold: 200, open: 0)];

        Assert.Equal([100.0 / 1000, 200.0 / 1100, -50.0 / 1300], CompoundedTrades.Of(Money.Of(1000), trades));
    }

    private static RoundTrip Trade(int entryHour, int? exitHour, decimal bought, decimal sold, decimal open) => new(
        Symbol.Parse("KRW-BTC"), "ma-cross", Start + TimeSpan.FromHours(entryHour), exitHour is { } hour ? Start + TimeSpan.FromHours(hour) : Timestamp.None,
        Quantity.Of(1), open > 0 ? Quantity.Of(1) : Quantity.Zero, Money.Of(bought), Money.Of(sold), Money.Of(open), Money.Zero, Money.Zero, "in", "", ValueList<CoinPilot.Backtest.TradeOrder>.Empty);

    // Two points a day apart.
    private static EquityCurve Curve(int hour, params (decimal Equity, decimal Benchmark)[] points) => new(
        points.Select((p, i) => new EquityPoint(Start + TimeSpan.FromHours(hour + 24 * i), Money.Of(p.Equity), Money.Of(10), Money.Of(p.Benchmark))), maxDrawdown: 0);
}

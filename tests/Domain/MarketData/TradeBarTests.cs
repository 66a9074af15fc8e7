using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.MarketData;

/// <summary>Bars made of trades: by time, number, volume and value.</summary>
public sealed class TradeBarTests
{
    private delegate bool Adder(in Trade trade, out Candle closed);

    [Fact]
    public void TradeBarBuilder_OfCandlesCutIntoTrades_GivesTheCandlesBack() => Property.Holds(50, random =>
    {
        List<Candle> candles = Candles.Walk(random, 200, oneGapIn: 10);
        TradeBarBuilder bars = new(BarSize.Minutes(1));
        List<Candle> built = [];
        Trade[] path = new Trade[CandlePath.MaxTrades];
        foreach (Candle candle in candles)
        {
            int count = CandlePath.Expand(candle, 1, path);
            foreach (Trade trade in path[..count])
            {
                if (bars.Add(trade, out Candle closed))
                    built.Add(closed);
            }
        }
        Assert.True(bars.CloseUntil(candles[^1].OpenTime + TimeSpan.FromMinutes(1), out Candle last));

        Assert.Equal(candles, [.. built, last]);
    });

    [Fact]
    public void TradeBarBuilder_OfAnyTrades_EqualsGroupingThem() => Property.Holds(100, random =>
    {
        List<Trade> trades = NaiveBars.Trades(random, 300);
        BarSize size = BarSize.Minutes(random.Next(1, 90), random.Next(2) == 0 ? TradingDay.Utc : TradingDay.Kst);
        TradeBarBuilder bars = new(size);
        List<Candle> built = Run(bars.Add, trades);

        List<Candle> expected = NaiveBars.Of(trades.Select(t => new Candle(t.Time, t.Price, t.Price, t.Price, t.Price, t.Quantity)), size);
        Assert.Equal(expected[..^1], built);
    });

    [Fact]
    public void TradeBarBuilder_LateAndRepeatedTrades_AreDroppedAndCounted()
    {
        TradeBarBuilder bars = new(BarSize.Minutes(1));
        Assert.False(bars.Add(At(10, 100, 1), out _));
        Assert.False(bars.Add(At(20, 101, 2), out _));
        Assert.False(bars.Add(At(20, 101, 2), out _));
        Assert.False(bars.Add(At(15, 999, 1), out _));
        Assert.True(bars.Add(At(61, 102, 3), out Candle first));
        Assert.False(bars.Add(At(59, 999, 4), out _));
        Assert.True(bars.CloseUntil(Candles.Start + TimeSpan.FromSeconds(120), out Candle second));
        Assert.False(bars.Add(At(119, 999, 5), out _));
        Assert.False(bars.CloseUntil(Candles.Start + TimeSpan.FromSeconds(180), out _));

        Assert.Equal(Candles.Of(0, 100, 101, 100, 101, 2), first);
        Assert.Equal(Candles.Flat(1, 102), second);
        Assert.Equal((2, 2), (bars.Duplicates, bars.Late));
    }

    [Fact]
    public void TradeBarBuilder_OutOfOrderWithinTheBar_TakesTheOrderOfArrival()
    {
        TradeBarBuilder bars = new(BarSize.Minutes(1));
        bars.Add(At(20, 100, 0), out _);
        bars.Add(At(10, 105, 0), out _);
        Assert.True(bars.CloseUntil(Candles.At(1), out Candle bar));

        Assert.Equal(Candles.Of(0, 100, 105, 100, 105, 2), bar);
        Assert.Equal((0, 0), (bars.Duplicates, bars.Late));
    }

    [Fact]
    public void TickBarBuilder_OfAnyTrades_HasSoManyInEachBar() => Property.Holds(100, random =>
    {
        List<Trade> trades = NaiveBars.Trades(random, 300);
        int size = random.Next(1, 40);

        List<Candle> built = Run(new TickBarBuilder(size).Add, trades);

        Assert.Equal(trades.Chunk(size).Where(c => c.Length == size).Select(c => NaiveBars.Of(c, c[0].Time)), built);
    });

    [Fact]
    public void VolumeBarBuilder_OfAnyTrades_ClosesWithTheTradeThatFillsItAndLosesNothing() => Property.Holds(100, random =>
    {
        List<Trade> trades = NaiveBars.Trades(random, 300);
        Quantity size = Quantity.FromUnits(random.Next(1, 2_000_000_000));

        List<Candle> built = Run(new VolumeBarBuilder(size).Add, trades);

        Assert.Equal(Naive(trades, t => t.Quantity.ToDecimal(), size.ToDecimal()), built);
        Assert.All(built, bar => Assert.True(bar.Volume >= size));
    });

    [Fact]
    public void ValueBarBuilder_OfAnyTrades_ClosesWithTheTradeThatFillsItAndLosesNothing() => Property.Holds(100, random =>
    {
        List<Trade> trades = NaiveBars.Trades(random, 300);
        Money size = Money.Of(random.Next(1, 20_000));

        List<Candle> built = Run(new ValueBarBuilder(size).Add, trades);

        Assert.Equal(Naive(trades, t => decimal.Floor(t.Price.ToDecimal() * t.Quantity.ToDecimal() * 1e8m) / 1e8m, size.ToDecimal()), built);
        Assert.Equal(built.Count > 0, Sum(trades) >= size.ToDecimal());
    });

    [Fact]
    public void VolumeBarBuilder_OfATradeOfManyBars_KeepsItWhole()
    {
        VolumeBarBuilder bars = new(Quantity.Of(1));
        Assert.True(bars.Add(new Trade(Candles.Start, Price.Of(7), Quantity.Of(1_000_000), OrderSide.Buy, 1), out Candle bar));

        Assert.Equal(Quantity.Of(1_000_000), bar.Volume);
    }

    [Fact]
    public void EventBarBuilders_LateAndRepeatedTrades_AreDroppedAndCounted()
    {
        TickBarBuilder ticks = new(1);
        VolumeBarBuilder volumes = new(Quantity.Of(1));
        ValueBarBuilder values = new(Money.Of(1));
        foreach (Adder add in (Adder[])[ticks.Add, volumes.Add, values.Add])
        {
            Assert.True(add(At(30, 100, 5), out _));
            Assert.False(add(At(31, 100, 5), out _));
            Assert.False(add(At(29, 100, 6), out _));
            Assert.True(add(At(30, 100, 7), out _));
        }
        Assert.Equal((1, 1, 1, 1, 1, 1), (ticks.Duplicates, ticks.Late, volumes.Duplicates, volumes.Late, values.Duplicates, values.Late));
    }

    [Fact]
    public void EventBarBuilders_OfNoSize_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TickBarBuilder(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VolumeBarBuilder(Quantity.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ValueBarBuilder(Money.Zero));
    }

    private static decimal Sum(List<Trade> trades) => trades.Sum(t => decimal.Floor(t.Price.ToDecimal() * t.Quantity.ToDecimal() * 1e8m) / 1e8m);

    private static List<Candle> Naive(List<Trade> trades, Func<Trade, decimal> measure, decimal size)
    {
        List<Candle> bars = [];
        List<Trade> open = [];
        foreach (Trade trade in trades)
        {
            open.Add(trade);
            if (open.Sum(measure) < size)
                continue;
            bars.Add(NaiveBars.Of(open, open[0].Time));
            open.Clear();
        }
        return bars;
    }

    private static List<Candle> Run(Adder add, List<Trade> trades)
    {
        List<Candle> built = [];
        foreach (Trade trade in trades)
        {
            if (add(trade, out Candle closed))
                built.Add(closed);
        }
        return built;
    }

    private static Trade At(int second, decimal price, long id) =>
        new(Candles.Start + TimeSpan.FromSeconds(second), Price.Of(price), Quantity.Of(1), OrderSide.Buy, id);
}

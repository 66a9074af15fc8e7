using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.MarketData;

public sealed class BarBuilderTests
{
    [Fact]
    public void Add_FiveMinutes_ClosesWithTheCandleThatEndsTheBar()
    {
        BarBuilder bars = new(TimeSpan.FromMinutes(5));
        Candle[] source =
        [
            Candles.Of(0, 100, 101, 99, 100, 1), Candles.Of(1, 100, 107, 100, 103, 2), Candles.Of(2, 103, 104, 95, 96, 3),
            Candles.Of(3, 96, 98, 96, 97, 4), Candles.Of(4, 97, 99, 97, 98.5m, 5),
        ];

        for (int i = 0; i < 4; i++)
            Assert.False(bars.Add(source[i], 1, out _));
        Assert.True(bars.TryGetOpen(out Candle open));
        Assert.True(bars.Add(source[4], 1, out Candle closed));

        Assert.Equal(Candles.Of(0, 100, 107, 95, 97, 10), open);
        Assert.Equal(Candles.Of(0, 100, 107, 95, 98.5m, 15), closed);
        Assert.False(bars.TryGetOpen(out _));
    }

    [Fact]
    public void Add_LastMinuteWithoutTrade_ClosesWithTheNextBarsFirstCandle()
    {
        BarBuilder bars = new(TimeSpan.FromMinutes(5));

        Assert.False(bars.Add(Candles.Flat(3, 100), 1, out _));
        Assert.True(bars.Add(Candles.Flat(6, 200), 1, out Candle closed));

        Assert.Equal(Candles.Flat(3, 100) with { OpenTime = Candles.At(0) }, closed);
        Assert.True(bars.TryGetOpen(out Candle open));
        Assert.Equal(Candles.Flat(6, 200) with { OpenTime = Candles.At(5) }, open);
    }

    [Fact]
    public void Add_LongGap_MakesUpNoBars()
    {
        BarBuilder bars = new(TimeSpan.FromMinutes(60));

        Assert.False(bars.Add(Candles.Flat(10, 100), 1, out _));
        Assert.True(bars.Add(Candles.Flat(600, 200), 1, out Candle closed));

        Assert.Equal(Candles.At(0), closed.OpenTime);
        Assert.True(bars.TryGetOpen(out Candle open));
        Assert.Equal(Candles.At(600), open.OpenTime);
    }

    [Fact]
    public void Add_LastMinuteThatAlsoClosesAnEarlierBar_ClosesItsOwnBarWithTheNextCandle()
    {
        BarBuilder bars = new(TimeSpan.FromMinutes(5));

        Assert.False(bars.Add(Candles.Flat(0, 100), 1, out _));
        Assert.True(bars.Add(Candles.Flat(9, 200), 1, out Candle first));
        Assert.True(bars.Add(Candles.Flat(10, 300), 1, out Candle second));

        Assert.Equal(Candles.At(0), first.OpenTime);
        Assert.Equal(Candles.Flat(9, 200) with { OpenTime = Candles.At(5) }, second);
    }

    [Fact]
    public void Add_Days_OpenAtMidnightUtc()
    {
        BarBuilder days = new(TimeSpan.FromDays(1));
        List<Candle> closed = [];

        for (int minute = 0; minute < 3 * 1440; minute++)
        {
            if (days.Add(Candles.Flat(minute, 1 + minute / 1440), 1, out Candle day))
                closed.Add(day);
        }

        Assert.Equal(["2025-09-01 09:00:00.000 KST", "2025-09-02 09:00:00.000 KST", "2025-09-03 09:00:00.000 KST"], closed.Select(c => c.OpenTime.ToKstString()));
        Assert.All(closed, (day, i) => Assert.Equal((Price.Of(i + 1), Price.Of(i + 1), Quantity.Of(1440)), (day.Open, day.Close, day.Volume)));
    }

    [Fact]
    public void Add_FifteenMinuteSource_ClosesTheHourWithItsFourth()
    {
        BarBuilder hours = new(TimeSpan.FromHours(1));

        Assert.False(hours.Add(Candles.Flat(0, 1), 15, out _));
        Assert.False(hours.Add(Candles.Flat(15, 2), 15, out _));
        Assert.False(hours.Add(Candles.Flat(30, 3), 15, out _));
        Assert.True(hours.Add(Candles.Flat(45, 4), 15, out Candle hour));

        Assert.Equal(Candles.Of(0, 1, 4, 1, 4, 4), hour);
    }

    [Fact]
    public void Add_AnyCandles_EqualsGroupingThemByBar() => Property.Holds(300, random =>
    {
        int minutes = new[] { 1, 3, 5, 15, 60, 240, 1440 }[random.Next(7)];
        List<Candle> source = Candles.Walk(random, 400, oneGapIn: 1 + random.Next(30));
        BarBuilder bars = new(TimeSpan.FromMinutes(minutes));
        List<Candle> built = [];

        foreach (Candle candle in source)
        {
            if (!bars.Add(candle, 1, out Candle closed))
                continue;
            built.Add(closed);
            Timestamp end = closed.OpenTime + TimeSpan.FromMinutes(minutes);
            Assert.True(candle.OpenTime + TimeSpan.FromMinutes(1) >= end, "a bar closed before its end");
        }
        if (bars.TryGetOpen(out Candle open))
            built.Add(open);

        Assert.Equal(Grouped(source, minutes), built);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    [InlineData(7 * 60)]
    [InlineData(30)]
    [InlineData(90)]
    [InlineData(2 * 86_400)]
    public void Constructor_LengthThatDividesNoDayInMinutes_Throws(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BarBuilder(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void TryGetOpen_BeforeTheFirstCandle_IsFalse() => Assert.False(new BarBuilder(TimeSpan.FromMinutes(5)).TryGetOpen(out _));

    [Fact]
    public void Add_ManyCandles_AllocatesNothing()
    {
        List<Candle> source = Candles.Walk(new Random(1), 5_000, oneGapIn: 50);
        BarBuilder bars = new(TimeSpan.FromMinutes(15));
        int closed = 0;

        long allocated = Allocation.BytesOfWarmRun(() =>
        {
            foreach (Candle candle in source)
                closed += bars.Add(candle, 1, out _) ? 1 : 0;
        });

        Assert.Equal(0, allocated);
        Assert.NotEqual(0, closed);
    }

    // The slow and obvious way: sort every candle into its bar, then take first, highest, lowest, last and sum.
    private static List<Candle> Grouped(List<Candle> source, int minutes) =>
    [
        .. source.GroupBy(c => c.OpenTime.UnixMicros / (minutes * 60_000_000L)).Select(bar => new Candle(
            new Timestamp(bar.Key * minutes * 60_000_000L), bar.First().Open, bar.Max(c => c.High), bar.Min(c => c.Low), bar.Last().Close,
            Quantity.FromUnits(bar.Aggregate(Int128.Zero, (sum, c) => sum + c.Volume.Units)))),
    ];
}

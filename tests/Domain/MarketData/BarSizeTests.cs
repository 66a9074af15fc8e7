using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.MarketData;

public sealed class BarSizeTests
{
    [Fact]
    public void Around_KoreanDay_BeginsAtThreeInTheAfternoonUtc()
    {
        (Timestamp start, Timestamp end) = BarSize.Day(TradingDay.Kst).Around(Timestamp.Utc(2025, 9, 2, 14, 59, 59));

        Assert.Equal((Timestamp.Utc(2025, 9, 1, 15), Timestamp.Utc(2025, 9, 2, 15)), (start, end));
        Assert.Equal(Timestamp.Utc(2025, 9, 2, 15), BarSize.Day(TradingDay.Kst).Around(Timestamp.Utc(2025, 9, 2, 15)).Start);
    }

    [Fact]
    public void Around_LengthThatDoesNotDivideTheDay_CutsOffTheLastBar()
    {
        // 205 bars of 7 minutes end at 23:55; the last one has 5.
        (Timestamp start, Timestamp end) = BarSize.Minutes(7).Around(Timestamp.Utc(2025, 9, 1, 23, 57));

        Assert.Equal((Timestamp.Utc(2025, 9, 1, 23, 55), Timestamp.Utc(2025, 9, 2)), (start, end));
        Assert.Equal(Timestamp.Utc(2025, 9, 2, 0, 7), BarSize.Minutes(7).Around(Timestamp.Utc(2025, 9, 2)).End);
    }

    [Fact]
    public void Around_EveryMinuteOfThreeDays_LiesInOneBarThatFollowsTheLast() => Property.Holds(60, random =>
    {
        TradingDay day = random.Next(2) == 0 ? TradingDay.Utc : TradingDay.Kst;
        BarSize size = BarSize.Minutes(random.Next(1, 1441), day);
        (Timestamp Start, Timestamp End) last = size.Around(Candles.At(0));
        for (int minute = 0; minute < 3 * 1440; minute++)
        {
            (Timestamp Start, Timestamp End) bar = size.Around(Candles.At(minute));
            Assert.True(bar.Start <= Candles.At(minute) && Candles.At(minute) < bar.End);
            Assert.True(bar == last || bar.Start == last.End);
            Assert.True(bar.End - bar.Start <= TimeSpan.FromMinutes(size.TotalMinutes));
            last = bar;
        }
    });

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1441)]
    public void Minutes_OutsideADay_Throws(int minutes) => Assert.Throws<ArgumentOutOfRangeException>(() => BarSize.Minutes(minutes));

    [Fact]
    public void Builders_OfNoSize_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BarBuilder(default(BarSize)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TradeBarBuilder(default));
    }

    [Fact]
    public void ToString_OfSizes_IsShort() => Assert.Equal(
        ["1m", "90m", "4h", "1d", "1d KST"],
        new[] { BarSize.Minutes(1), BarSize.Minutes(90), BarSize.Hours(4), BarSize.Day(TradingDay.Utc), BarSize.Day(TradingDay.Kst) }.Select(s => s.ToString()));
}
